package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One made-up file of each dialect, with the oddities that real ones have. Beside each lies the list of its talks, which was
 * written down before the file was: caller, agent, begin, seconds.
 */
class CdrLookAlikesTest {

    private record Talk(String caller, String agent, Instant start, Duration talkTime) {}

    private static Path file(String name) {
        return Path.of("src/test/resources/cdr").resolve(name);
    }

    private static List<Talk> talks(String name) throws IOException {
        List<Talk> talks = Files.readAllLines(file(name + ".talks")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .map(word ->
                        new Talk(word[0], word[1], Instant.parse(word[2]), Duration.ofSeconds(Long.parseLong(word[3]))))
                .toList();
        assertThat(talks).hasSizeGreaterThanOrEqualTo(10);
        return talks;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            master-16.csv,             Europe/Kyiv,       16, 0, Master.csv of cdr_csv and 16 columns
            master-18.csv,             UTC,               17, 0, Master.csv of cdr_csv and 18 columns
            master-21.csv,             Europe/Kyiv,       29, 0, Master.csv of cdr_csv and 21 columns
            cdr-custom-19.csv,         Europe/Kyiv,       22, 0, the sample layout of cdr_custom and 19 columns
            freepbx-dmy.csv,           Europe/Lisbon,     16, 0, the columns of a cdr table and 25 columns
            realtime-badly-quoted.csv, America/New_York,  23, 0, a header with 26 columns
            odbc-integers.csv,         Europe/Kyiv,       22, 1, a header with 19 columns
            mikopbx-general.csv,       Europe/Kyiv,       16, 0, a header with 25 columns
            freepbx16-navicat.sql,     Europe/Kyiv,       23, 2, a dump's table cdr and 26 columns
            mysql-classic.sql,         Europe/Kyiv,       16, 0, a dump's table cdr and 17 columns
            sqlite3-custom.sql,        Europe/Kyiv,       22, 0, a dump's table call_history and 16 columns
            """)
    void readsTheTalksOfADialect(String name, ZoneId zone, int rows, int rejects, String said) throws IOException {
        ToldRows told = ToldRows.of(file(name), FileOptions.in(zone));

        assertThat(told.rows()).hasSize(rows);
        assertThat(told.rejects()).hasSize(rejects);
        assertThat(told.description()).contains(said.split(" and ")).endsWith("times in " + zone);
        for (Talk talk : talks(name)) {
            assertThat(told.rows()).as("%s in %s", talk, name).anyMatch(row -> tells(row, talk));
        }
    }

    private static boolean tells(CdrRecord row, Talk talk) {
        return row.src().equals(talk.caller())
                && row.disposition() == Disposition.ANSWERED
                && row.dstChannel().startsWith(talk.agent() + "-")
                && row.start().truncatedTo(ChronoUnit.SECONDS).equals(talk.start())
                && row.billsec().equals(talk.talkTime());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            queue_log,              Asia/Tokyo,  46, 1
            queue-log-export.csv,   Asia/Tokyo,  46, 0
            queue-log-realtime.csv, Europe/Kyiv, 45, 0
            """)
    void readsTheTalksOfAQueueLog(String name, ZoneId zone, int events, int rejects) throws IOException {
        ToldEvents told = ToldEvents.of(file(name), FileOptions.in(zone));

        assertThat(told.events()).hasSize(events);
        assertThat(told.rejects()).hasSize(rejects);
        for (Talk talk : talks(name)) {
            assertThat(told.events()).as("%s in %s", talk, name).anyMatch(event -> tells(event, talk, told.events()));
        }
    }

    /** Every dialect's parameters come out in the order of the stock file. */
    private static boolean tells(QueueLogEvent event, Talk talk, List<QueueLogEvent> events) {
        return event.event().equals("CONNECT")
                && event.agent().equals(talk.agent())
                && event.at().truncatedTo(ChronoUnit.SECONDS).equals(talk.start())
                && event.param(1).equals("12")
                && event.param(3).equals("4")
                && events.stream()
                        .filter(other -> other.callId().equals(event.callId()))
                        .map(CdrLookAlikesTest::callerOrTalkTime)
                        .filter(text -> !text.isEmpty())
                        .toList()
                        .equals(List.of(
                                talk.caller(), String.valueOf(talk.talkTime().toSeconds())));
    }

    private static String callerOrTalkTime(QueueLogEvent event) {
        return switch (event.event()) {
            case "ENTERQUEUE", "COMPLETECALLER", "COMPLETEAGENT" -> event.param(2);
            case "BLINDTRANSFER", "ATTENDEDTRANSFER" -> event.param(4);
            default -> "";
        };
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            master-16.csv
            master-18.csv
            master-21.csv
            cdr-custom-19.csv
            freepbx-dmy.csv
            realtime-badly-quoted.csv
            odbc-integers.csv
            mikopbx-general.csv
            """)
    void countsEveryLineOfAFileOnce(String name) throws IOException {
        OpenedFile.Cdr opened = (OpenedFile.Cdr) CdrFiles.open(file(name), FileOptions.in(ZoneId.of("UTC")));
        CsvCdrFile source = (CsvCdrFile) opened.source();
        ToldRows told = ToldRows.of(source);

        FileTally tally = source.tally().orElseThrow();
        assertThat(tally.rows()).isEqualTo(told.rows().size());
        assertThat(tally.rejects()).isEqualTo(told.rejects().size());
        assertThat(tally.lines())
                .isEqualTo(Files.readString(file(name), StandardCharsets.ISO_8859_1)
                        .lines()
                        .count());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            freepbx16-navicat.sql, 25
            mysql-classic.sql,     16
            sqlite3-custom.sql,    22
            """)
    void countsTheRowsOfADumpInAnotherWayThanItReadsThem(String name, long rows) throws IOException {
        OpenedFile.Cdr opened = (OpenedFile.Cdr) CdrFiles.open(file(name), FileOptions.in(ZoneId.of("UTC")));

        assertThat(((SqlDump) opened.source()).countRows()).isEqualTo(rows);
    }

    @Test
    void keepsAnInvalidByteOfANameApart() throws IOException {
        byte[] raw = Files.readAllBytes(file("master-21.csv"));

        assertThat(RawText.of(raw, 0, raw.length)).contains("\"\"\udca5 0991234561\"\"");
    }

    @Test
    void saysThatTheZoneIsNotTheClocks() throws IOException {
        ZoneEvidence evidence = new ZoneEvidence(ZoneId.of("UTC"));
        ToldRows.of(file("realtime-badly-quoted.csv"), FileOptions.in(ZoneId.of("UTC")))
                .rows()
                .forEach(evidence::see);

        assertThat(evidence.warning())
                .contains("the uniqueids say that the PBX's clock is at UTC-05:00, but its times are read in UTC");
    }

    @Test
    void keepsTheDidOfFreePbxAndTakesNoRecordingForALinkedid() throws IOException {
        ToldRows told = ToldRows.of(file("freepbx-dmy.csv"), FileOptions.in(ZoneId.of("Europe/Lisbon")));

        assertThat(told.rows()).extracting(CdrRecord::did).contains("0445550100");
        assertThat(told.rows()).extracting(CdrRecord::linkedId).containsOnly("");
    }

    @Test
    void namesTheRowsOfADumpThatHaveNoTime() throws IOException {
        ToldRows told = ToldRows.of(file("freepbx16-navicat.sql"), FileOptions.in(ZoneId.of("Europe/Kyiv")));

        assertThat(told.rejects().getFirst().where()).isEqualTo("line 71");
        assertThat(told.rejects().getFirst().why())
                .isEqualTo("the start \"1000-01-01 00:00:00\" is no time, and no uniqueid tells one");
        assertThat(told.rows().getLast().start()).isEqualTo(Instant.parse("2024-03-09T11:00:00Z"));
    }
}
