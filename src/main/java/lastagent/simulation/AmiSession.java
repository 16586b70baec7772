package lastagent.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One AMI client, from banner to log-off. One thread reads, one writes; what is to be written comes from any thread, and
 * waits here, so that a slow reader holds nobody up.
 */
final class AmiSession {

    /** What {@code Events:} asks for if it names no classes. */
    private static final Set<String> ALL =
            Set.of("system", "call", "agent", "user", "dialplan", "dtmf", "reporting", "cdr", "log", "verbose");

    private record Outgoing(String text, Runnable written) {}

    private static final Outgoing END = new Outgoing("", () -> {});
    private static final int LONGEST_QUEUE = 200_000;

    private final Socket socket;
    private final AmiAccount account;
    private final String challenge;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private volatile boolean loggedIn;
    private volatile Set<String> classes = ALL;

    AmiSession(Socket socket, AmiAccount account, String challenge) {
        this.socket = socket;
        this.account = account;
        this.challenge = challenge;
        send("Asterisk Call Manager/" + AmiActions.AMI_VERSION + "\r\n");
    }

    /** What a client's action is handed to once it has logged in; answers by {@link #send}. */
    interface Actions {
        void perform(AmiAction action, AmiSession session);
    }

    /** Reads actions until the client leaves; on a thread of its own. */
    void read(Actions actions) {
        try {
            // Not closed here: what the writer still has to say goes out first.
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            AmiAction action = next(in);
            while (action != null && perform(action, actions)) {
                action = next(in);
            }
        } catch (IOException clientIsGone) {
            // Nothing is owed to it.
        }
        loggedIn = false;
        outgoing.offer(END);
    }

    /** Writes until the session ends; on a thread of its own. */
    void write() {
        try (Socket closing = socket;
                OutputStream out = closing.getOutputStream()) {
            List<Outgoing> batch = new ArrayList<>();
            while (!batch.contains(END)) {
                batch.clear();
                batch.add(outgoing.take());
                outgoing.drainTo(batch);
                StringBuilder text = new StringBuilder();
                batch.forEach(message -> text.append(message.text()));
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                batch.forEach(message -> message.written().run());
            }
        } catch (IOException clientIsGone) {
            loggedIn = false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        outgoing.clear();
        outgoing.offer(END);
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That was the aim.
        }
    }

    /** Writes an answer. */
    void send(Object text) {
        outgoing.offer(new Outgoing(text.toString(), () -> {}));
    }

    /** Writes an event if this client listens to events of the class; runs the task when it has been written. */
    void sendEvent(String eventClass, String text, Runnable written) {
        if (loggedIn && classes.contains(eventClass)) {
            outgoing.offer(new Outgoing(text, written));
        }
    }

    private static @Nullable AmiAction next(BufferedReader in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty() && !headers.isEmpty()) {
                return new AmiAction(headers);
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return null;
    }

    private boolean perform(AmiAction action, Actions actions) {
        switch (action.name()) {
            case "login" -> {
                return login(action);
            }
            case "challenge" -> challenge(action);
            case "logoff" -> {
                send(AmiText.response("Goodbye", action.actionId()).with("Message", "Thanks for all the fish."));
                return false;
            }
            default -> {
                if (loggedIn) {
                    actions.perform(action, this);
                } else {
                    send(AmiText.response("Error", action.actionId()).with("Message", "Permission denied"));
                }
            }
        }
        return true;
    }

    private void challenge(AmiAction action) {
        if (action.header("AuthType").equalsIgnoreCase("MD5")) {
            send(AmiText.response("Success", action.actionId()).with("Challenge", challenge));
        } else {
            send(AmiText.response("Error", action.actionId()).with("Message", "Must specify AuthType"));
        }
    }

    private boolean login(AmiAction action) {
        if (!action.header("Username").equals(account.user()) || !knowsTheSecret(action)) {
            // Asterisk sleeps a second first; here nobody guesses secrets.
            send(AmiText.response("Error", action.actionId()).with("Message", "Authentication failed"));
            return false;
        }
        classes = listened(action.header("Events"));
        send(AmiText.response("Success", action.actionId()).with("Message", "Authentication accepted"));
        loggedIn = true;
        AmiText booted =
                AmiText.event("FullyBooted", "system").with("Uptime", 3600).with("LastReload", 3600);
        sendEvent("system", booted.with("Status", "Fully Booted").toString(), () -> {});
        return true;
    }

    private boolean knowsTheSecret(AmiAction action) {
        return action.header("AuthType").equalsIgnoreCase("MD5")
                ? action.header("Key").equals(md5(challenge + account.secret()))
                : action.header("Secret").equals(account.secret());
    }

    private static Set<String> listened(String events) {
        return switch (events) {
            case "", "on" -> ALL;
            case "off" -> Set.of();
            default -> Set.of(events.split(" *, *"));
        };
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
