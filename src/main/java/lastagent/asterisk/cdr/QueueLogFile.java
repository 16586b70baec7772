package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory.Reject;
import org.jspecify.annotations.Nullable;

/**
 * A queue_log: Asterisk's own file, or a table's export with a header line. Each reading opens the file anew. Not thread-safe.
 */
public final class QueueLogFile {

    /** Who is told of events, on the reading thread, in the order of the file, which is that of time. */
    public interface Events {

        /** An event. */
        void event(QueueLogEvent event);

        /** A line that could not be read. */
        void rejected(Reject reject);

        /**
         * How far the reading is, now and then.
         *
         * @param done of {@code whole}, in bytes
         * @param whole the file's size
         */
        default void progress(long done, OptionalLong whole) {}
    }

    private static final byte BAR = '|';
    private static final byte[] SEPARATORS = {',', ';', '\t'};
    private static final int FEWEST_COLUMNS = 5;

    private final Path file;
    private final FileOptions options;
    private final List<String> header;
    private final byte separator;
    private Optional<FileTally> tally = Optional.empty();

    private QueueLogFile(Path file, FileOptions options, List<String> header, byte separator) {
        this.file = file;
        this.options = options;
        this.header = header;
        this.separator = separator;
    }

    /** Asterisk's own file. */
    static QueueLogFile stock(Path file, FileOptions options) {
        return new QueueLogFile(file, options, List.of(), BAR);
    }

    /** An export, if the file begins with the header line of one; the window is at the file's beginning and stays there. */
    static Optional<QueueLogFile> export(Path file, FileOptions options, ByteWindow window) {
        for (byte separator : SEPARATORS) {
            CsvRecord record = CsvRecord.quoted(separator);
            if (record.read(window.bytes(), window.from(), window.to(), window.endsThere())
                    && QueueLogLayout.known(record.texts())) {
                return Optional.of(new QueueLogFile(file, options, record.texts(), separator));
            }
        }
        return Optional.empty();
    }

    /** The file and what it is, for a person. */
    public String description() {
        return file.getFileName()
                + (header.isEmpty()
                        ? ": a queue_log"
                        : ": a queue_log's export with " + header.size() + " columns, times in " + options.zone());
    }

    /** What became of each line in the last reading that came to the end; empty before, and if only the tail was read. */
    public Optional<FileTally> tally() {
        return tally;
    }

    /**
     * Reads all events, or those of the tail.
     *
     * @throws IOException if the file cannot be read on, with a message for an administrator
     */
    public void read(Events events) throws IOException {
        tally = Optional.empty();
        boolean stock = header.isEmpty();
        QueueLogLayout layout = stock ? QueueLogLayout.ofFile() : QueueLogLayout.ofColumns(header, options.zone());
        CsvRecord record = stock ? CsvRecord.bare(BAR) : CsvRecord.quoted(separator);
        LineReading.Maker<QueueLogEvent> maker = stock ? line -> line(line, layout) : row -> row(row, layout);
        try (ByteWindow window = ByteWindow.open(file, options.tail().orElse(Long.MAX_VALUE))) {
            FileTally counted = new LineReading<>(window, record, maker, told(events)).run(stock ? 0 : 1);
            tally = window.isTail() ? Optional.empty() : Optional.of(counted);
        }
    }

    /** At each start and rotation the logger writes its own line: {@code [Nov 22 08:55:32] Asterisk 16.28.0 built by …}. */
    private static @Nullable QueueLogEvent line(CsvRecord record, QueueLogLayout layout) throws UnreadableRowException {
        if (record.columns() == 1 && record.text(0).startsWith("[")) {
            return null;
        }
        if (record.columns() < FEWEST_COLUMNS) {
            throw new UnreadableRowException(record.columns() + " columns instead of at least " + FEWEST_COLUMNS);
        }
        return layout.read(record);
    }

    private static QueueLogEvent row(CsvRecord record, QueueLogLayout layout) throws UnreadableRowException {
        int columns = layout.columns();
        if (record.columns() != columns && record.columns() != columns + 1) {
            throw new UnreadableRowException(record.columns() + " columns instead of " + columns);
        }
        return layout.read(record);
    }

    private static LineReading.Told<QueueLogEvent> told(Events events) {
        return new LineReading.Told<>() {
            @Override
            public void row(QueueLogEvent row) {
                events.event(row);
            }

            @Override
            public void rejected(Reject reject) {
                events.rejected(reject);
            }

            @Override
            public void progress(long done, OptionalLong whole) {
                events.progress(done, whole);
            }
        };
    }
}
