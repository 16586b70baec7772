package lastagent.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** Inbound calls and returns by the hour of the day and the day of the week. Not thread-safe. */
final class HourCounts {

    private final ZoneId zone;
    private final long[] callsByHour = new long[24];
    private final long[] returnsByHour = new long[24];
    private final long[] callsByDay = new long[7];
    private final long[] returnsByDay = new long[7];

    HourCounts(ZoneId zone) {
        this.zone = zone;
    }

    void count(Instant at, boolean isReturn) {
        ZonedDateTime local = at.atZone(zone);
        int day = local.getDayOfWeek().getValue() - 1;
        callsByHour[local.getHour()]++;
        callsByDay[day]++;
        if (isReturn) {
            returnsByHour[local.getHour()]++;
            returnsByDay[day]++;
        }
    }

    List<Report.Hour> hours() {
        return IntStream.range(0, 24)
                .mapToObj(hour -> new Report.Hour(hour, callsByHour[hour], returnsByHour[hour]))
                .toList();
    }

    List<Report.Weekday> weekdays() {
        return IntStream.range(0, 7)
                .mapToObj(day -> new Report.Weekday(day + 1, callsByDay[day], returnsByDay[day]))
                .toList();
    }
}
