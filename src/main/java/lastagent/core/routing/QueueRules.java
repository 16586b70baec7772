package lastagent.core.routing;

import java.time.Duration;

/**
 * The rules for the talks of one queue.
 *
 * @param mode whether decisions are acted upon
 * @param lookBack how long after its end a talk still counts
 * @param lookBackByAgent the same for a talk that the agent ended
 * @param frontWithin how long after its end a talk still gives the front of the queue when the agent cannot take the call
 * @param minimumTalkTime shorter talks do not count
 * @param ringTime how long the agent rings
 * @param priority what {@code QUEUE_PRIO} is raised to for the front of the queue
 * @param outboundCounts whether talks that the agent dialled count
 */
public record QueueRules(
        Mode mode,
        Duration lookBack,
        Duration lookBackByAgent,
        Duration frontWithin,
        Duration minimumTalkTime,
        Duration ringTime,
        int priority,
        boolean outboundCounts) {

    /** The rules of a service without configuration. */
    public static final QueueRules DEFAULTS = new QueueRules(
            Mode.ON,
            Duration.ofMinutes(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofSeconds(20),
            10,
            false);
}
