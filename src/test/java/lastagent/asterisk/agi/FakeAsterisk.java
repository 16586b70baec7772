package lastagent.asterisk.agi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call's {@code AGI()} as {@code res_agi.c} runs it: writes the request without escaping anything, runs one command
 * whenever bytes or the end of file arrive, however many commands it has read already, and says {@code HANGUP} at the end.
 *
 * <p>Where the real one would crash, split a line in two or hang up, this one fails the test.
 */
final class FakeAsterisk {

    /** AGI_BUF_LEN of the releases before 2025. */
    private static final int COMMAND_BUFFER = 2048;

    private static final int PATIENCE_MILLIS = 20_000;

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)\\}");

    private final Map<String, String> request = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final StringBuilder stdio = new StringBuilder();
    private Optional<String> recorded = Optional.empty();
    private int roundTrips;
    private boolean endOfFile;

    FakeAsterisk() {
        String[] keys = {
            "network", "yes",
            "network_script", "route",
            "request", "agi://127.0.0.1:4573/route",
            "channel", "PJSIP/mts-00000042",
            "language", "en",
            "type", "PJSIP",
            "uniqueid", "1795339307.232",
            "version", "22.10.1",
            "callerid", "unknown",
            "calleridname", "unknown",
            "callingpres", "0",
            "callingani2", "0",
            "callington", "0",
            "callingtns", "0",
            "dnid", "100",
            "rdnis", "unknown",
            "context", "lastagent",
            "extension", "s",
            "priority", "17",
            "enhanced", "0.0",
            "accountcode", "",
            "threadid", "140006985807616",
            "arg_1", "support"
        };
        for (int index = 0; index < keys.length; index += 2) {
            request.put("agi_" + keys[index], keys[index + 1]);
        }
        variables.put("CALLINGPRES", "0");
        variables.put("CALLERID(num)", "");
        variables.put("ARG1", "support");
    }

    /** A call from this number, which is written everywhere just as it is. */
    static FakeAsterisk callFrom(String number) {
        return new FakeAsterisk().requesting("agi_callerid", number).having("CALLERID(num)", number);
    }

    /** A call whose request is just this text. */
    static FakeAsterisk replaying(String request) {
        FakeAsterisk call = new FakeAsterisk();
        call.recorded = Optional.of(request);
        return call;
    }

    FakeAsterisk requesting(String key, String value) {
        request.put(key, value);
        return this;
    }

    FakeAsterisk having(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Every command that was run, in order. */
    List<String> commands() {
        return commands;
    }

    /** The channel variables that were set, in order. */
    Map<String, String> set() {
        return set;
    }

    /** How many times the service had to be waited for after the request. */
    int roundTrips() {
        return roundTrips;
    }

    /** Runs the call to its end. */
    FakeAsterisk run(InetSocketAddress service) throws IOException {
        try (Socket socket = new Socket(service.getAddress(), service.getPort())) {
            return run(socket);
        }
    }

    /** The same on a connection that is there already. */
    FakeAsterisk run(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(bytes(request()));
        return serve(socket);
    }

    /** The request block, with the empty line. */
    String request() {
        return recorded.orElseGet(this::written);
    }

    private String written() {
        StringBuilder block = new StringBuilder();
        request.forEach(
                (key, value) -> block.append(key).append(": ").append(value).append('\n'));
        return block.append('\n').toString();
    }

    /** Runs commands until the service has closed its side. */
    FakeAsterisk serve(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        while (true) {
            awaitReadable(socket.getInputStream());
            int end = stdio.indexOf("\n");
            if (end < 0 && endOfFile) {
                break;
            }
            if (end >= 0) {
                String command = stdio.substring(0, end);
                stdio.delete(0, end + 1);
                out.write(bytes(reply(command) + "\n"));
            }
        }
        sayGoodbye(socket);
        return this;
    }

    private static void sayGoodbye(Socket socket) {
        try {
            socket.getOutputStream().write(bytes("HANGUP\n"));
            socket.shutdownOutput();
        } catch (IOException closed) {
            // Asterisk does not mind either.
        }
    }

    private void awaitReadable(InputStream in) throws IOException {
        if (endOfFile) {
            return;
        }
        byte[] chunk = new byte[4096];
        int count = in.read(chunk);
        if (count < 0) {
            endOfFile = true;
        } else {
            roundTrips++;
            stdio.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
    }

    private String reply(String command) {
        if (command.length() >= COMMAND_BUFFER - 1) {
            throw new AssertionError("Asterisk would take this for two commands: " + command);
        }
        commands.add(command);
        List<String> words = words(command);
        if (command.startsWith("GET FULL VARIABLE ") && words.size() == 4) {
            return "200 result=1 (" + evaluate(words.get(3)) + ")";
        }
        if (command.startsWith("SET VARIABLE") && words.size() == 4) {
            set.put(words.get(2), words.get(3));
            return "200 result=1";
        }
        throw new AssertionError("Asterisk 11 would crash or refuse: " + command);
    }

    // Values are not looked through for expressions again, like in pbx_variables.c.
    private String evaluate(String text) {
        String outer = text;
        for (Map.Entry<String, String> nested : variables.entrySet()) {
            if (nested.getKey().contains("${")) {
                outer = outer.replace("${" + nested.getKey() + "}", nested.getValue());
            }
        }
        return EXPRESSION.matcher(outer).replaceAll(this::quotedValue);
    }

    private String quotedValue(MatchResult expression) {
        return Matcher.quoteReplacement(variables.getOrDefault(expression.group(1), ""));
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^ \"]+)").matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(word.replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
