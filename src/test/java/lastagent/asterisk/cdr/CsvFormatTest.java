package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts that are told from rows without a header. */
class CsvFormatTest {

    private static final FileOptions UTC = FileOptions.in(ZoneOffset.UTC);
    private static final String SIXTEEN =
            "\"\",\"0991234567\",\"100\",\"incoming\",\"Ann\",\"SIP/mts-0000000a\",\"SIP/971-0000000b\",\"Dial\",\"SIP/971\","
                    + "\"2024-03-04 09:00:00\",\"2024-03-04 09:00:05\",\"2024-03-04 09:00:35\",35,30,\"ANSWERED\",\"DOCUMENTATION\"";

    @TempDir
    Path folder;

    private ToldRows read(String text, FileOptions options) throws IOException {
        return ToldRows.of(Files.writeString(folder.resolve("Master.csv"), text), options);
    }

    private ToldRows read(String text) throws IOException {
        return read(text, UTC);
    }

    @Test
    void followsAMasterCsvWhoseOptionsWereChangedOnTheWay() throws IOException {
        ToldRows told = read(SIXTEEN + "\n"
                + SIXTEEN + ",\"1709542800.1\"\n"
                + SIXTEEN + ",\"1709542800.1\",\"userfield\"\n"
                + SIXTEEN + ",\"peer\",\"1709542800.2\",3\n"
                + SIXTEEN + ",\"1709542800.1\",\"peer\",\"1709542800.2\",3\n"
                + SIXTEEN + ",\"1709542800.1\",\"userfield\",\"peer\",\"1709542800.2\",3\n");

        assertThat(told.rejects()).isEmpty();
        assertThat(told.rows())
                .extracting(CdrRecord::uniqueId)
                .containsExactly("", "1709542800.1", "1709542800.1", "1709542800.2", "1709542800.1", "1709542800.1");
        assertThat(told.rows().getLast().linkedId()).isEqualTo("1709542800.2");
        assertThat(told.rows().get(4).linkedId()).isEqualTo("1709542800.2");
    }

    @Test
    void readsRowsOfMoreColumnsThatComeAfterThoseLookedAt() throws IOException {
        ToldRows told =
                read((SIXTEEN + "\n").repeat(600) + SIXTEEN + ",\"1709542800.1\",\"\",\"\",\"1709542799.0\",3\n");

        assertThat(told.rejects()).isEmpty();
        assertThat(told.rows().getLast().uniqueId()).isEqualTo("1709542800.1");
        assertThat(told.rows().getLast().linkedId()).isEqualTo("1709542799.0");
    }

    @Test
    void takesTheSeventeenthColumnForAUserfieldIfItHoldsNoUniqueid() throws IOException {
        assertThat(read((SIXTEEN + ",\"tariff 7\"\n").repeat(3))
                        .rows()
                        .getFirst()
                        .uniqueId())
                .isEmpty();
    }

    @Test
    void tellsTheStockTablesOrderByWhereTheUniqueidIs() throws IOException {
        CdrRecord row = read(SIXTEEN + ",\"userfield\",\"1709542800.1\",\"1709542799.0\",\"\",3\n")
                .rows()
                .getFirst();

        assertThat(row.uniqueId()).isEqualTo("1709542800.1");
        assertThat(row.linkedId()).isEqualTo("1709542799.0");
    }

    @Test
    void passesANumberInFrontOfEachRow() throws IOException {
        CdrRecord row =
                read("17," + SIXTEEN + ",\"1709542800.1\",\"\"\n").rows().getFirst();

        assertThat(row.src()).isEqualTo("0991234567");
        assertThat(row.uniqueId()).isEqualTo("1709542800.1");
    }

    @Test
    void addsWhatIsSetToWhatIsFound() throws IOException {
        FileOptions set = UTC.withColumns(Map.of(CdrField.DID, "17"));

        assertThat(read((SIXTEEN + ",\"0445550100\"\n").repeat(3), set)
                        .rows()
                        .getFirst()
                        .did())
                .isEqualTo("0445550100");
    }

    @Test
    void isNotMisledByATornFirstRow() throws IOException {
        ToldRows told = read("\"half a row that rotation left\n" + SIXTEEN + "\n" + SIXTEEN + "\n");

        assertThat(told.rows()).hasSize(2);
        assertThat(told.rejects()).hasSize(1);
    }

    @Test
    void tellsTheMonthFirstFromTheDayFirst() throws IOException {
        String header = "calldate,src,dstchannel,billsec,disposition,uniqueid\n";
        ToldRows byNumber = read(
                header
                        + "3/4/2024 9:00:00,1,SIP/971-0000000b,1,ANSWERED,\n3/14/2024 9:00:00,1,SIP/971-0000000b,1,ANSWERED,\n");
        ToldRows byUniqueid = read(header + "3/4/2024 9:00:00,1,SIP/971-0000000b,1,ANSWERED,1709542800.1\n");
        ToldRows byNothing = read(header + "3/4/2024 9:00:00,1,SIP/971-0000000b,1,ANSWERED,\n");

        assertThat(byNumber.rows().getFirst().start()).isEqualTo(Instant.parse("2024-03-04T09:00:00Z"));
        assertThat(byNumber.description()).contains("dates with the month first");
        assertThat(byUniqueid.rows().getFirst().start()).isEqualTo(Instant.parse("2024-03-04T09:00:00Z"));
        assertThat(byNothing.rows().getFirst().start()).isEqualTo(Instant.parse("2024-04-03T09:00:00Z"));
        assertThat(byNothing.description())
                .contains("dates taken to have the day first, which nothing in the first rows tells");
    }
}
