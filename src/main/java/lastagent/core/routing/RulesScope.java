package lastagent.core.routing;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Where in the configuration file the rules of a queue stand: in a section of its own, or with those for all others.
 *
 * @param queue the queue with a section of its own; empty for the general rules
 */
record RulesScope(Optional<String> queue, QueueRules rules, RoutingRules all) {

    /** The scope by which a talk of this queue, or of none, is judged. */
    static RulesScope of(Optional<String> queue, RoutingRules all) {
        return new RulesScope(queue.filter(all.byQueue()::containsKey), all.of(queue), all);
    }

    /** A key with its section: {@code look-back}, {@code queues.vip.look-back}. */
    String key(String name) {
        return queue.map(section -> "queues." + section + ".").orElse("") + name;
    }

    /**
     * All rules, with one setting of this scope changed. A queue that has the general value is taken to have inherited it.
     *
     * @param value the setting's
     */
    RoutingRules with(Function<QueueRules, Object> value, UnaryOperator<QueueRules> change) {
        if (queue.isPresent()) {
            return all.withQueue(queue.get(), change.apply(rules));
        }
        RoutingRules changed = all.withGeneral(change.apply(rules));
        for (Map.Entry<String, QueueRules> section : all.byQueue().entrySet()) {
            if (value.apply(section.getValue()).equals(value.apply(rules))) {
                changed = changed.withQueue(section.getKey(), change.apply(section.getValue()));
            }
        }
        return changed;
    }
}
