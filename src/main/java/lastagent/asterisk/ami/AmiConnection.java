package lastagent.asterisk.ami;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * One logged-in connection to Asterisk's manager interface.
 *
 * <p>Reading is for one thread and never waits for writing: actions go through a bounded queue to a writer thread of
 * their own, each in one write. A peer that does not read fills that queue, and {@link #ask} says so. All but the two
 * reading methods may be called from any thread.
 */
final class AmiConnection implements Closeable {

    private static final Pattern BANNER = Pattern.compile("Asterisk Call Manager/([0-9]{1,4}(?:\\.[0-9]{1,4}){0,3})");

    /** The classes of events that are of use. FullyBooted would be in {@code system}, which has much else. */
    private static final String EVENTS = "Events: call,agent,user";

    // Asterisk cuts longer lines (inbuf in manager.c).
    private static final int LONGEST_LINE = 1_000;

    private static final int MOST_UNSENT = 512;

    private static final String LOGOFF = "Action: Logoff\r\n\r\n";

    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<String> unsent = new ArrayBlockingQueue<>(MOST_UNSENT);
    private final Socket socket;
    private final AmiMessageReader reader;
    private final OutputStream out;
    private final String version;

    private AmiConnection(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.reader = new AmiMessageReader(socket);
        this.out = socket.getOutputStream();
        this.version = readBanner(patience);
    }

    /**
     * Connects, logs in, and subscribes to events of the classes call, agent and user.
     *
     * @param socket not connected yet; whoever closes it, from any thread, ends all of this
     * @param patience for the connection, for the banner, and for each answer of the login
     * @param writer gives a thread of its own to what writes
     * @throws AmiLoginRefusedException if a person has to act before this can succeed
     * @throws IOException if it may succeed another time; the socket is then the caller's to close
     */
    static AmiConnection open(Socket socket, AmiAccount account, Duration patience, Executor writer)
            throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(account.host(), account.port()), (int) patience.toMillis());
        AmiConnection connection = new AmiConnection(socket, patience);
        connection.logIn(account, patience);
        writer.execute(connection::write);
        return connection;
    }

    private String readBanner(Duration patience) throws IOException {
        String banner = reader.readLine(patience).orElseThrow(() -> new IOException("no banner"));
        var matcher = BANNER.matcher(banner);
        if (!matcher.matches()) {
            throw new IOException("no Asterisk manager interface answers there");
        }
        return matcher.group(1);
    }

    private void logIn(AmiAccount account, Duration patience) throws IOException {
        AmiMessage challenge = exchange(List.of("Action: Challenge", "AuthType: MD5"), patience);
        List<String> login = new ArrayList<>(List.of("Action: Login", "Username: " + account.user(), EVENTS));
        Optional<String> number = challenge.value("Challenge");
        if (succeeded(challenge) && number.isPresent()) {
            login.add("AuthType: MD5");
            login.add("Key: " + md5(number.get() + account.secret()));
        } else {
            login.add("Secret: " + account.secret());
        }
        AmiMessage answer = exchange(login, patience);
        if (!succeeded(answer)) {
            throw new AmiLoginRefusedException(printable(answer.value("Message").orElse("no reason given")));
        }
    }

    private AmiMessage exchange(List<String> action, Duration patience) throws IOException {
        String id = newId();
        send(text(action, id));
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<AmiMessage> answer = reader.read(Duration.ofNanos(deadline - System.nanoTime()))
                    .filter(message -> message.response().isPresent())
                    .filter(message -> message.value("ActionID").equals(Optional.of(id)));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException("no answer to the login");
    }

    private static boolean succeeded(AmiMessage answer) {
        return answer.response().equals(Optional.of("Success"));
    }

    /** The version of the protocol, from the banner: 1.x is Asterisk 11 and older, 2.0 began with Asterisk 12. */
    String version() {
        return version;
    }

    /**
     * Waits for the next message; for the reader thread.
     *
     * @return empty if none was complete in time
     * @throws IOException if the connection is gone
     */
    Optional<AmiMessage> read(Duration within) throws IOException {
        return reader.read(within);
    }

    /** When the last byte came, by {@link System#nanoTime}; for the reader thread. */
    long heardNanos() {
        return reader.heardNanos();
    }

    /**
     * Sends an action, without waiting for it to go out.
     *
     * @param action its lines, without an {@code ActionID}
     * @return the new random id that its answer will carry; empty if too much is unsent, and this was not sent
     */
    Optional<String> ask(List<String> action) {
        String id = newId();
        return unsent.offer(text(action, id)) ? Optional.of(id) : Optional.empty();
    }

    /** How many actions wait to be written. */
    int unsent() {
        return unsent.size();
    }

    // 128 random bits: whoever forges an event cannot know it, and so cannot forge an answer.
    private String newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static String text(List<String> action, String id) {
        StringBuilder text = new StringBuilder(160);
        for (String line : action) {
            if (line.length() > LONGEST_LINE || line.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a line that would break the protocol");
            }
            text.append(line).append("\r\n");
        }
        text.append("ActionID: ").append(id).append("\r\n\r\n");
        return text.toString();
    }

    private void send(String action) throws IOException {
        out.write(action.getBytes(StandardCharsets.UTF_8));
    }

    private void write() {
        try {
            String action;
            do {
                action = unsent.take();
                send(action);
            } while (!action.equals(LOGOFF));
        } catch (IOException | InterruptedException gone) {
            // The reader finds the socket closed and tells the reason.
            closeSocket();
        }
    }

    /** Logs off as soon as what is unsent has gone out; the PBX then closes the connection. Any thread. */
    void leave() {
        if (!unsent.offer(LOGOFF)) {
            close();
        }
    }

    /** Closes the connection at once. Any thread. */
    @Override
    public void close() {
        closeSocket();
        // Wakes the writer, which then finds the socket closed.
        unsent.clear();
        unsent.offer(LOGOFF);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }

    /** What a peer said, fit for a log line. */
    static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
