package lastagent.asterisk.agi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * What a socket receives, until the session's deadline.
 *
 * <p>Each read may take what is left of the whole session's time, so a peer that sends a byte now and then gains nothing.
 * Reads throw {@link java.net.SocketTimeoutException} when the time is over.
 */
final class DeadlineInputStream extends InputStream {

    private final Socket socket;
    private final InputStream received;
    private final Deadline deadline;

    DeadlineInputStream(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.received = socket.getInputStream();
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        socket.setSoTimeout(deadline.leftMillis());
        return received.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        socket.setSoTimeout(deadline.leftMillis());
        return received.read(into, offset, length);
    }
}
