package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lastagent.core.call.AgentInterface;

/**
 * One agent's membership in one queue, as app_queue answered when asked.
 *
 * @param queue the queue
 * @param agent what app_queue dials for this member
 * @param name app_queue's MemberName, by which queue_log knows the member; empty where nobody told it
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
        DeviceState state,
        boolean paused,
        String pausedReason,
        Optional<Instant> lastCallAt,
        Duration wrapUp) {}
