package lastagent.asterisk.cdr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of a CDR, most of which are a wall clock's without a zone.
 *
 * <ul>
 *   <li>{@code 2024-01-27 15:07:24}, with or without a fraction and an offset, which counts if it is there;
 *   <li>{@code 27/1/2024 15:07:24} and {@code 1/27/2024 3:07 PM}, in the order that is said;
 *   <li>seconds or milliseconds since 1970.
 * </ul>
 *
 * <p>A year before 1990 is no time: FreePBX fills in {@code 1000-01-01}, Issabel {@code 0000-00-00}.
 *
 * <p>The clock shows one hour of autumn twice. Which one is meant is taken from a moment close by, such as the uniqueid's
 * epoch; without one it is the first. An hour of spring that the clock leaves out is read as if it had not been.
 *
 * <p>Not thread-safe. The common form is read by hand and the zone's offset kept for the hour, for tables of ten million rows.
 */
final class WallTimes {

    /** Nothing is known that is close by. */
    static final long NOWHERE = Long.MIN_VALUE;

    private static final int FIRST_YEAR = 1990;
    private static final long HOUR = 3600;
    private static final int LENGTH = "yyyy-MM-dd HH:mm:ss".length();
    private static final Pattern OTHER =
            Pattern.compile("(\\d{1,4})([/.-])(\\d{1,2})\\2(\\d{1,4})[ T]+(\\d{1,2}):(\\d{2})"
                    + "(?::(\\d{2})(\\.\\d{1,9})?)?(?: ?([ap])\\.?m\\.?)?");
    private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})(\\d{3})?(\\.\\d{1,9})?");
    private static final Pattern AFTER = Pattern.compile("(\\.\\d{1,9})?\\d*(?: ?(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?))?");

    private static final Pattern NOTHING = Pattern.compile("[0 :./-]*");

    private final ZoneId zone;
    private final DayOrder order;
    private int day = -1;
    private long daySeconds;
    private long hour = Long.MIN_VALUE;
    private int hourOffset;

    WallTimes(ZoneId zone, DayOrder order) {
        this.zone = zone;
        this.order = order;
    }

    /**
     * The moment that a text tells.
     *
     * @param near a moment close by, in seconds since 1970, or {@link #NOWHERE}
     * @return null if the text says that there is no time: empty, or a zero date
     * @throws UnreadableRowException if it is neither
     */
    @Nullable
    Instant read(CdrField field, String text, long near) throws UnreadableRowException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return common(text) ? commonTime(text, near) : otherTime(text.strip(), near);
        } catch (DateTimeException | NumberFormatException _) {
            throw new UnreadableRowException("the " + field.key() + " " + Rejects.quoted(text) + " is no time");
        }
    }

    private static boolean common(String text) {
        return text.length() >= LENGTH
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == ' ' || text.charAt(10) == 'T')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private @Nullable Instant commonTime(String text, long near) {
        int year = pair(text, 0) * 100 + pair(text, 2);
        if (year < FIRST_YEAR) {
            return null;
        }
        long local = local(year, pair(text, 5), pair(text, 8), pair(text, 11), pair(text, 14), pair(text, 17));
        if (text.length() == LENGTH) {
            return Instant.ofEpochSecond(moment(local, near));
        }
        Matcher after = AFTER.matcher(text).region(LENGTH, text.length());
        if (!after.matches()) {
            throw new DateTimeException("neither a fraction nor an offset");
        }
        String offset = after.group(2);
        long seconds = offset == null ? moment(local, near) : local - seconds(offset);
        return Instant.ofEpochSecond(seconds, nanos(after.group(1)));
    }

    private static int seconds(String offset) {
        return offset.startsWith("U") ? 0 : ZoneOffset.of(offset).getTotalSeconds();
    }

    private @Nullable Instant otherTime(String text, long near) {
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            String millis = epoch.group(2);
            return Instant.ofEpochSecond(
                    Long.parseLong(epoch.group(1)), nanos(millis == null ? epoch.group(3) : "." + millis));
        }
        if (NOTHING.matcher(text).matches()) {
            return null;
        }
        Matcher parts = OTHER.matcher(text.toLowerCase(Locale.ROOT).replace('t', ' '));
        if (!parts.matches()) {
            throw new DateTimeException("no form that is known");
        }
        int[] date = date(
                number(parts, 1),
                number(parts, 3),
                number(parts, 4),
                parts.group(1).length());
        if (date[0] < FIRST_YEAR) {
            return null;
        }
        int hours = hours(number(parts, 5), parts.group(9));
        int seconds = parts.group(7) == null ? 0 : number(parts, 7);
        long local = local(date[0], date[1], date[2], hours, number(parts, 6), seconds);
        return Instant.ofEpochSecond(moment(local, near), nanos(parts.group(8)));
    }

    private int[] date(int first, int second, int third, int firstDigits) {
        if (firstDigits > 2) {
            return new int[] {first, second, third};
        }
        int year = third < 100 ? 2000 + third : third;
        return order == DayOrder.DAY_FIRST ? new int[] {year, second, first} : new int[] {year, first, second};
    }

    private static int hours(int hours, @Nullable String half) {
        if (half == null) {
            return hours;
        }
        return hours % 12 + (half.equals("p") ? 12 : 0);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction.substring(1) + "00000000").substring(0, 9));
    }

    /** Seconds since 1970 as if the wall were in Greenwich. */
    private long local(int year, int month, int dayOfMonth, int hours, int minutes, int seconds) {
        int asked = (year * 16 + month) * 32 + dayOfMonth;
        if (asked != day || dayOfMonth > 31) {
            daySeconds = LocalDate.of(year, month, dayOfMonth).toEpochDay() * 24 * HOUR;
            day = asked;
        }
        if (hours > 23 || minutes > 59 || seconds > 59) {
            throw new DateTimeException("no such time of day");
        }
        return daySeconds + hours * HOUR + minutes * 60L + seconds;
    }

    private long moment(long local, long near) {
        long asked = Math.floorDiv(local, HOUR);
        if (asked != hour) {
            List<ZoneOffset> first = offsets(asked * HOUR);
            List<ZoneOffset> last = offsets(asked * HOUR + HOUR - 1);
            if (first.size() != 1 || !first.equals(last)) {
                return unusual(local, near);
            }
            hour = asked;
            hourOffset = first.getFirst().getTotalSeconds();
        }
        return local - hourOffset;
    }

    private long unusual(long local, long near) {
        List<ZoneOffset> offsets = offsets(local);
        if (offsets.size() != 2) {
            return LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC)
                    .atZone(zone)
                    .toEpochSecond();
        }
        long first = local - offsets.getFirst().getTotalSeconds();
        long second = local - offsets.getLast().getTotalSeconds();
        return near != NOWHERE && Math.abs(second - near) < Math.abs(first - near) ? second : first;
    }

    private List<ZoneOffset> offsets(long local) {
        return zone.getRules().getValidOffsets(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC));
    }

    private static int pair(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw new DateTimeException("no digits");
        }
        return tens * 10 + ones;
    }
}
