package lastagent.core.routing;

import java.time.Duration;
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
 */
public record RoutingRules(QueueRules general, Map<String, QueueRules> byQueue, Set<CallerNumber> deny) {

    /** The rules of a service without configuration. */
    public static final RoutingRules DEFAULTS = new RoutingRules(QueueRules.DEFAULTS, Map.of(), Set.of());

    /** Copies map and set. */
    public RoutingRules {
        byQueue = Map.copyOf(byQueue);
        deny = Set.copyOf(deny);
    }

    /** The rules for a talk of this queue, or of none. */
    public QueueRules of(Optional<String> queue) {
        return queue.map(byQueue::get).orElse(general);
    }

    /** The longest time after its end for which any talk can count. */
    public Duration longestLookBack() {
        return Stream.concat(Stream.of(general), byQueue.values().stream())
                .flatMap(rules -> Stream.of(rules.lookBack(), rules.lookBackByAgent(), rules.frontWithin()))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
