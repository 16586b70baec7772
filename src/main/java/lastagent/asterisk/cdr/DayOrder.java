package lastagent.asterisk.cdr;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a date with slashes is written. */
enum DayOrder {
    /** {@code 31/12/2017}. */
    DAY_FIRST,
    /** {@code 12/31/2017}. */
    MONTH_FIRST;

    private static final Pattern SHORT = Pattern.compile("\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}\\D.*");

    /**
     * What the dates of some rows say of their order.
     *
     * @param order the day first, if they say nothing
     * @param certain whether they say something, or need not, since their years come first
     */
    record Evidence(DayOrder order, boolean certain) {}

    /** A start as it is written, and its row's uniqueid. */
    record Dated(String start, String uniqueId) {}

    /** By numbers that are no month, and by which order is closer to the uniqueids' epochs. */
    static Evidence of(List<Dated> rows) {
        List<Dated> dated = rows.stream()
                .filter(row -> SHORT.matcher(row.start().strip()).matches())
                .toList();
        long dayFirst = dated.stream()
                .filter(row -> away(row, DAY_FIRST) < away(row, MONTH_FIRST))
                .count();
        long monthFirst = dated.stream()
                .filter(row -> away(row, MONTH_FIRST) < away(row, DAY_FIRST))
                .count();
        return new Evidence(monthFirst > dayFirst ? MONTH_FIRST : DAY_FIRST, dated.isEmpty() || dayFirst != monthFirst);
    }

    /** Seconds between the uniqueid and the start read in this order: none if nobody knows, for ever if it is no date. */
    private static long away(Dated row, DayOrder order) {
        try {
            WallTimes times = new WallTimes(ZoneOffset.UTC, order);
            @Nullable Instant start = times.read(CdrField.START, row.start(), WallTimes.NOWHERE);
            long epoch = UniqueId.epoch(row.uniqueId());
            return start == null || epoch == UniqueId.NONE ? 0 : Math.abs(start.getEpochSecond() - epoch);
        } catch (UnreadableRowException _) {
            return Long.MAX_VALUE;
        }
    }
}
