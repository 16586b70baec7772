package lastagent.asterisk.cdr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One destination of {@code Dial}'s arguments, seen from the channel that it made.
 *
 * <p>An agent is dialled by name: {@code SIP/101}, FreePBX's {@code PJSIP/101/sip:101@192.0.2.7:5060}. Through a trunk a number
 * is dialled: {@code SIP/mts/0991234567}, {@code SIP/0991234567@mts}, {@code PJSIP/0991234567@mts},
 * {@code PJSIP/mts/sip:0991234567@host}.
 *
 * @param through what is dialled beside the peer's own name; empty if nothing is
 */
record DialTarget(Optional<String> through) {

    // AST_MAX_EXTENSION: 79 bytes and a zero. The last destination of a text this long may have lost its end.
    private static final int LONGEST_LAST_DATA = 79;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]+");

    /** How the peer was dialled; empty if the arguments do not name it. */
    static Optional<DialTarget> of(String lastData, String peer) {
        for (String target : targets(lastData)) {
            Optional<DialTarget> found = seen(target, peer);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // A comma ends the destinations; before 1.6 it was a bar.
    private static List<String> targets(String lastData) {
        String all = lastData.split("[,|]", 2)[0];
        List<String> targets = new ArrayList<>(List.of(all.split("&", -1)));
        if (all.length() == lastData.length() && all.getBytes(StandardCharsets.UTF_8).length >= LONGEST_LAST_DATA) {
            targets.removeLast();
        }
        return targets;
    }

    private static Optional<DialTarget> seen(String target, String peer) {
        int slash = peer.indexOf('/');
        if (slash < 0 || !target.startsWith(peer.substring(0, slash + 1))) {
            return Optional.empty();
        }
        String technology = peer.substring(0, slash + 1);
        String name = peer.substring(slash + 1);
        if (target.equals(peer)) {
            return Optional.of(new DialTarget(Optional.empty()));
        }
        if (target.startsWith(peer + "/")) {
            return Optional.of(dialled(target.substring(peer.length() + 1), name));
        }
        if (target.endsWith("@" + name)) {
            return Optional.of(
                    dialled(target.substring(technology.length(), target.length() - name.length() - 1), name));
        }
        return Optional.empty();
    }

    private static DialTarget dialled(String text, String name) {
        String user = text.replaceFirst("^sips?:", "").split("[@;/]", 2)[0];
        return new DialTarget(user.isEmpty() || user.equals(name) ? Optional.empty() : Optional.of(user));
    }

    /** The number that was dialled through a trunk, as the trunk was given it. */
    Optional<String> number() {
        return through.filter(text -> NUMBER.matcher(text).matches());
    }
}
