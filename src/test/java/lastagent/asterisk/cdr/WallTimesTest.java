package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallTimesTest {

    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    @ParameterizedTest
    @CsvSource(textBlock = """
            2024-01-27 15:07:24,          2024-01-27T13:07:24Z
            2024-07-27T15:07:24,          2024-07-27T12:07:24Z
            2024-01-27 15:07:24.678,      2024-01-27T13:07:24.678Z
            2024-01-27 15:07:24.123456,   2024-01-27T13:07:24.123456Z
            2024-01-27 15:07:24+05:30,    2024-01-27T09:37:24Z
            2024-01-27 15:07:24.5-03,     2024-01-27T18:07:24.5Z
            2024-01-27T15:07:24Z,         2024-01-27T15:07:24Z
            1706368044,                   2024-01-27T15:07:24Z
            1706368044.25,                2024-01-27T15:07:24.25Z
            1706368044250,                2024-01-27T15:07:24.25Z
            27/1/2024 15:07:24,           2024-01-27T13:07:24Z
            27.01.2024 15:07,             2024-01-27T13:07:00Z
            1/2/24 3:07:24 PM,            2024-02-01T13:07:24Z
            1/2/2024 12:00:00 am,         2024-01-31T22:00:00Z
            2024/01/27 15:07:24,          2024-01-27T13:07:24Z
            2024-02-29 00:00:00,          2024-02-28T22:00:00Z
            """)
    void readsATime(String text, Instant moment) throws UnreadableRowException {
        assertThat(new WallTimes(KYIV, DayOrder.DAY_FIRST).read(CdrField.START, text, WallTimes.NOWHERE))
                .isEqualTo(moment);
    }

    @Test
    void readsTheMonthFirstWhereThatIsSaid() throws UnreadableRowException {
        assertThat(new WallTimes(KYIV, DayOrder.MONTH_FIRST)
                        .read(CdrField.START, "1/2/2024 9:00:00", WallTimes.NOWHERE))
                .isEqualTo(Instant.parse("2024-01-02T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000-00-00 00:00:00",
                "1000-01-01 00:00:00",
                "1970-01-01 00:00:00",
                "0000-00-00",
                "0",
                "00/00/0000 00:00:00"
            })
    void readsAZeroDateAsNoTime(String text) throws UnreadableRowException {
        assertThat(new WallTimes(KYIV, DayOrder.DAY_FIRST).read(CdrField.START, text, WallTimes.NOWHERE))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANSWERED",
                "31/2/2017 9:00:00",
                "2024-13-01 00:00:00",
                "2023-02-29 00:00:00",
                "2024-01-01 24:00:00",
                "2024-01-01 23:60:00",
                "2024-0a-01 00:00:00",
                "2024-01-01 00:00:00 o'clock",
                "2024-01-32 00:00:00",
                "2024-01-01 00:00:00+99:00",
                "99999999999999999999",
                "1/1/2024",
                "12:00:00",
                "\u0662024-01-01 00:00:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> new WallTimes(KYIV, DayOrder.DAY_FIRST).read(CdrField.END, text, WallTimes.NOWHERE))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageStartingWith("the end \"")
                .hasMessageEndingWith("\" is no time");
    }

    @Test
    void tellsTheTwoHoursOfAutumnApartByAMomentCloseBy() throws UnreadableRowException {
        WallTimes times = new WallTimes(KYIV, DayOrder.DAY_FIRST);
        Instant summer = Instant.parse("2024-10-27T00:30:00Z");
        Instant winter = Instant.parse("2024-10-27T01:30:00Z");
        String text = "2024-10-27 03:30:00";

        assertThat(times.read(CdrField.START, text, summer.getEpochSecond() - 40))
                .isEqualTo(summer);
        assertThat(times.read(CdrField.START, text, winter.getEpochSecond() - 40))
                .isEqualTo(winter);
        assertThat(times.read(CdrField.START, text, WallTimes.NOWHERE)).isEqualTo(summer);
        assertThat(times.read(CdrField.START, "2024-10-27 02:59:59", WallTimes.NOWHERE))
                .isEqualTo(Instant.parse("2024-10-26T23:59:59Z"));
        assertThat(times.read(CdrField.START, "2024-10-27 04:00:00", WallTimes.NOWHERE))
                .isEqualTo(Instant.parse("2024-10-27T02:00:00Z"));
    }

    @Test
    void readsAnHourOfSpringThatThereIsNot() throws UnreadableRowException {
        assertThat(new WallTimes(KYIV, DayOrder.DAY_FIRST)
                        .read(CdrField.START, "2024-03-31 03:30:00", WallTimes.NOWHERE))
                .isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
    }

    @Test
    void agreesWithTheJdkInEveryHourOfAYearThatMovesTheClockByHalfAnHour() throws UnreadableRowException {
        ZoneId zone = ZoneId.of("Australia/Lord_Howe");
        WallTimes times = new WallTimes(zone, DayOrder.DAY_FIRST);
        Instant first = Instant.parse("2023-12-31T13:00:00Z");
        for (int quarter = 0; quarter < 4 * 24 * 366; quarter++) {
            Instant moment = first.plusSeconds(quarter * 900L);
            String wall = moment.atZone(zone)
                    .toLocalDateTime()
                    .plusSeconds(1)
                    .toString()
                    .replace('T', ' ');

            assertThat(times.read(CdrField.START, wall, moment.getEpochSecond()))
                    .isEqualTo(moment.plusSeconds(1));
        }
    }

    @Test
    void keepsNothingOfABadDateForTheNextRow() throws UnreadableRowException {
        WallTimes times = new WallTimes(ZoneOffset.UTC, DayOrder.DAY_FIRST);
        assertThatThrownBy(() -> times.read(CdrField.START, "2024-02-31 00:00:00", WallTimes.NOWHERE))
                .isInstanceOf(UnreadableRowException.class);
        assertThatThrownBy(() -> times.read(CdrField.START, "2024-02-31 00:00:00", WallTimes.NOWHERE))
                .isInstanceOf(UnreadableRowException.class);
    }
}
