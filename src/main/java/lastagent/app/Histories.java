package lastagent.app;

import java.io.IOException;
import lastagent.core.conversation.CallHistory;

/** The readers for all kinds of records. */
public final class Histories implements HistoryOpener {

    @Override
    public CallHistory open(Settings.Cdr cdr, Settings settings) throws StartException {
        throw new StartException("There is no reader for " + cdr + " yet", null);
    }

    @Override
    public long rows(Settings.Cdr cdr, Settings settings) throws IOException {
        throw new IOException("There is no reader for " + cdr + " yet");
    }
}
