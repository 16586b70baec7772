package lastagent.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Speaks AMI by hand, and keeps what was said. */
public final class RawAmiClient implements AutoCloseable {

    public final String banner;
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    public RawAmiClient(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(5000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
        banner = in.readLine();
    }

    public static RawAmiClient loggedIn(InetSocketAddress address) throws IOException {
        RawAmiClient client = new RawAmiClient(address);
        client.send("Action: Login", "Username: lastagent", "Secret: secret");
        assert client.next().contains("Message: Authentication accepted");
        assert client.next().contains("Event: FullyBooted");
        return client;
    }

    public void send(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The lines of the next message. */
    public List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** All messages up to the first with this line, that one included. */
    public List<List<String>> upTo(String line) throws IOException {
        return upTo(message -> message.contains(line));
    }

    public List<List<String>> upTo(Predicate<List<String>> last) throws IOException {
        List<List<String>> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!last.test(messages.getLast()) && !messages.getLast().isEmpty());
        return messages;
    }

    public static String value(List<String> message, String key) {
        return message.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
