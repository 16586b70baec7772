package lastagent.asterisk.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection on which a test says just what it likes. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader received;

    RawConnection(InetSocketAddress service) throws IOException {
        socket = new Socket(service.getAddress(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        received = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    Socket socket() {
        return socket;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The service's next line; empty text at the end. */
    String line() throws IOException {
        String line = received.readLine();
        return line == null ? "" : line;
    }

    /** All lines until the service closes its side. */
    List<String> linesToTheEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = received.readLine(); line != null; line = received.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Whether the service closes within this time; what it says before does not matter. */
    boolean closesWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            linesToTheEnd();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Goes away without a word, as a process that is killed with data unread. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
