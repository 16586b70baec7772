package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lastagent.core.conversation.CallHistory.Reject;

/** What a source tells, kept. */
record ToldRows(String description, List<CdrRecord> rows, List<Reject> rejects) implements CdrSource.Rows {

    static ToldRows of(Path file, FileOptions options) throws IOException {
        OpenedFile opened = CdrFiles.open(file, options);
        if (!(opened instanceof OpenedFile.Cdr(CdrSource source))) {
            throw new AssertionError("not a CDR but " + opened);
        }
        return of(source);
    }

    static ToldRows of(CdrSource source) throws IOException {
        ToldRows told = new ToldRows(source.description(), new ArrayList<>(), new ArrayList<>());
        source.read(Instant.MIN, Instant.MAX, told);
        return told;
    }

    @Override
    public void row(CdrRecord row) {
        rows.add(row);
    }

    @Override
    public void rejected(Reject reject) {
        rejects.add(reject);
    }
}
