package lastagent.core.routing;

import java.time.Duration;

/** Spans as an administrator would write them down. */
public final class RoundSpan {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private RoundSpan() {}

    /**
     * The round span nearest to a point, on the other side of it than a setting is now. The point itself is on the side of
     * what is more.
     */
    static Duration across(Duration point, Duration now) {
        long step = step(point).toNanos();
        long steps = Math.ceilDiv(point.toNanos(), step);
        boolean isBelow = now.compareTo(point) < 0;
        return Duration.ofNanos(Math.max(0, isBelow ? steps * step : (steps - 1) * step));
    }

    private static Duration step(Duration span) {
        if (span.compareTo(MINUTE.multipliedBy(2)) < 0) {
            return SECOND.multipliedBy(10);
        }
        if (span.compareTo(MINUTE.multipliedBy(10)) < 0) {
            return MINUTE;
        }
        if (span.compareTo(HOUR.multipliedBy(2)) < 0) {
            return MINUTE.multipliedBy(5);
        }
        return span.compareTo(DAY.multipliedBy(2)) < 0 ? HOUR : DAY;
    }

    /** As the configuration file spells a span, in the largest unit that keeps it whole: {@code 90s}, {@code 60m}. */
    public static String spelled(Duration span) {
        if (span.toMillisPart() != 0) {
            return span.toMillis() + "ms";
        }
        if (span.toSecondsPart() != 0 || span.isZero()) {
            return span.toSeconds() + "s";
        }
        if (span.toMinutesPart() != 0 || span.toHours() == 1) {
            return span.toMinutes() + "m";
        }
        return span.toHoursPart() == 0 && span.toDays() > 1 ? span.toDays() + "d" : span.toHours() + "h";
    }
}
