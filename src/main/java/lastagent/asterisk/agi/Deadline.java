package lastagent.asterisk.agi;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Until when a session may last, by the machine's steady clock.
 *
 * @param startNanos when it began, as {@link System#nanoTime()}
 * @param allowed how long it may last
 */
record Deadline(long startNanos, Duration allowed) {

    /** Counts from now. */
    static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime(), allowed);
    }

    /** How long the session has lasted. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * What is left, in whole milliseconds, at least one.
     *
     * @throws SocketTimeoutException if nothing is left
     */
    int leftMillis() throws SocketTimeoutException {
        Duration left = allowed.minus(elapsed());
        if (!left.isPositive()) {
            throw new SocketTimeoutException("the deadline of " + allowed.toMillis() + " ms is over");
        }
        return Math.toIntExact(Math.max(1, left.toMillis()));
    }
}
