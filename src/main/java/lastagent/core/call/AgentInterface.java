package lastagent.core.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to dial to reach an agent, such as {@code PJSIP/971} or {@code Local/971@agents}.
 *
 * <p>The same agent is found from app_queue's member location and from a channel's name, so neither the options of a
 * {@code Local} location ({@code /n}) nor the serial number of a channel belong to the value.
 *
 * @param value technology, slash, address
 */
public record AgentInterface(String value) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:SIP|PJSIP|IAX2)/[A-Za-z0-9_.-]{1,64}|Local/[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]{1,64})");

    // Peer names and contexts contain dashes, so the serial is what follows the last one. Four digits: early 1.8.
    private static final Pattern CHANNEL = Pattern.compile("(.+)-[0-9a-f]{4,8}(?:;[12])?");

    private static final Pattern LOCAL_OPTIONS = Pattern.compile("(Local/[^/]+)/[a-z]+");

    /**
     * Checks the form; this is what keeps a text from outside from ever being dialled.
     *
     * @throws IllegalArgumentException if the value is anything but a technology we dial and one plain address
     */
    public AgentInterface {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an agent interface");
        }
    }

    /** Reads app_queue's member location; empty if it is of a kind that is not dialled. */
    public static Optional<AgentInterface> ofLocation(String location) {
        return of(withoutOptions(location));
    }

    /** A member's location without the options that a {@code Local} one may end in; any other text as it is. */
    static String withoutOptions(String location) {
        Matcher local = LOCAL_OPTIONS.matcher(location);
        return local.matches() ? local.group(1) : location;
    }

    /** Reads a channel's name, as {@code PJSIP/971-0000001a} or {@code Local/971@agents-00000003;1}. */
    public static Optional<AgentInterface> ofChannel(String channel) {
        Matcher matcher = CHANNEL.matcher(channel);
        return matcher.matches() ? of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<AgentInterface> of(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new AgentInterface(value)) : Optional.empty();
    }

    /** Whether this is a {@code Local} channel, behind which the agent's line stands. */
    public boolean isLocal() {
        return value.startsWith("Local/");
    }

    /** The argument for {@code Dial}. A {@code Local} one is not optimised away, or the talk could not be followed. */
    public String dialString() {
        return isLocal() ? value + "/n" : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
