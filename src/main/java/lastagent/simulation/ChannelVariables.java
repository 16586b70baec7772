package lastagent.simulation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A channel's variables, and the dialplan functions that a router reads: substitutes {@code ${…}} as {@code pbx.c} does,
 * from the inside out. Not thread-safe.
 */
final class ChannelVariables {

    private static final int DEEPEST = 20;

    private final Map<String, String> given;
    private final Map<String, String> set = new LinkedHashMap<>();

    private ChannelVariables(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    static ChannelVariables of(AgiQuestion question) {
        Map<String, String> given = new HashMap<>();
        Caller caller = question.caller();
        given.put("CHANNEL", question.channel());
        given.put("CHANNEL(name)", question.channel());
        given.put("UNIQUEID", question.uniqueId());
        given.put("CHANNEL(uniqueid)", question.uniqueId());
        given.put("CHANNEL(linkedid)", question.uniqueId());
        given.put("CALLERID(num)", caller.number());
        given.put("CALLERID(ani)", caller.number());
        given.put("CALLERID(name)", caller.name());
        given.put("CALLERID(dnid)", question.did());
        given.put("CALLERID(num-pres)", caller.presentation() == 0 ? "allowed" : "prohib");
        given.put("CALLERPRES()", caller.presentation() == 0 ? "allowed" : "prohib");
        given.put("CALLINGPRES", Integer.toString(caller.presentation()));
        given.put("CONTEXT", "lastagent");
        given.put("EXTEN", "s");
        given.put("PRIORITY", "22");
        given.put("ARG1", question.queues());
        given.put("ARGC", "2");
        return new ChannelVariables(given);
    }

    void set(String name, String value) {
        set.put(name, value);
    }

    /** What was set since the beginning, in its order. */
    Map<String, String> set() {
        return set;
    }

    /** The variable's or the function's value; empty if there is none. */
    String value(String expression) {
        if (set.containsKey(expression)) {
            return set.getOrDefault(expression, "");
        }
        if (given.containsKey(expression)) {
            return given.getOrDefault(expression, "");
        }
        int parenthesis = expression.indexOf('(');
        return parenthesis > 0 && expression.endsWith(")")
                ? function(
                        expression.substring(0, parenthesis),
                        expression.substring(parenthesis + 1, expression.length() - 1))
                : "";
    }

    private static String function(String name, String argument) {
        return switch (name) {
            case "LEN" -> Integer.toString(argument.getBytes(StandardCharsets.UTF_8).length);
            case "URIENCODE" ->
                URLEncoder.encode(argument, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
            case "BASE64_ENCODE" -> Base64.getEncoder().encodeToString(argument.getBytes(StandardCharsets.UTF_8));
            case "QUOTE" -> "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case "TOUPPER" -> argument.toUpperCase(java.util.Locale.ROOT);
            case "TOLOWER" -> argument.toLowerCase(java.util.Locale.ROOT);
            default -> "";
        };
    }

    /** The text with every {@code ${…}} replaced. */
    String substitute(String text) {
        return substitute(text, 0);
    }

    private String substitute(String text, int depth) {
        int begin = text.indexOf("${");
        int end = begin < 0 ? -1 : closingBrace(text, begin + 2);
        if (end < 0 || depth > DEEPEST) {
            return text;
        }
        String inner = substitute(text.substring(begin + 2, end), depth + 1);
        return text.substring(0, begin) + value(inner) + substitute(text.substring(end + 1), depth);
    }

    private static int closingBrace(String text, int from) {
        int open = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                open++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }
}
