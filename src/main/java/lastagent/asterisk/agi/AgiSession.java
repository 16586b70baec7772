package lastagent.asterisk.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One call's exchange with Asterisk: the request, at most one question, one answer.
 *
 * <p>Asterisk runs only the first of several commands in one write until more bytes or the end of file arrive, so a session
 * that goes on waiting after such a write hangs ({@code res_agi.c} reads through {@code stdio} and polls the descriptor).
 * Therefore all that is asked is asked by one packed command, and all that is answered goes in one write with the
 * half-close behind it.
 *
 * <p>Writing never blocks: a session sends less than the smallest send buffer of a socket. Not thread-safe.
 */
public final class AgiSession {

    // AGI_BUF_LEN in res_agi.c (8192 only in the newest releases): a longer line is taken for two commands.
    private static final int MAX_COMMAND = 2048 - 1;

    /** What is left of a line for expressions, by {@link #lengthOf}. */
    static final int MAX_QUESTIONS = 1900;

    private static final String SEPARATOR = "|";

    private final Socket socket;
    private final OutputStream out;
    private final AgiInput input;
    private final AgiReplyReader replies;
    private final Deadline deadline;
    private final String nonce;
    private final AgiRequest request;
    private int unconfirmed;

    /**
     * Reads the request.
     *
     * @param nonce a word that nobody can guess, new for each session
     */
    AgiSession(Socket socket, AgiInput input, Deadline deadline, String nonce) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.input = input;
        this.replies = new AgiReplyReader(input);
        this.deadline = deadline;
        this.nonce = nonce;
        this.request = AgiRequest.read(input);
    }

    AgiRequest request() {
        return request;
    }

    /** How long ago Asterisk connected. */
    Duration elapsed() {
        return deadline.elapsed();
    }

    /**
     * Has Asterisk evaluate several dialplan expressions in one round trip.
     *
     * <p>A value may contain the separator, so whatever a stranger can write must come last. The answer begins with the
     * session's nonce: one that a caller ID has put there in advance is not believed.
     *
     * @param expressions such as <code>${CALLERID(num)}</code>, of at most {@link #MAX_QUESTIONS} characters together
     * @return their values, in the same order
     * @throws ForgedRequestException if the answer is not Asterisk's
     * @throws CallerHungUpException if the caller is gone
     */
    List<String> read(String... expressions) throws IOException {
        String packed = nonce + SEPARATOR + String.join(SEPARATOR, expressions);
        send(command("GET FULL VARIABLE \"" + escaped(packed) + "\""));
        AgiReply reply = replies.read();
        if (!reply.isSuccess()) {
            throw new AgiProtocolException("Asterisk refuses to read variables: " + reply.code());
        }
        String[] values = reply.value().orElse("").split("\\|", expressions.length + 1);
        if (values.length != expressions.length + 1 || !values[0].equals(nonce)) {
            throw new ForgedRequestException("an answer that is not Asterisk's");
        }
        return Arrays.asList(values).subList(1, values.length);
    }

    /**
     * Sets channel variables and ends the session: nothing can be read or set after it.
     *
     * @param variables set in this order
     * @throws SocketTimeoutException if the deadline is over; nothing has been sent then
     * @throws IllegalArgumentException if a value is not for the dialplan; nothing has been sent then
     */
    void answer(SequencedMap<String, String> variables) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            commands.append(command("SET VARIABLE " + name + " " + argument(name, variable.getValue())));
        }
        unconfirmed = variables.size();
        send(commands.toString());
        socket.shutdownOutput();
    }

    /**
     * Waits until Asterisk has set all variables and closed.
     *
     * @throws CallerHungUpException if the caller was gone before that
     * @throws SocketTimeoutException if the deadline comes first
     */
    void awaitConfirmation() throws IOException {
        try {
            for (; unconfirmed > 0; unconfirmed--) {
                AgiReply reply = replies.read();
                if (!reply.isSuccess()) {
                    throw new AgiProtocolException("Asterisk refuses to set a variable: " + reply.code());
                }
            }
        } catch (EOFException | SocketException closed) {
            // Asterisk leaves commands unread only when the call is over, and its HANGUP may be lost in the reset.
            throw new CallerHungUpException();
        }
        drain();
    }

    /** Lets Asterisk close first, as long as there is time. What it still says does not matter. */
    void drain() {
        try {
            input.drain();
        } catch (IOException ended) {
            // The answer is with Asterisk; that it closes late, or by a reset, changes nothing for the call.
        }
    }

    /** How much of a command an expression takes, with what stands between it and the next. */
    static int lengthOf(String expression) {
        return escaped(expression).length() + SEPARATOR.length();
    }

    private static String argument(String variable, String value) {
        if (DialplanVariables.isSafe(value)) {
            return value;
        }
        if (DialplanVariables.isSafeName(value)) {
            return '"' + value + '"';
        }
        throw new IllegalArgumentException("not a value for the dialplan: " + variable);
    }

    // As parse_args in res_agi.c takes it back.
    private static String escaped(String argument) {
        return argument.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String command(String line) {
        int length = line.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_COMMAND) {
            throw new IllegalArgumentException("a command of " + length + " bytes");
        }
        return line + "\n";
    }

    private void send(String commands) throws IOException {
        deadline.leftMillis();
        out.write(commands.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
