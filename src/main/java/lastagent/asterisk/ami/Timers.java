package lastagent.asterisk.ami;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What is to be done later on the reader thread itself, between two reads, so that nothing it keeps needs a lock.
 *
 * <p>Not thread-safe.
 */
final class Timers {

    private record Due(long atNanos, Runnable what) {}

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    // A difference, because nanoTime may overflow.
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::atNanos, (one, other) -> Long.signum(one - other)));

    /** Has this done once the span is over. */
    void after(Duration span, Runnable what) {
        due.add(new Due(System.nanoTime() + span.toNanos(), what));
    }

    /** How long until something is due; not longer than a second. */
    Duration untilNext() {
        Due next = due.peek();
        long left = next == null ? Long.MAX_VALUE : next.atNanos() - System.nanoTime();
        return Duration.ofNanos(Math.clamp(left, 0, LONGEST_WAIT.toNanos()));
    }

    /** Does what is due. */
    void run() {
        long now = System.nanoTime();
        for (Due next = due.peek(); next != null && next.atNanos() - now <= 0; next = due.peek()) {
            due.remove();
            next.what().run();
        }
    }
}
