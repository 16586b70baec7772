package lastagent.asterisk.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines that Asterisk sends, with a limit on each and on all of them together.
 *
 * <p>A line ends with a line feed; a carriage return before it belongs to the line, because Asterisk sends none: it comes
 * out of a caller ID. Bytes that are no UTF-8 become replacement characters. Not thread-safe.
 */
final class AgiInput {

    /** Far above any line of an honest request, whose longest are the name of a channel and an argument. */
    static final int MAX_LINE = 2048;

    /** Far above any session: some thirty lines of request and ten of replies. */
    static final int MAX_SESSION = 65_536;

    private final InputStream received;
    private final byte[] buffer = new byte[MAX_LINE];
    private int start;
    private int end;
    private int total;

    AgiInput(InputStream received) {
        this.received = received;
    }

    /** Whether anything at all has been received. */
    boolean hasBegun() {
        return total > 0;
    }

    /**
     * The next line, without its line feed.
     *
     * @throws EOFException if the peer closes before the line is complete
     * @throws AgiProtocolException if the line, or the whole session, is too long
     */
    String line() throws IOException {
        int searched = start;
        while (true) {
            for (int at = searched; at < end; at++) {
                if (buffer[at] == '\n') {
                    String line = new String(buffer, start, at - start, StandardCharsets.UTF_8);
                    start = at + 1;
                    return line;
                }
            }
            searched = end - start;
            fill();
        }
    }

    /** Throws away whatever comes until the peer closes. */
    void drain() throws IOException {
        do {
            end = 0;
            start = 0;
        } while (receive() >= 0);
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            throw new AgiProtocolException("a line of more than " + MAX_LINE + " bytes");
        }
        if (receive() < 0) {
            throw new EOFException("the PBX closed the connection");
        }
    }

    private int receive() throws IOException {
        int count = received.read(buffer, end, buffer.length - end);
        if (count > 0) {
            end += count;
            total += count;
        }
        if (total > MAX_SESSION) {
            throw new AgiProtocolException("a session of more than " + MAX_SESSION + " bytes");
        }
        return count;
    }
}
