package lastagent.asterisk.cdr;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The column by which rows are found: how a moment is written so that the database can compare it with the column.
 *
 * <p>A bound may let rows through that start a little outside, and never keeps one away that starts within: fractions are
 * widened to whole seconds, and where clocks go back the hour that comes twice is taken as a whole.
 *
 * @param column in the table
 * @param form what stands in it
 * @param number whether the value is to be given as a number; otherwise as a text
 * @param separator between date and time of a text
 */
record StartColumn(TableColumn column, Form form, boolean number, char separator) {

    /** What a start column holds. */
    enum Form {
        /** The PBX's wall time. */
        WALL,
        /** A moment, given and taken in UTC. */
        INSTANT,
        /** Seconds since 1970. */
        SECONDS,
        /** Milliseconds since 1970. */
        MILLIS,
        /** Texts whose order is not that of time, such as {@code 31/1/2017}: the table can only be read whole. */
        UNORDERED
    }

    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d([ T])\\d\\d:\\d\\d(:[\\d.]+)?(Z|[+-]\\d\\d.*)?");
    private static final Pattern EPOCH = Pattern.compile("\\d{9,13}(\\.\\d*)?");
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** One whose type says it all. */
    static StartColumn typed(TableColumn column, Form form) {
        return new StartColumn(column, form, false, ' ');
    }

    /**
     * One whose values have to be looked at.
     *
     * @param sample any value of it; empty if there is none yet
     * @param number whether the database keeps it as a number
     */
    static StartColumn sampled(TableColumn column, String sample, boolean number) {
        var iso = ISO.matcher(sample);
        if (iso.matches()) {
            return new StartColumn(
                    column, form(iso.group(3)), false, iso.group(1).charAt(0));
        }
        if (EPOCH.matcher(sample).matches()) {
            boolean millis = sample.replaceFirst("\\..*", "").length() > 11;
            return new StartColumn(column, millis ? Form.MILLIS : Form.SECONDS, number, ' ');
        }
        return new StartColumn(column, sample.isEmpty() ? Form.WALL : Form.UNORDERED, number, ' ');
    }

    // Texts with offsets of their own are in the order of time only if it is the same everywhere; of UTC we can be
    // sure.
    private static Form form(@Nullable String offset) {
        if (offset == null) {
            return Form.WALL;
        }
        return offset.matches("Z|[+-]00(:?00)?") ? Form.INSTANT : Form.UNORDERED;
    }

    /** The value that every row from the moment on is at least; empty for no bound. */
    Optional<String> atLeast(Instant from, ZoneId zone) {
        Instant second = from.isBefore(EARLIEST) ? EARLIEST : from.truncatedTo(ChronoUnit.SECONDS);
        return from.isBefore(EARLIEST) || form == Form.UNORDERED
                ? Optional.empty()
                : Optional.of(value(second, zone, false));
    }

    /** The value that every row before the moment is less than; empty for no bound. */
    Optional<String> lessThan(Instant to, ZoneId zone) {
        if (to.isAfter(LATEST) || form == Form.UNORDERED) {
            return Optional.empty();
        }
        return Optional.of(value(to.plusMillis(999).truncatedTo(ChronoUnit.SECONDS), zone, true));
    }

    private String value(Instant moment, ZoneId zone, boolean upper) {
        return switch (form) {
            case WALL -> format(upper ? latestWall(moment, zone) : earliestWall(moment, zone));
            case INSTANT -> format(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
            case SECONDS -> Long.toString(moment.getEpochSecond());
            case MILLIS -> Long.toString(moment.toEpochMilli());
            case UNORDERED -> throw new IllegalStateException("no bounds in " + column.name());
        };
    }

    private String format(LocalDateTime time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'" + separator + "'HH:mm:ss", Locale.ROOT)
                .format(time);
    }

    // The clock of the wall goes back once a year: a moment after may show a time before that of "moment".
    private static LocalDateTime earliestWall(Instant moment, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        boolean goesBack =
                next != null && next.isOverlap() && next.getDateTimeAfter().isBefore(wall);
        return goesBack ? next.getDateTimeAfter() : wall;
    }

    private static LocalDateTime latestWall(Instant moment, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition last = zone.getRules().previousTransition(moment);
        boolean wentBack =
                last != null && last.isOverlap() && last.getDateTimeBefore().isAfter(wall);
        return wentBack ? last.getDateTimeBefore() : wall;
    }
}
