package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files of other people's PBXs beside the repository, where they are; they may not be committed. The counts are those of
 * another program: of lines for files of one row a line, of {@code INSERT} or of parentheses at a line's beginning for dumps.
 *
 * <p>Not among the tests that always run, because the files are not in the repository: {@code ./mvnw
 * -Dtest=CdrSamplesInPlace test}. What is committed in their place are look-alikes, see {@link CdrLookAlikesTest}.
 */
class CdrSamplesInPlace {

    private static final Path SAMPLES = Path.of("shared/cdr-samples");

    private static Path sample(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(SAMPLES))) {
                return folder.resolve(SAMPLES).resolve(name);
            }
        }
        return abort("there is no folder " + SAMPLES + " beside the repository");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            01_freepbx16_asteriskcdrdb_2024.sql,        536, 38
            04_realtime_pjsip_queue_local_2018.csv,    1000,  0
            06_freepbx14_cdr_csv_dmy_2017.csv,          856,  0
            08_master_csv_21col_newcdrcolumns_2024.csv,  84,  0
            09_cdr_custom_19col_2023.csv,                14,  0
            10_master_csv_18col_asterisk11_2015.csv,    105,  0
            14_mysql_cdr_extra_filename_2020.sql,        30,  0
            16_cdr_sqlite3_custom_2015.sql,               8,  0
            """)
    void readsOrRejectsEveryRowOfASample(String name, long rows, long rejects) throws IOException {
        Path file = sample(name);
        ToldRows told = ToldRows.of(file, FileOptions.in(ZoneOffset.UTC));

        assertThat(told.rows()).hasSize((int) rows);
        assertThat(told.rejects()).hasSize((int) rejects);
        assertThat(told.rows().size() + told.rejects().size()).isEqualTo(rowsByAnotherCount(file));
        if (CdrFiles.open(file, FileOptions.in(ZoneOffset.UTC)) instanceof OpenedFile.Cdr(SqlDump dump)) {
            assertThat(dump.countRows()).isEqualTo(rows + rejects);
        }
    }

    @ParameterizedTest
    @CsvSource("05_queue_log_realtime_2018.csv, 1000")
    void readsEveryEventOfASample(String name, long events) throws IOException {
        Path file = sample(name);
        ToldEvents told = ToldEvents.of(file, FileOptions.in(ZoneOffset.UTC));

        assertThat(told.events()).hasSize((int) events);
        assertThat(told.rejects()).isEmpty();
        assertThat(told.events().size()).isEqualTo(rowsByAnotherCount(file));
    }

    /** Counts rows without understanding them; none of the samples has a row of several lines. */
    private static long rowsByAnotherCount(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (file.toString().endsWith(".sql")) {
            return text.lines()
                    .filter(line -> line.matches("(?i)(INSERT INTO .* )?(VALUES ?)?\\([^`]*\\)[,;]"))
                    .count();
        }
        return text.lines().count() - (Character.isLetter(text.charAt(0)) ? 1 : 0);
    }
}
