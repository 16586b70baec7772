package lastagent.asterisk.cdr;

import java.io.IOException;

/** Goes through the statements of a dump: over spaces and comments, by words and names, past whole statements. Not thread-safe. */
final class SqlCursor {

    private static final int HELD = 2 * SqlTuple.LONGEST;
    private static final int END = -1;
    private static final int LONGEST_NAME = 256;

    private final ByteWindow window;
    private final boolean mysql;
    private long line = 1;

    SqlCursor(ByteWindow window, boolean mysql) {
        this.window = window;
        this.mysql = mysql;
    }

    long line() {
        return line;
    }

    /** The next byte, or a negative number at the end. */
    int peek() throws IOException {
        return peek(0);
    }

    /** Passes one byte. */
    void advance() {
        line += window.bytes()[window.from()] == '\n' ? 1 : 0;
        window.moveTo(window.from() + 1);
    }

    /** Goes on at a place in what the window holds. */
    void moveTo(int place) {
        for (int at = window.from(); at < place; at++) {
            line += window.bytes()[at] == '\n' ? 1 : 0;
        }
        window.moveTo(place);
    }

    /** Passes this byte if it comes next. */
    boolean take(char c) throws IOException {
        boolean there = skipSpace() && peek() == c;
        if (there) {
            advance();
        }
        return there;
    }

    /** Goes past spaces and comments; false at the end. */
    boolean skipSpace() throws IOException {
        while (true) {
            int c = peek();
            if (c == END) {
                return false;
            }
            if (c <= ' ') {
                advance();
            } else if (!skipComment()) {
                return true;
            }
        }
    }

    /** A bare word, in capitals; empty if none comes next. */
    String word() throws IOException {
        skipSpace();
        StringBuilder word = new StringBuilder();
        while (letter(peek()) && word.length() < LONGEST_NAME) {
            word.append((char) Character.toUpperCase(peek()));
            advance();
        }
        return word.toString();
    }

    /** A name, quoted or not, of which the part after the last dot counts; empty if none comes next. */
    String name() throws IOException {
        String name = "";
        do {
            skipSpace();
            int c = peek();
            name = c == '`' || c == '"' || c == '\'' ? quotedName() : bareName();
        } while (take('.'));
        return name;
    }

    /** Goes past the end of this statement. */
    void skipStatement() throws IOException {
        while (skipSpace()) {
            int c = peek();
            skipOne();
            if (c == ';') {
                return;
            }
        }
    }

    /** Goes to the next comma or closing parenthesis of this list. */
    void skipToSeparator() throws IOException {
        int depth = 0;
        while (skipSpace()) {
            int c = peek();
            if (depth == 0 && (c == ',' || c == ')' || c == ';')) {
                return;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            skipOne();
        }
    }

    /** Goes to the beginning of the next line that can begin with a row or a statement, past at least one line end. */
    void skipToFreshLine() throws IOException {
        boolean fresh = false;
        while (peek() != END) {
            if (fresh
                    && (peek() == '('
                            || Character.toUpperCase(peek()) == 'I'
                            || Character.toUpperCase(peek()) == 'R')) {
                return;
            }
            fresh = peek() == '\n';
            advance();
        }
    }

    private void skipOne() throws IOException {
        int c = peek();
        advance();
        if (c == '\'' || c == '"' || c == '`') {
            while (peek() != END && peek() != c) {
                if (peek() == '\\' && mysql) {
                    advance();
                }
                if (peek() != END) {
                    advance();
                }
            }
            if (peek() == c) {
                advance();
            }
        }
    }

    private boolean skipComment() throws IOException {
        int c = peek();
        if ((c == '-' && peek(1) == '-') || (c == '#' && mysql)) {
            while (peek() != END && peek() != '\n') {
                advance();
            }
            return true;
        }
        if (c != '/' || peek(1) != '*') {
            return false;
        }
        while (peek() != END && !(peek() == '*' && peek(1) == '/')) {
            advance();
        }
        for (int end = 0; end < 2 && peek() != END; end++) {
            advance();
        }
        return true;
    }

    private String quotedName() throws IOException {
        int quote = peek();
        StringBuilder name = new StringBuilder();
        advance();
        while (peek() != END && peek() != quote && name.length() < LONGEST_NAME) {
            name.append((char) peek());
            advance();
        }
        if (peek() == quote) {
            advance();
        }
        return name.toString();
    }

    private String bareName() throws IOException {
        StringBuilder name = new StringBuilder();
        while (letter(peek()) && name.length() < LONGEST_NAME) {
            name.append((char) peek());
            advance();
        }
        return name.toString();
    }

    private int peek(int ahead) throws IOException {
        if (window.from() + ahead >= window.to()) {
            window.hold(HELD);
        }
        int at = window.from() + ahead;
        return at < window.to() ? window.bytes()[at] & 0xFF : END;
    }

    private static boolean letter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c > 0x7F;
    }
}
