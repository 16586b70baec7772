package lastagent.app;

import java.io.IOException;
import lastagent.core.conversation.CallHistory;

/** Finds the reader for a PBX's records. */
public interface HistoryOpener {

    /**
     * Looks at the source and chooses the reader; reads no more of it than that takes.
     *
     * @param cdr where the records are
     * @param settings how the PBX presents numbers, and who is an agent
     * @throws StartException if there is none, or it cannot be opened
     */
    CallHistory open(Settings.Cdr cdr, Settings settings) throws StartException;

    /**
     * Counts the rows of a source in another way than the reader does, so that the reader can be checked by it.
     *
     * @throws IOException if it cannot be read
     */
    long rows(Settings.Cdr cdr, Settings settings) throws IOException;
}
