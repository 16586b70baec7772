package lastagent.asterisk.ami;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A manager interface on loopback that answers as Asterisk does, by a table that a test may change. In what it says a
 * line end stands for CR LF, and {@code {id}} for the id of the action.
 */
final class FakeAmi implements AutoCloseable {

    static final String USER = "lastagent";
    static final String SECRET = "s3cret";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String banner;
    private final Map<String, Function<Map<String, String>, String>> answers = new ConcurrentHashMap<>();
    private final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean isDeaf;

    FakeAmi() throws IOException {
        this("Asterisk Call Manager/5.0.4\n");
    }

    FakeAmi(String banner) throws IOException {
        this.banner = banner;
        answer("Challenge", "Response: Success\nActionID: {id}\nChallenge: 840415273\n\n");
        answer("Login", "Response: Success\nActionID: {id}\nMessage: Authentication accepted\n\n");
        answer("CoreSettings", "Response: Success\nActionID: {id}\nAsteriskVersion: 16.28.0\n\n");
        answer("Ping", "Response: Success\nActionID: {id}\nPing: Pong\nTimestamp: 1795414040.874291\n\n");
        answer("Status", "Response: Error\nActionID: {id}\nMessage: No such channel\n\n");
        answer("CoreShowChannels", list("CoreShowChannelsComplete", 0, ""));
        answer("QueueStatus", list("QueueStatusComplete", 0, ""));
        start(this::accept);
    }

    /** A list as Asterisk 16 answers it. */
    static String list(String complete, int items, String rows) {
        return "Response: Success\nActionID: {id}\nEventList: start\nMessage: Rows will follow\n\n" + rows + "Event: "
                + complete + "\nActionID: {id}\nEventList: Complete\nListItems: " + items + "\n\n";
    }

    /** From now on, this is said to this action; nothing, if the text is empty. */
    void answer(String action, String text) {
        answer(action, headers -> text);
    }

    void answer(String action, Function<Map<String, String>, String> text) {
        answers.put(action, text);
    }

    /** Says this on the newest connection, unasked. */
    void say(String text) {
        try {
            write(connections.getLast(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads nothing any more. */
    void turnDeaf() {
        isDeaf = true;
    }

    /** Closes the newest connection. */
    void cut() throws IOException {
        connections.getLast().close();
    }

    /** What came in, oldest first: each action by its headers. */
    List<Map<String, String>> actions() {
        return actions;
    }

    /** The actions of this name. */
    List<Map<String, String>> actions(String name) {
        return actions.stream()
                .filter(action -> name.equals(action.get("Action")))
                .toList();
    }

    int connections() {
        return connections.size();
    }

    AmiAccount account() {
        return new AmiAccount("127.0.0.1", server.getLocalPort(), USER, SECRET);
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            connections.add(socket);
            write(socket, banner);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        Map<String, String> action = new LinkedHashMap<>();
        for (String line = reader.readLine(); line != null && !isDeaf; line = reader.readLine()) {
            if (!line.isEmpty()) {
                action.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
                continue;
            }
            actions.add(action);
            String name = action.getOrDefault("Action", "");
            String text = answers.getOrDefault(name, headers -> "").apply(action);
            write(socket, text.replace("{id}", action.getOrDefault("ActionID", "")));
            if (name.equals("Logoff") || text.contains("Authentication failed")) {
                socket.close();
                return;
            }
            action = new LinkedHashMap<>();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.ofVirtual().name("fake-ami").start(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The test is over, or cut this connection.
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
