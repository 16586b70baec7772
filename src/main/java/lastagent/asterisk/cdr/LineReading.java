package lastagent.asterisk.cdr;

import java.io.IOException;
import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory.Reject;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a file of records in lines, from its beginning or in its tail to its end.
 *
 * <p>What cannot be read is told once, with the line that it begins at:
 *
 * <ul>
 *   <li>a line that is a whole record but no row is a reject of its own;
 *   <li>a record that is torn, or that spans lines and is no row, is a reject together with the lines after it, up to the next
 *       line that reads as a row, or to where the record would have had to end;
 *   <li>a line longer than any record is a reject as a whole.
 * </ul>
 *
 * <p>Not thread-safe.
 *
 * @param <T> what a row is made into
 */
final class LineReading<T> {

    /** Makes rows of records. */
    interface Maker<T> {

        /**
         * The row of a record; null for a record that is none by design, such as the logger's line at a start.
         *
         * @throws UnreadableRowException if it should be a row and is not
         */
        @Nullable
        T row(CsvRecord record) throws UnreadableRowException;
    }

    /** Who is told. */
    interface Told<T> {

        void row(T row);

        void rejected(Reject reject);

        void progress(long done, OptionalLong whole);
    }

    private static final int HELD = 2 * CsvRecord.LONGEST;
    private static final int RECORDS_BETWEEN_NEWS = 8192;

    private final ByteWindow window;
    private final CsvRecord record;
    private final Maker<T> maker;
    private final Told<T> told;
    private long line = 1;
    private long rows;
    private long rejects;
    private long continuedLines;
    private long otherLines;
    private String why = "";
    private @Nullable T row;

    LineReading(ByteWindow window, CsvRecord record, Maker<T> maker, Told<T> told) {
        this.window = window;
        this.record = record;
        this.maker = maker;
        this.told = told;
    }

    /**
     * Reads to the end.
     *
     * @param headers how many records at the beginning are no rows
     */
    FileTally run(int headers) throws IOException {
        if (window.isTail()) {
            passToFirstRow();
        } else {
            passHeaders(headers);
        }
        for (long records = 1; window.hold(HELD); records++) {
            next();
            if (records % RECORDS_BETWEEN_NEWS == 0) {
                told.progress(window.done(), OptionalLong.of(window.whole()));
            }
        }
        told.progress(window.done(), OptionalLong.of(window.whole()));
        return new FileTally(rows, rejects, continuedLines, otherLines);
    }

    private void passHeaders(int headers) throws IOException {
        int passed = 0;
        while (passed < headers && window.hold(HELD)) {
            boolean whole = cut(window.from());
            passed += whole && record.blank() ? 0 : 1;
            long lines = whole ? record.lines() : 1;
            otherLines += lines;
            pass(whole ? record.end() : nextLine(window.from()), lines);
        }
    }

    /** The tail begins in the middle of a line, and that line may be in the middle of a record. */
    private void passToFirstRow() throws IOException {
        boolean begun = false;
        while (window.hold(HELD)) {
            if (begun && cut(window.from()) && readable()) {
                return;
            }
            begun = window.lineEnd(window.from()) < window.to() || begun;
            window.moveTo(nextLine(window.from()));
        }
    }

    private void next() throws IOException {
        int from = window.from();
        boolean whole = cut(from);
        if (whole && (record.blank() || readable())) {
            tell();
        } else if (whole && record.lines() == 1) {
            reject(why);
            pass(record.end(), 1);
        } else if (window.lineEnd(from) - from >= CsvRecord.LONGEST) {
            reject("longer than " + CsvRecord.LONGEST + " bytes");
            passLongLine();
        } else {
            reject(whole ? why : "a quote is not closed");
            passTorn(whole ? record.end() : Math.min(window.to(), from + CsvRecord.LONGEST));
        }
    }

    private void tell() {
        int end = record.end();
        int lines = record.lines();
        if (row == null) {
            otherLines += lines;
        } else {
            rows++;
            continuedLines += lines - 1;
            told.row(row);
        }
        pass(end, lines);
    }

    private void passTorn(int limit) {
        int at = nextLine(window.from());
        long lines = 1;
        while (at < limit && !(cut(at) && readable())) {
            at = nextLine(at);
            lines++;
        }
        continuedLines += lines - 1;
        pass(at, lines);
    }

    private void passLongLine() throws IOException {
        int end = window.lineEnd(window.from());
        while (end == window.to() && !window.endsThere()) {
            window.moveTo(end);
            window.hold(HELD);
            end = window.lineEnd(window.from());
        }
        pass(Math.min(window.to(), end + 1), 1);
    }

    private void pass(int to, long lines) {
        row = null;
        line += lines;
        window.moveTo(to);
    }

    private boolean cut(int place) {
        return record.read(window.bytes(), place, window.to(), window.endsThere());
    }

    private int nextLine(int place) {
        return Math.min(window.to(), window.lineEnd(place) + 1);
    }

    private boolean readable() {
        try {
            row = maker.row(record);
            return true;
        } catch (UnreadableRowException unreadable) {
            why = unreadable.why();
            return false;
        }
    }

    private void reject(String reason) {
        rejects++;
        told.rejected(Rejects.of(window.isTail() ? "byte " + window.place() : "line " + line, reason));
    }
}
