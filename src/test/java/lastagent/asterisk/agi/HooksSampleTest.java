package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hooks that docs/dialplan.md shows are those that the lab's scenario {@code hooks} runs. */
class HooksSampleTest {

    private static final Path SAMPLE = Path.of("dist/asterisk/hooks.conf.sample");

    private List<String> sample = List.of();

    @BeforeEach
    void read() throws IOException {
        sample = code(Files.readAllLines(SAMPLE).stream());
    }

    @Test
    void theManualShowsTheSampleWordForWord() throws IOException {
        List<String> manual = code(Files.readString(Path.of("docs/dialplan.md"))
                .lines()
                .dropWhile(line -> !line.equals("    [lastagent-hooks]"))
                .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(4)));

        assertThat(manual).isEqualTo(sample);
    }

    @Test
    void theScenarioRunsTheSample() throws IOException {
        assertThat(Files.readString(Path.of("lab/scenarios/hooks/scenario.py")))
                .contains("\"" + SAMPLE.getFileName() + "\"");
    }

    @Test
    void everyHookOfTheSampleEndsWithReturn() {
        assertThat(sample.stream().filter(line -> line.startsWith("exten =>"))).hasSize(3);
        assertThat(sample.stream().filter(" same => n,Return()"::equals)).hasSize(3);
        assertThat(sample.getLast()).isEqualTo(" same => n,Return()");
    }

    @Test
    void noTextOfTheCallersReachesTheCrmUnfiltered() {
        assertThat(sample.stream().filter(line -> line.contains("CALLERID")))
                .isNotEmpty()
                .allMatch(line -> line.contains("FILTER(0-9+,"));
        assertThat(sample).noneMatch(line -> line.contains("System(") || line.contains("SHELL("));
    }

    private static List<String> code(Stream<String> lines) {
        return lines.filter(line -> !line.isBlank() && !line.startsWith(";")).toList();
    }
}
