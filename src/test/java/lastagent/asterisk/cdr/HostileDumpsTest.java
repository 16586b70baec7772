package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import lastagent.core.conversation.CallHistory.Reject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileDumpsTest {

    private static final FileOptions UTC = FileOptions.in(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("cdr.sql"), text, StandardCharsets.ISO_8859_1);
    }

    private static final String TABLE =
            "CREATE TABLE `cdr` (`calldate` datetime, `src` text, `dstchannel` text, `billsec` int, `disposition` text);\n";

    private static String tuple(int second, String src) {
        return "('2024-03-04 09:00:%02d', '%s', 'SIP/971-00000001', 10, 'ANSWERED')".formatted(second, src);
    }

    @Test
    void losesOnlyTheRowOfALoneQuote() throws IOException {
        ToldRows told = ToldRows.of(
                write(TABLE + "INSERT INTO `cdr` VALUES\n" + tuple(1, "1") + ",\n" + tuple(2, "'2") + ",\n"
                        + tuple(3, "3") + ";\nINSERT INTO `cdr` VALUES " + tuple(4, "4") + ";\n"),
                UTC);

        assertThat(told.rows()).extracting(CdrRecord::src).contains("1", "4");
        assertThat(told.rejects()).isNotEmpty();
    }

    @Test
    void readsOnBehindAFieldOfTenMegabytes() throws IOException {
        ToldRows told = ToldRows.of(
                write(TABLE + "INSERT INTO `cdr` VALUES " + tuple(1, "x".repeat(10_000_000)) + ",\n" + tuple(2, "2")
                        + ";\n"),
                UTC);

        assertThat(told.rows()).extracting(CdrRecord::src).containsExactly("2");
        assertThat(told.rejects()).containsExactly(new Reject("line 2", "the row does not end within 65536 bytes"));
    }

    @Test
    void takesABackslashForAnEscapeOnlyInMysqlsDialect() throws IOException {
        String inserts = "INSERT INTO `cdr` VALUES " + tuple(1, "a\\\\b") + ";\n";
        String standard = (TABLE + "INSERT INTO `cdr` VALUES " + tuple(1, "a\\") + ";\n").replace("`", "\"");

        assertThat(ToldRows.of(write(TABLE + inserts), UTC).rows())
                .extracting(CdrRecord::src)
                .containsExactly("a\\b");
        assertThat(ToldRows.of(write("PRAGMA foreign_keys=OFF;\n" + standard), UTC)
                        .rows())
                .extracting(CdrRecord::src)
                .containsExactly("a\\");
    }

    @Test
    void readsOneTableAndPassesTheOthers() throws IOException {
        String other =
                TABLE.replace("cdr", "transient_cdr") + "INSERT INTO `transient_cdr` VALUES " + tuple(1, "9") + ";\n";
        Path file = write(TABLE + "INSERT INTO `cdr` VALUES " + tuple(1, "1") + ";\n" + other);

        assertThat(ToldRows.of(file, UTC).rows()).extracting(CdrRecord::src).containsExactly("1");
        assertThat(ToldRows.of(file, UTC.withTable("transient_cdr")).rows())
                .extracting(CdrRecord::src)
                .containsExactly("9");
        assertThatIOException()
                .isThrownBy(() -> CdrFiles.open(file, UTC.withTable("cel")))
                .withMessageContaining("no table that is known as a CDR by the name \"cel\"");
    }

    @Test
    void hasNoRowsIfItsTableIsEmpty() throws IOException {
        assertThat(ToldRows.of(write(TABLE), UTC).rows()).isEmpty();
    }

    @Test
    void countsARowOfTheWrongLengthAsReject() throws IOException {
        ToldRows told = ToldRows.of(
                write(TABLE + "INSERT INTO `cdr` VALUES (1, 2), " + tuple(2, "2") + ",(NULL,'','','',''),();\n"), UTC);

        assertThat(told.rows()).hasSize(1);
        assertThat(told.rejects()).hasSize(3);
    }
}
