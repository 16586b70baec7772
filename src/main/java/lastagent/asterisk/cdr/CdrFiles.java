package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells from a file's first bytes what it is, whatever its name says. Files that gzip has compressed are looked into. */
public final class CdrFiles {

    private static final int HEAD = 64 * 1024;
    private static final String SQLITE = "SQLite format 3\0";
    /** After the logger's own lines, which begin with a bracket. Only the first line counts: names can forge any other. */
    private static final Pattern QUEUE_LOG = Pattern.compile(
            "(\\[[^\\n]*\\n)*\\d{9,10}(\\.\\d+)?\\|[^|\\n]*\\|[^|\\n]*\\|[^|\\n]*\\|[A-Z]+(\\||\\r?\\n|$)");

    private static final Pattern DUMP = Pattern.compile(
            "\\s*(--|/\\*|#|(?i)(PRAGMA|BEGIN|SET|CREATE|INSERT|REPLACE|DROP|USE|LOCK|START)\\s).*", Pattern.DOTALL);

    private CdrFiles() {}

    /**
     * Opens a file of CDR rows or of queue events.
     *
     * @throws IOException if it cannot be read, or is nothing that is known, with a message for an administrator: what was
     *     seen, and how to say which column is which
     */
    public static OpenedFile open(Path file, FileOptions options) throws IOException {
        try {
            return opened(file, options);
        } catch (IOException failed) {
            throw new IOException(file + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * How many lines a file has, counted without any understanding of it: what every reading's {@link FileTally} has to come
     * to. A last line without a line end counts.
     */
    public static long lines(Path file) throws IOException {
        long lines = 0;
        boolean begun = false;
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            while (window.hold(HEAD)) {
                for (int at = window.from(); at < window.to(); at++) {
                    begun = window.bytes()[at] != '\n';
                    lines += begun ? 0 : 1;
                }
                window.moveTo(window.to());
            }
        }
        return lines + (begun ? 1 : 0);
    }

    private static OpenedFile opened(Path file, FileOptions options) throws IOException {
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            window.hold(HEAD);
            int length = Math.min(HEAD, window.to() - window.from());
            String head = new String(window.bytes(), window.from(), length, StandardCharsets.ISO_8859_1);
            if (head.startsWith(SQLITE)) {
                return new OpenedFile.SqliteDatabase(file);
            }
            if (head.startsWith("\u00FF\u00FE") || head.startsWith("\u00FE\u00FF")) {
                throw new IOException("the text is in UTF-16; save it as UTF-8");
            }
            boolean named = head.isEmpty() && String.valueOf(file.getFileName()).contains("queue_log");
            if (named || QUEUE_LOG.matcher(head).lookingAt()) {
                return new OpenedFile.QueueLog(QueueLogFile.stock(file, options));
            }
            var export = QueueLogFile.export(file, options, window);
            if (export.isPresent()) {
                return new OpenedFile.QueueLog(export.get());
            }
            return new OpenedFile.Cdr(
                    DUMP.matcher(head).matches() ? SqlDump.open(file, options) : CsvCdrFile.open(file, options));
        }
    }
}
