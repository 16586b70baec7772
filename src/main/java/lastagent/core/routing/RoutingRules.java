package lastagent.core.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lastagent.core.call.CallerNumber;

/**
 * The administrator's rules.
 *
 * @param general for queues without rules of their own
 * @param byQueue for single queues
 * @param deny callers who always take the ordinary way
 * @param shared numbers that several people call from
 */
public record RoutingRules(
        QueueRules general, Map<String, QueueRules> byQueue, Set<CallerNumber> deny, Set<CallerNumber> shared) {

    /** The rules of a service without configuration. */
    public static final RoutingRules DEFAULTS = new RoutingRules(QueueRules.DEFAULTS, Map.of(), Set.of(), Set.of());

    /** Copies map and sets. */
    public RoutingRules {
        byQueue = Map.copyOf(byQueue);
        deny = Set.copyOf(deny);
        shared = Set.copyOf(shared);
    }

    /** The rules for a talk of this queue, or of none. */
    public QueueRules of(Optional<String> queue) {
        return queue.map(byQueue::get).orElse(general);
    }

    /** What the dialplan is told of a decision: what was decided, or nothing, by the mode of the queue concerned. */
    public RoutingDecision answerTo(RoutingDecision decision) {
        return switch (of(decision.queue()).mode()) {
            case ON -> decision;
            case SHADOW -> new RoutingDecision.Overflow(decision.queue(), Reason.SHADOW);
            case OFF -> new RoutingDecision.Overflow(decision.queue(), Reason.OFF);
        };
    }

    /** The same rules, but for the queues without rules of their own. */
    public RoutingRules withGeneral(QueueRules changed) {
        return new RoutingRules(changed, byQueue, deny, shared);
    }

    /** The same rules, but for this queue. */
    public RoutingRules withQueue(String queue, QueueRules changed) {
        Map<String, QueueRules> queues = new HashMap<>(byQueue);
        queues.put(queue, changed);
        return new RoutingRules(general, queues, deny, shared);
    }

    /** The same rules with another deny list. */
    public RoutingRules denying(Set<CallerNumber> numbers) {
        return new RoutingRules(general, byQueue, numbers, shared);
    }

    /** The same rules with another list of shared numbers. */
    public RoutingRules sharing(Set<CallerNumber> numbers) {
        return new RoutingRules(general, byQueue, deny, numbers);
    }

    /** The longest time after its end for which any talk can count. */
    public Duration longestLookBack() {
        return Stream.concat(Stream.of(general), byQueue.values().stream())
                .flatMap(rules -> Stream.of(
                        rules.lookBack(),
                        rules.lookBackByAgent(),
                        rules.lookBackByCaller().orElse(Duration.ZERO),
                        rules.lookBackOutbound(),
                        rules.frontWithin()))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
