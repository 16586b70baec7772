package lastagent.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Instants as the database keeps them: nanoseconds since the epoch, good from 1677 to 2262. */
final class Nanos {

    private Nanos() {}

    /** Moments beyond the range are its ends. */
    static long of(Instant moment) {
        try {
            return Math.addExact(
                    Math.multiplyExact(moment.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), moment.getNano());
        } catch (ArithmeticException beyond) {
            return moment.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
