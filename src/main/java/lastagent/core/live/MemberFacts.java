package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lastagent.core.call.AgentInterface;

/**
 * One agent's membership in one queue, as app_queue answered when asked.
 *
 * @param queue the queue
 * @param agent what app_queue dials for this member
 * @param name app_queue's MemberName, by which queue_log knows the member; empty where nobody told it
 * @param stateInterface what app_queue watches for {@code state}: a device such as {@code PJSIP/971}, the hint of an
 *     extension such as {@code hint:971@ext-local}, or a {@code Local} channel; empty where nobody told it
 * @param state of the member's state interface
 * @param paused whether this membership is paused
 * @param pausedReason as the pauser gave it; empty if none, or before Asterisk 12
 * @param lastCallAt when the member's last queue call ended; empty if there was none
 * @param wrapUp the pause that app_queue gives the member after each call; zero before Asterisk 16, which does not say
 */
public record MemberFacts(
        String queue,
        AgentInterface agent,
        Optional<String> name,
        String stateInterface,
        DeviceState state,
        boolean paused,
        String pausedReason,
        Optional<Instant> lastCallAt,
        Duration wrapUp) {

    // The name of an extension, and of its context, which is "default" where there is none (hint: in app_queue.c).
    private static final Pattern WITH_HINT =
            Pattern.compile("(?:hint:|Local/)([A-Za-z0-9_.*#+-]{1,64}(?:@[A-Za-z0-9_.-]{1,64})?)(?:/[a-z]+)?");

    /**
     * The extension whose hint names the member's device, as {@code HINT()} takes it; empty if the state interface is a
     * device itself. Of a {@code Local} channel it is the extension that it dials, which may have a hint or not.
     */
    public Optional<String> hintedExtension() {
        Matcher hint = WITH_HINT.matcher(stateInterface);
        return hint.matches() ? Optional.of(hint.group(1)) : Optional.empty();
    }

    /** The phone that is watched, if the state interface is one. */
    Optional<AgentInterface> watchedDevice() {
        return AgentInterface.ofLocation(stateInterface).filter(device -> !device.isLocal());
    }
}
