package lastagent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that runs a number of times faster than life. Whoever shares it with the PBX lives in the same time.
 * Thread-safe.
 */
public final class SimulatedClock implements InstantSource {

    private final Instant start;
    private final double speed;
    private final LongSupplier nanoseconds;
    private final long startedAt;

    /**
     * Starts the clock.
     *
     * @param start what it shows first
     * @param speed how many of its seconds pass in one; more than zero
     * @param nanoseconds real time that only moves forward, {@code System::nanoTime}
     */
    public SimulatedClock(Instant start, double speed, LongSupplier nanoseconds) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be more than zero");
        }
        this.start = start;
        this.speed = speed;
        this.nanoseconds = nanoseconds;
        this.startedAt = nanoseconds.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((nanoseconds.getAsLong() - startedAt) * speed));
    }

    /** How many nanoseconds of real time a span of this clock takes. */
    long realNanoseconds(Duration span) {
        return (long) (span.toNanos() / speed);
    }
}
