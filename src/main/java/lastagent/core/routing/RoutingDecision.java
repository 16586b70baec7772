package lastagent.core.routing;

import java.time.Duration;
import java.util.Optional;
import lastagent.core.call.AgentInterface;

/** Which way a call takes, and why. */
public sealed interface RoutingDecision {

    /** Why. */
    Reason reason();

    /** The queue whose call this is; empty if no queue is concerned. */
    Optional<String> queue();

    /**
     * The agent rings, past greeting and queue.
     *
     * @param agent who rings
     * @param ringTime for how long
     * @param queue the queue of the talk
     * @param priority for the queue, if the agent does not answer
     */
    record RingAgent(AgentInterface agent, Duration ringTime, Optional<String> queue, int priority, Reason reason)
            implements RoutingDecision {}

    /**
     * The agent cannot take the call now; the caller goes to the front of the queue.
     *
     * @param queue the queue of the talk
     * @param priority what {@code QUEUE_PRIO} is raised to
     */
    record FrontOfQueue(Optional<String> queue, int priority, Reason reason) implements RoutingDecision {}

    /** The call goes on as if this service were not there. */
    record Overflow(Optional<String> queue, Reason reason) implements RoutingDecision {

        /** Overflow of a call that concerns no queue in particular. */
        public Overflow(Reason reason) {
            this(Optional.empty(), reason);
        }
    }
}
