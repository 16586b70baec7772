package lastagent.asterisk.cdr;

import java.util.HexFormat;

/**
 * One row of an {@code INSERT}, {@code (…, '…', NULL)}, cut into values where it lies.
 *
 * <p>Texts stand in single or double quotes (sqlite3's shell takes both); a quote within is doubled, or, in MySQL's dumps,
 * comes after a backslash. A backslash is nothing special in SQLite's. What follows or precedes a text ({@code _binary},
 * {@code ::text}) does not count; {@code 0x…} and {@code X'…'} are bytes.
 *
 * <p>Not thread-safe; good until the next {@link #read}.
 */
final class SqlTuple implements CdrRowReader.Cells {

    /** In bytes; a row of a CDR is far shorter. */
    static final int LONGEST = 64 * 1024;

    private static final int MOST_COLUMNS = 256;

    private final boolean backslashes;
    private final int[] starts = new int[MOST_COLUMNS];
    private final int[] ends = new int[MOST_COLUMNS];
    private final byte[] quotes = new byte[MOST_COLUMNS];
    private byte[] bytes = new byte[0];
    private int columns;
    private int end;

    SqlTuple(boolean backslashes) {
        this.backslashes = backslashes;
    }

    /**
     * Cuts the row that begins at a parenthesis.
     *
     * @return false if it does not end within {@link #LONGEST} bytes or where the bytes do
     */
    boolean read(byte[] held, int from, int to) {
        int limit = Math.min(to, from + LONGEST);
        bytes = held;
        columns = 0;
        for (int at = from + 1; at < limit; at++) {
            at = value(at, limit);
            columns++;
            if (at < limit && bytes[at] == ')') {
                end = at + 1;
                return true;
            }
        }
        return false;
    }

    int columns() {
        return columns;
    }

    /** The place after its closing parenthesis. */
    int end() {
        return end;
    }

    @Override
    public String text(int column) {
        if (column >= Math.min(columns, MOST_COLUMNS)) {
            return "";
        }
        String raw = RawText.of(bytes, starts[column], ends[column]);
        if (quotes[column] == 0) {
            String bare = raw.strip();
            return bare.equalsIgnoreCase("NULL") ? "" : bare.startsWith("0x") ? unhexed(bare.substring(2)) : bare;
        }
        int before = starts[column] - 2;
        boolean hex = before >= 0 && (bytes[before] == 'X' || bytes[before] == 'x');
        return hex ? unhexed(raw) : unescaped(raw, (char) quotes[column]);
    }

    /** Passes a value; the place of the comma or parenthesis after it. */
    private int value(int from, int limit) {
        int depth = 0;
        boolean quoted = false;
        keep(from, from, (byte) 0);
        for (int at = from; at < limit; at++) {
            byte c = bytes[at];
            if (c == '\'' || c == '"') {
                int closing = closing(at, limit);
                if (!quoted && depth == 0) {
                    keep(at + 1, closing, c);
                }
                quoted = true;
                at = closing;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                if (!quoted) {
                    keep(from, at, (byte) 0);
                }
                return at;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return limit;
    }

    private int closing(int opening, int limit) {
        byte quote = bytes[opening];
        int at = opening + 1;
        while (at < limit) {
            byte c = bytes[at];
            if (c == quote && !(at + 1 < limit && bytes[at + 1] == quote)) {
                return at;
            }
            at += c == quote || (c == '\\' && backslashes) ? 2 : 1;
        }
        return limit;
    }

    private void keep(int from, int to, byte quote) {
        if (columns < MOST_COLUMNS) {
            starts[columns] = from;
            ends[columns] = to;
            quotes[columns] = quote;
        }
    }

    private String unescaped(String raw, char quote) {
        if (raw.indexOf(quote) < 0 && (!backslashes || raw.indexOf('\\') < 0)) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            boolean escape = (c == '\\' && backslashes) || c == quote;
            if (escape && at + 1 < raw.length()) {
                at++;
                text.append(c == quote ? quote : escaped(raw.charAt(at)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case '0' -> '\0';
            case 'Z' -> '\u001A';
            default -> letter;
        };
    }

    private static String unhexed(String digits) {
        try {
            byte[] raw = HexFormat.of().parseHex(digits);
            return RawText.of(raw, 0, raw.length);
        } catch (IllegalArgumentException _) {
            return digits;
        }
    }
}
