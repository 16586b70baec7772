package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory.Reject;
import org.jspecify.annotations.Nullable;

/**
 * A file of separated values, such as Master.csv or a table's export. All of it is read whatever the span that is asked for:
 * its rows stand in the order of their writing, so no place in it is that of a moment. What a service needs is near the end,
 * {@link FileOptions#tail}.
 *
 * <p>Each reading opens the file anew, so one that has been rotated or has grown is read as it is then. Not thread-safe.
 */
public final class CsvCdrFile implements CdrSource {

    private final Path file;
    private final FileOptions options;
    private final CsvFormat format;
    private Optional<FileTally> tally = Optional.empty();

    private CsvCdrFile(Path file, FileOptions options, CsvFormat format) {
        this.file = file;
        this.options = options;
        this.format = format;
    }

    /**
     * Looks at the first rows.
     *
     * @throws IOException if the file cannot be read, or is no CDR that is known, with a message for an administrator
     */
    static CsvCdrFile open(Path file, FileOptions options) throws IOException {
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            return new CsvCdrFile(file, options, CsvFormat.find(window, options.columns()));
        }
    }

    @Override
    public String description() {
        return file.getFileName() + ": " + format.description() + ", times in " + options.zone();
    }

    /** What became of each line in the last reading that came to the end; empty before, and if only the tail was read. */
    public Optional<FileTally> tally() {
        return tally;
    }

    @Override
    public void read(Instant from, Instant to, Rows rows) throws IOException {
        tally = Optional.empty();
        try (ByteWindow window = ByteWindow.open(file, options.tail().orElse(Long.MAX_VALUE))) {
            CsvRecord record = CsvRecord.quoted(format.separator());
            FileTally counted = new LineReading<>(window, record, maker(), told(rows)).run(format.headers());
            tally = window.isTail() ? Optional.empty() : Optional.of(counted);
        }
    }

    private LineReading.Maker<CdrRecord> maker() {
        Map<Integer, CdrRowReader> readers = new HashMap<>();
        format.layouts()
                .forEach((columns, layout) ->
                        readers.put(columns, new CdrRowReader(layout, options.zone(), format.order())));
        String expected = format.columns();
        return record -> {
            @Nullable CdrRowReader reader = readers.get(record.columns());
            if (reader == null) {
                throw new UnreadableRowException(record.columns() + " columns instead of " + expected);
            }
            return reader.read(record);
        };
    }

    private static LineReading.Told<CdrRecord> told(Rows rows) {
        return new LineReading.Told<>() {
            @Override
            public void row(CdrRecord row) {
                rows.row(row);
            }

            @Override
            public void rejected(Reject reject) {
                rows.rejected(reject);
            }

            @Override
            public void progress(long done, OptionalLong whole) {
                rows.progress(done, whole);
            }
        };
    }
}
