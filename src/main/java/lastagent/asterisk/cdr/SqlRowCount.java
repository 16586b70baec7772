package lastagent.asterisk.cdr;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Counts the rows that a dump has of one table in another way than {@link SqlDumpReading} reads them, so that the one can be
 * checked by the other: it knows of quotes, comments and semicolons, and counts each parenthesis that opens a list after
 * {@code VALUES}. Not thread-safe.
 */
final class SqlRowCount {

    private static final int HELD = 64 * 1024;
    private static final int MOST_WORDS = 16 * 1024;
    private static final int END = -1;

    private static final int LAST_WORDS = 12;
    private static final Pattern VALUES = Pattern.compile("\\bVALUES?\\s*$");

    private final ByteWindow window;
    private final boolean mysql;
    private final Pattern insert;
    private final StringBuilder words = new StringBuilder();
    private boolean values;
    private boolean ours;
    private int depth;
    private long rows;

    SqlRowCount(ByteWindow window, boolean mysql, String table) {
        this.window = window;
        this.mysql = mysql;
        this.insert = Pattern.compile(
                "\\s*(INSERT|REPLACE)\\s.*?\\bINTO\\s+(\\S+\\s*\\.\\s*)?"
                        + Pattern.quote(table.toUpperCase(Locale.ROOT)) + "[\\s(].*",
                Pattern.DOTALL);
    }

    /** Counts to the end of the dump. */
    long count() throws IOException {
        for (int c = next(); c != END; c = next()) {
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c);
            } else if (!comment(c)) {
                plain(c);
            }
        }
        return rows;
    }

    private void plain(int c) {
        if (c == ';') {
            words.setLength(0);
            values = false;
            depth = 0;
            return;
        }
        if (!values && (c <= ' ' || c == '(') && VALUES.matcher(lastWords()).find()) {
            values = true;
            ours = insert.matcher(words).matches();
        }
        if (!values) {
            keep(c);
        } else if (c == '(') {
            rows += ours && depth == 0 ? 1 : 0;
            depth++;
        } else if (c == ')') {
            depth--;
        }
    }

    private String lastWords() {
        return words.substring(Math.max(0, words.length() - LAST_WORDS));
    }

    /** A doubled quote ends one text and begins the next, which comes to the same. */
    private void quoted(int quote) throws IOException {
        keep(' ');
        for (int c = next(); c != END && c != quote; c = next()) {
            keep(c);
            if (c == '\\' && mysql) {
                next();
            }
        }
        keep(' ');
    }

    private boolean comment(int c) throws IOException {
        int after = peek();
        if ((c == '-' && after == '-') || (c == '#' && mysql)) {
            for (int passed = c; passed != END && passed != '\n'; passed = next()) {}
            return true;
        }
        if (c != '/' || after != '*') {
            return false;
        }
        next();
        for (int passed = next(); passed != END && !(passed == '*' && peek() == '/'); passed = next()) {}
        next();
        return true;
    }

    private void keep(int c) {
        if (!values && words.length() < MOST_WORDS) {
            words.append(Character.toUpperCase((char) c));
        }
    }

    private int next() throws IOException {
        int c = peek();
        if (c != END) {
            window.moveTo(window.from() + 1);
        }
        return c;
    }

    private int peek() throws IOException {
        return window.from() < window.to() || window.hold(HELD) ? window.bytes()[window.from()] & 0xFF : END;
    }
}
