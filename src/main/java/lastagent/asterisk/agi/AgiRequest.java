package lastagent.asterisk.agi;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Asterisk tells of a call when it connects: a block of {@code agi_key: value} lines and an empty one.
 *
 * <p>Asterisk escapes nothing in it. A caller number or name with a line feed adds lines, or ends the block early (seen on
 * 11, 16 and 22). What stands before {@code agi_callerid} cannot be forged that way, and only that is believed. The rest is
 * compared with the keys that {@code res_agi.c} writes, the same from 11 to 23: a line that is doubled, unknown, malformed
 * or out of order makes the request a forged one. A block that was ended early in perfect order is noticed later, when
 * {@link AgiSession#read} finds its remains where an answer should be.
 *
 * @param path what the dialplan asks for: {@code /route} of {@code agi://localhost/route?x=1}
 * @param channel the name of the caller's channel
 * @param uniqueId the unique id of the caller's channel
 * @param supposed what it says where it may be forged; good for knowing early what to look for, and for nothing else
 * @param forgery what shows that the request is forged, without any of its text; empty if it is in order
 */
record AgiRequest(String path, String channel, String uniqueId, Supposed supposed, Optional<String> forgery) {

    /**
     * What a stranger may have written.
     *
     * @param callerNumber the number; Asterisk writes {@code unknown} for none
     * @param argument the first argument of the dialplan's {@code AGI}: the line's queues; empty if there is none
     */
    record Supposed(String callerNumber, String argument) {}

    private static final String SCRIPT = "agi_network_script";

    private static final String CALLER_NUMBER = "agi_callerid";

    private static final String FIRST_ARGUMENT = "agi_arg_1";

    private static final List<String> TRUSTED = List.of(
            "agi_network",
            SCRIPT,
            "agi_request",
            "agi_channel",
            "agi_language",
            "agi_type",
            "agi_uniqueid",
            "agi_version");

    private static final List<String> UNTRUSTED = List.of(
            CALLER_NUMBER,
            "agi_calleridname",
            "agi_callingpres",
            "agi_callingani2",
            "agi_callington",
            "agi_callingtns",
            "agi_dnid",
            "agi_rdnis",
            "agi_context",
            "agi_extension",
            "agi_priority",
            "agi_enhanced",
            "agi_accountcode",
            "agi_threadid");

    /** Whether somebody wrote into the request. */
    boolean isForged() {
        return forgery.isPresent();
    }

    /**
     * Reads the block; of a forged one, up to the line that shows it.
     *
     * @throws AgiProtocolException if the peer is no Asterisk
     */
    static AgiRequest read(AgiInput input) throws IOException {
        Map<String, String> trusted = readTrusted(input);
        Map<String, String> supposed = new HashMap<>();
        Optional<String> forgery = findForgery(input, supposed);
        return new AgiRequest(
                path(trusted.getOrDefault(SCRIPT, "")),
                trusted.getOrDefault("agi_channel", ""),
                trusted.getOrDefault("agi_uniqueid", ""),
                new Supposed(supposed.getOrDefault(CALLER_NUMBER, ""), supposed.getOrDefault(FIRST_ARGUMENT, "")),
                forgery);
    }

    private static Map<String, String> readTrusted(AgiInput input) throws IOException {
        Map<String, String> trusted = new HashMap<>();
        String line = input.line();
        for (String key : TRUSTED) {
            if (hasKey(line, key)) {
                trusted.put(key, line.substring(key.length() + 2));
                if (!key.equals("agi_version")) {
                    line = input.line();
                }
            } else if (!key.equals(SCRIPT)) {
                throw new AgiProtocolException("no AGI request: " + key + " is missing");
            }
        }
        return trusted;
    }

    private static Optional<String> findForgery(AgiInput input, Map<String, String> supposed) throws IOException {
        try {
            for (String key : UNTRUSTED) {
                String line = input.line();
                if (!hasKey(line, key)) {
                    return Optional.of("the line of " + key + " is not where it belongs");
                }
                supposed.put(key, line.substring(key.length() + 2));
            }
            String line = input.line();
            for (int number = 1; !line.isEmpty(); number++) {
                String key = "agi_arg_" + number;
                if (!hasKey(line, key)) {
                    return Optional.of("a line between agi_threadid and the end is not Asterisk's");
                }
                supposed.put(key, line.substring(key.length() + 2));
                line = input.line();
            }
            return Optional.empty();
        } catch (AgiProtocolException tooLong) {
            return Optional.of(String.valueOf(tooLong.getMessage()));
        }
    }

    // Control characters are not Asterisk's either: a lone carriage return is half of a forgery.
    private static boolean hasKey(String line, String key) {
        return line.startsWith(key + ": ") && line.chars().noneMatch(Character::isISOControl);
    }

    private static String path(String script) {
        int query = script.indexOf('?');
        String path = query < 0 ? script : script.substring(0, query);
        return path.startsWith("/") ? path : "/" + path;
    }
}
