package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CdrRowReaderTest {

    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    private static CdrRecord read(Map<String, String> row) throws IOException, UnreadableRowException {
        List<String> names = List.copyOf(row.keySet());
        CdrRowReader reader = new CdrRowReader(CdrLayout.ofColumns(names), KYIV, DayOrder.DAY_FIRST);
        return reader.read(column -> row.getOrDefault(names.get(column), ""));
    }

    private static Map<String, String> row(String... changes) {
        Map<String, String> row = new java.util.LinkedHashMap<>();
        row.put("calldate", "2024-01-27 15:07:24");
        row.put("src", "0991234567");
        row.put("dstchannel", "SIP/971-0000001a");
        row.put("duration", "40");
        row.put("billsec", "27");
        row.put("disposition", "ANSWERED");
        row.put("uniqueid", "1706360844.1");
        for (int at = 0; at < changes.length; at += 2) {
            row.put(changes[at], changes[at + 1]);
        }
        return row;
    }

    @Test
    void addsTheDurationWhereNoEndIsKept() throws Exception {
        CdrRecord record = read(row());

        assertThat(record.start()).isEqualTo(Instant.parse("2024-01-27T13:07:24Z"));
        assertThat(record.end()).isEqualTo(Instant.parse("2024-01-27T13:08:04Z"));
        assertThat(record.billsec()).isEqualTo(Duration.ofSeconds(27));
        assertThat(record.answer()).isEmpty();
        assertThat(record.linkedId()).isEmpty();
    }

    @Test
    void addsTheDurationWhereTheEndIsBeforeTheStart() throws Exception {
        CdrRecord record = read(row("end", "2024-01-26 10:57:39"));

        assertThat(record.end()).isEqualTo(Instant.parse("2024-01-27T13:08:04Z"));
    }

    @Test
    void takesAZeroDateFromTheUniqueid() throws Exception {
        CdrRecord record = read(row("calldate", "0000-00-00 00:00:00"));

        assertThat(record.start()).isEqualTo(Instant.ofEpochSecond(1706360844));
    }

    @Test
    void refusesAZeroDateWithoutAnEpoch() {
        assertThatThrownBy(() -> read(row("calldate", "1000-01-01 00:00:00", "uniqueid", "")))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage("the start \"1000-01-01 00:00:00\" is no time, and no uniqueid tells one");
    }

    @Test
    void readsNumbersOfDispositionsAndFractionsOfSeconds() throws Exception {
        CdrRecord record = read(row("disposition", "8", "billsec", "27.5"));

        assertThat(record.disposition()).isEqualTo(Disposition.ANSWERED);
        assertThat(record.billsec()).isEqualTo(Duration.ofMillis(27_500));
    }

    @Test
    void tellsTheTwoHoursOfAutumnApartByTheUniqueidAndKeepsTheOrderOfARowsTimes() throws Exception {
        Instant secondTime = Instant.parse("2024-10-27T01:50:00Z");
        CdrRecord record = read(row(
                "calldate", "2024-10-27 03:50:00",
                "answer", "2024-10-27 03:50:13",
                "end", "2024-10-27 03:50:40",
                "uniqueid", "pbx-" + secondTime.getEpochSecond() + ".4"));

        assertThat(record.start()).isEqualTo(secondTime);
        assertThat(record.answer()).contains(secondTime.plusSeconds(13));
        assertThat(record.end()).isEqualTo(secondTime.plusSeconds(40));
    }

    @Test
    void readsACallThatGoesOnFromOneAutumnHourIntoTheSame() throws Exception {
        Instant firstTime = Instant.parse("2024-10-27T00:50:00Z");
        CdrRecord record = read(row(
                "calldate", "2024-10-27 03:50:00",
                "answer", "2024-10-27 03:00:10",
                "end", "2024-10-27 03:10:10",
                "duration", "1210",
                "billsec", "600",
                "uniqueid", firstTime.getEpochSecond() + ".4"));

        assertThat(record.start()).isEqualTo(firstTime);
        assertThat(record.answer()).contains(firstTime.plusSeconds(610));
        assertThat(record.end()).isEqualTo(firstTime.plusSeconds(1210));
    }

    @Test
    void takesTheTimeSinceTheAnswerWhereNoBillsecIsKept() throws Exception {
        CdrRecord record = read(row("billsec", "", "answer", "2024-01-27 15:07:34", "end", "2024-01-27 15:07:44"));

        assertThat(record.billsec()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void namesWhatIsWrongWithARow() {
        assertThatThrownBy(() -> read(row("billsec", "-5"))).hasMessage("the billsec \"-5\" is no number of seconds");
        assertThatThrownBy(() -> read(row("duration", "9999999999"))).hasMessageContaining("no number of seconds");
        assertThatThrownBy(() -> read(row("disposition", "MAYBE")))
                .hasMessage("the disposition \"MAYBE\" is not known");
        assertThatThrownBy(() -> read(row("calldate", "yesterday"))).hasMessage("the start \"yesterday\" is no time");
        assertThatThrownBy(() -> read(row("duration", "", "billsec", "")))
                .hasMessage("there is neither an end nor a duration");
    }
}
