package lastagent.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import lastagent.core.routing.Reason;

/** Counts what happens in a demo. Not thread-safe. */
final class DemoTally {

    private final long seed;
    private final double speed;
    private int calls;
    private int redials;
    private int sameAgent;
    private int otherAgent;
    private int gaveUp;
    private int failedOpen;
    private final Map<String, Integer> otherAgentBecause = new TreeMap<>();
    private final List<Duration> toSameAgent = new ArrayList<>();
    private final List<Duration> throughQueue = new ArrayList<>();
    private final List<Duration> decisions = new ArrayList<>();

    DemoTally(long seed, double speed) {
        this.seed = seed;
        this.speed = speed;
    }

    void comesIn(boolean redial) {
        calls++;
        redials += redial ? 1 : 0;
    }

    /** The service was asked. */
    void decided(Optional<Reason> reason, Duration took) {
        decisions.add(took);
        boolean failed = reason.isEmpty() || reason.get() == Reason.DEADLINE || reason.get() == Reason.FAULT;
        failedOpen += failed ? 1 : 0;
    }

    /**
     * A redial was answered.
     *
     * @param whyNot the reason's code why not by the same agent; empty if it was
     */
    void cameBack(Optional<String> whyNot, Duration waited) {
        if (whyNot.isPresent()) {
            otherAgent++;
            otherAgentBecause.merge(whyNot.get(), 1, Integer::sum);
        } else {
            sameAgent++;
            toSameAgent.add(waited);
        }
    }

    void throughQueue(Duration waited) {
        throughQueue.add(waited);
    }

    void gaveUp() {
        gaveUp++;
    }

    DemoSummary summary() {
        return new DemoSummary(
                seed,
                speed,
                calls,
                redials,
                sameAgent,
                otherAgent,
                gaveUp,
                failedOpen,
                Map.copyOf(otherAgentBecause),
                rounded(median(toSameAgent), 1e9),
                rounded(median(throughQueue), 1e9),
                rounded(median(decisions), 1e6),
                rounded(decisions.stream().max(Duration::compareTo), 1e6));
    }

    private static Optional<Duration> median(List<Duration> spans) {
        List<Duration> sorted = spans.stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    // To a tenth of the unit, which is all that the demo measures.
    private static OptionalDouble rounded(Optional<Duration> span, double nanosecondsPerUnit) {
        return span.map(some -> OptionalDouble.of(Math.round(some.toNanos() / nanosecondsPerUnit * 10) / 10.0))
                .orElse(OptionalDouble.empty());
    }
}
