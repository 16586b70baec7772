package lastagent.asterisk.ami;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the bytes of a connection into lines, and the lines into messages.
 *
 * <p>Memory is bounded whatever the peer sends: a line that is too long is left out, and so are lines after the last one
 * that a message may have; the message is then not sound. What is no UTF-8 is replaced.
 *
 * <p>Not thread-safe: for the link's reader thread.
 */
final class AmiMessageReader {

    /** Asterisk's own lines stay far below this; a {@code UserEvent} may carry anything. */
    static final int LONGEST_LINE = 8_192;

    static final int MOST_LINES = 512;

    // No colon: makes the message unsound.
    private static final String LEFT_OUT = "";

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[16_384];
    private int next;
    private int end;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean lineIsTooLong;
    private List<String> lines = new ArrayList<>();
    private long heardNanos = System.nanoTime();

    /** Reads what comes over this connected socket, whose read timeout it sets. */
    AmiMessageReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /**
     * Waits for the next message.
     *
     * @return empty if none was complete in time; what has come of it is kept
     * @throws EOFException if the PBX closed the connection
     */
    Optional<AmiMessage> read(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        do {
            Optional<String> read = readLine(Duration.ofNanos(deadline - System.nanoTime()));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            if (!read.get().isEmpty()) {
                keep(lineIsTooLong ? LEFT_OUT : read.get());
            } else if (!lines.isEmpty()) {
                AmiMessage message = AmiMessage.of(lines);
                lines = new ArrayList<>();
                return Optional.of(message);
            }
        } while (System.nanoTime() - deadline < 0);
        return Optional.empty();
    }

    private void keep(String text) {
        if (lines.size() < MOST_LINES) {
            lines.add(text);
        } else {
            lines.set(MOST_LINES - 1, LEFT_OUT);
        }
    }

    /**
     * Waits for the next line, without its end.
     *
     * @return empty if none was complete in time; what has come of it is kept
     */
    Optional<String> readLine(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        if (line.size() == 0) {
            lineIsTooLong = false;
        }
        boolean waited = false;
        while (true) {
            while (next < end) {
                byte read = buffer[next++];
                if (read == '\n') {
                    return Optional.of(takeLine());
                }
                if (line.size() < LONGEST_LINE) {
                    line.write(read);
                } else {
                    lineIsTooLong = true;
                }
            }
            long left = deadline - System.nanoTime();
            // A peer that trickles bytes must not keep the caller from its other work.
            if ((waited && left <= 0) || !fill(left)) {
                return Optional.empty();
            }
            waited = true;
        }
    }

    private String takeLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private boolean fill(long waitNanos) throws IOException {
        // Zero would be for ever.
        socket.setSoTimeout(Math.clamp(waitNanos / 1_000_000, 1, Integer.MAX_VALUE));
        try {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("closed by the PBX");
            }
            next = 0;
            end = count;
            heardNanos = System.nanoTime();
            return true;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        }
    }

    /** When the last byte came, by {@link System#nanoTime}. */
    long heardNanos() {
        return heardNanos;
    }
}
