package lastagent.asterisk.cdr;

import java.util.ArrayList;
import java.util.List;

/**
 * One record of comma-separated values, cut into columns where it lies, without making a text of what nobody asks for.
 *
 * <p>The dialects that are met, and how one reader serves them:
 *
 * <ul>
 *   <li>RFC 4180, as {@code cdr_csv.c} writes it: a quote within quotes is doubled, a backslash is only a backslash, and a
 *       line end in a caller's name stands there as it is.
 *   <li>Quotes that are not doubled, {@code ""Name" <101>"}, as some exports write: a quote that neither ends the column nor
 *       is doubled belongs to the text, and from there on in that column so does every quote but the last.
 *   <li>NULL and {@code \N} without quotes are empty.
 * </ul>
 *
 * <p>A lone quote must not swallow the file. A record is torn if it does not end within {@link #LONGEST} bytes and
 * {@link #MOST_LINES} lines, or if one column holds both a line end and a quote that is not doubled.
 *
 * <p>Not thread-safe; good until the next {@link #read}.
 */
final class CsvRecord implements CdrRowReader.Cells {

    /** In bytes. cdr_csv itself drops a record of more than 1,019; those of a table's export hold up to 3 kB. */
    static final int LONGEST = 16 * 1024;

    /** Line ends come from forged names, which are 79 bytes long. */
    static final int MOST_LINES = 64;

    private static final int MOST_COLUMNS = 256;
    private static final int TORN = -1;

    private final byte separator;
    private final boolean quotes;
    private final int[] starts = new int[MOST_COLUMNS];
    private final int[] ends = new int[MOST_COLUMNS];
    private final Form[] forms = new Form[MOST_COLUMNS];
    private byte[] bytes = new byte[0];
    private int columns;
    private int lines;
    private int end;

    private enum Form {
        BARE,
        QUOTED,
        DOUBLED
    }

    private CsvRecord(byte separator, boolean quotes) {
        this.separator = separator;
        this.quotes = quotes;
    }

    /** For columns that may be quoted. */
    static CsvRecord quoted(byte separator) {
        return new CsvRecord(separator, true);
    }

    /** For columns in which a quote is a letter like any other, as in queue_log. */
    static CsvRecord bare(byte separator) {
        return new CsvRecord(separator, false);
    }

    /**
     * Cuts the record that begins at a place.
     *
     * @param to where the bytes end
     * @param last whether the file ends there, too
     * @return false if it is torn or too long
     */
    boolean read(byte[] held, int from, int to, boolean last) {
        int limit = Math.min(to, from + LONGEST);
        bytes = held;
        columns = 0;
        lines = 1;
        int at = from;
        while (true) {
            at = quotes && at < limit && bytes[at] == '"' ? quoted(at, limit) : bare(at, limit);
            if (at == TORN || (at == limit && !(last && limit == to))) {
                return false;
            }
            if (at == limit || bytes[at] == '\n') {
                end = Math.min(at + 1, limit);
                return true;
            }
            at++;
        }
    }

    /** How many columns it has; of more than 256 only the count is kept. */
    int columns() {
        return columns;
    }

    /** How many lines it takes. */
    int lines() {
        return lines;
    }

    /** Where the next one begins. */
    int end() {
        return end;
    }

    boolean blank() {
        return columns == 1 && text(0).isBlank();
    }

    @Override
    public String text(int column) {
        if (column >= columns || column >= MOST_COLUMNS) {
            return "";
        }
        String text = RawText.of(bytes, starts[column], ends[column]);
        return switch (forms[column]) {
            case BARE -> text.equals("NULL") || text.equals("\\N") ? "" : text;
            case QUOTED -> text;
            case DOUBLED -> text.replace("\"\"", "\"");
        };
    }

    /** All texts. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int column = 0; column < Math.min(columns, MOST_COLUMNS); column++) {
            texts.add(text(column));
        }
        return texts;
    }

    private int bare(int from, int limit) {
        int at = from;
        while (at < limit && bytes[at] != separator && bytes[at] != '\n') {
            at++;
        }
        boolean returned = at > from && bytes[at - 1] == '\r' && (at == limit || bytes[at] == '\n');
        add(from, returned ? at - 1 : at, Form.BARE);
        return at;
    }

    private int quoted(int from, int limit) {
        Form form = Form.QUOTED;
        boolean loose = false;
        int began = lines;
        for (int at = from + 1; at < limit; at++) {
            if (bytes[at] == '\n' && (loose || ++lines > MOST_LINES)) {
                return TORN;
            }
            if (bytes[at] != '"') {
                continue;
            }
            int after = afterQuote(at, limit);
            if (after != TORN) {
                add(from + 1, at, form);
                return after;
            }
            if (bytes[at + 1] == '"' && !loose) {
                form = Form.DOUBLED;
                at++;
            } else {
                if (lines > began) {
                    return TORN;
                }
                loose = true;
                form = Form.QUOTED;
            }
        }
        return TORN;
    }

    /** Where the column ends if this quote ends it, TORN if it does not. */
    private int afterQuote(int quote, int limit) {
        int at = quote + 1;
        if (at < limit && bytes[at] == '\r' && (at + 1 == limit || bytes[at + 1] == '\n')) {
            at++;
        }
        return at == limit || bytes[at] == separator || bytes[at] == '\n' ? at : TORN;
    }

    private void add(int from, int to, Form form) {
        if (columns < MOST_COLUMNS) {
            starts[columns] = from;
            ends[columns] = to;
            forms[columns] = form;
        }
        columns++;
    }
}
