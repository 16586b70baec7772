package lastagent.simulation;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk's side of FastAGI, as {@code res_agi.c} plays it: the request block, then one answer for each command until
 * the server closes. One dialogue, one thread.
 */
public final class AgiClient {

    // MAX_AGI_CONNECT in res_agi.c; no watchdog fires meanwhile.
    private static final int CONNECT_MILLISECONDS = 2000;

    // AGI_BUF_LEN: what follows in a longer line is taken for another command.
    private static final int LONGEST_COMMAND = 2047;

    private final InputStream in;
    private final OutputStream out;
    private final Socket socket;
    private final ChannelVariables variables;
    private final long deadline;

    private AgiClient(Socket socket, ChannelVariables variables, long deadline) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.variables = variables;
        this.deadline = deadline;
    }

    /**
     * Asks the server for a call's way.
     *
     * @param watchdog for how long the dialplan waits, in real time
     */
    public static AgiAnswer ask(AgiQuestion question, Duration watchdog) {
        long begun = System.nanoTime();
        ChannelVariables variables = ChannelVariables.of(question);
        AgiAnswer.Outcome outcome = AgiAnswer.Outcome.UNREACHABLE;
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(resolved(question.router()), CONNECT_MILLISECONDS);
            outcome = AgiAnswer.Outcome.ENDED;
            new AgiClient(socket, variables, begun + watchdog.toNanos()).talk(question);
        } catch (SocketTimeoutException late) {
            outcome = outcome == AgiAnswer.Outcome.ENDED ? AgiAnswer.Outcome.LATE : outcome;
        } catch (IOException brokenOff) {
            // After the connection stands, Asterisk calls this a success too: only the variables tell.
        }
        return new AgiAnswer(outcome, variables.set(), Duration.ofNanos(System.nanoTime() - begun));
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
    }

    private void talk(AgiQuestion question) throws IOException {
        write(requestBlock(question));
        for (String command = nextCommand(); command != null; command = nextCommand()) {
            write(perform(command) + "\n");
        }
    }

    // The order of res_agi.c, setup_env; the number goes out raw.
    private static String requestBlock(AgiQuestion question) {
        Caller caller = question.caller();
        return """
                agi_network: yes
                agi_network_script: route
                agi_request: %s
                agi_channel: %s
                agi_language: en
                agi_type: PJSIP
                agi_uniqueid: %s
                agi_version: 22.10.1
                agi_callerid: %s
                agi_calleridname: %s
                agi_callingpres: %d
                agi_callingani2: 0
                agi_callington: 0
                agi_callingtns: 0
                agi_dnid: %s
                agi_rdnis: unknown
                agi_context: lastagent
                agi_extension: s
                agi_priority: 22
                agi_enhanced: 0.0
                agi_accountcode:\s
                agi_threadid: 140295031219904
                agi_arg_1: %s

                """.formatted(
                        question.url(),
                        question.channel(),
                        question.uniqueId(),
                        orUnknown(caller.number()),
                        orUnknown(caller.name()),
                        caller.presentation(),
                        orUnknown(question.did()),
                        question.queues());
    }

    private static String orUnknown(String value) {
        return value.isEmpty() ? "unknown" : value;
    }

    private String perform(String line) {
        AgiCommand command = AgiCommand.parse(line);
        String verb = String.join(" ", command.words()).toUpperCase(Locale.ROOT);
        if (verb.startsWith("SET VARIABLE ") && command.words().size() == 4) {
            variables.set(command.words().get(2), command.words().get(3));
            return "200 result=1";
        }
        if (verb.startsWith("GET FULL VARIABLE ") && command.words().size() >= 4) {
            return found(variables.substitute(command.words().get(3)));
        }
        if (verb.startsWith("GET VARIABLE ") && command.words().size() == 3) {
            return found(variables.value(command.words().get(2)));
        }
        if (verb.startsWith("NOOP") || verb.startsWith("VERBOSE")) {
            return "200 result=" + (verb.startsWith("NOOP") ? 0 : 1);
        }
        return verb.startsWith("SET VARIABLE") || verb.startsWith("GET ")
                ? "520 Invalid command syntax.  Proper usage not available."
                : "510 Invalid or unknown command";
    }

    private static String found(String value) {
        return value.isEmpty() ? "200 result=0" : "200 result=1 (" + value + ")";
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private @Nullable String nextCommand() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_COMMAND) {
            int next = read();
            if (next == '\n' || (next < 0 && line.size() > 0)) {
                break;
            }
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the watchdog fired");
        }
        socket.setSoTimeout((int) left);
        return in.read();
    }
}
