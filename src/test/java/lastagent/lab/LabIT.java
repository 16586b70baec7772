package lastagent.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Plays every scenario of the lab once, on every Asterisk that the lab has.
 *
 * <p>Needs root on a Debian with the lab's packages ({@code ./check} installs them). Elsewhere it is skipped and says why,
 * unless {@code LASTAGENT_REQUIRE_LAB=1} makes that a failure.
 */
class LabIT {

    private static final Path TEST = Path.of("lab", "test");
    private static final List<String> PROGRAMS = List.of("debootstrap", "sipp", "mariadbd", "python3", "chroot");
    private static final List<Path> FOLDERS = Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")
            .map(Path::of)
            .toList();

    @Test
    @Timeout(25 * 60)
    void everyScenarioPassesOnEveryAsterisk() throws Exception {
        missing().ifPresent(LabIT::skip);

        Process lab = new ProcessBuilder(TEST.toString(), "all")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            String last = echo(lab);
            assertThat(lab.waitFor()).as(last).isZero();
        } finally {
            // Also after the timeout: the lab takes its Asterisks down when it is told to end.
            lab.destroy();
        }
    }

    /** Shows the lab's lines as they come; gives the last one, which has the counts. */
    private static String echo(Process lab) throws IOException {
        String last = "";
        try (BufferedReader lines = lab.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                last = line;
            }
        }
        return last;
    }

    private static Optional<String> missing() {
        if (!Files.isExecutable(TEST)) {
            return Optional.of("there is no " + TEST);
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("chroots need root");
        }
        List<String> absent = PROGRAMS.stream()
                .filter(program -> FOLDERS.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program))))
                .toList();
        return absent.isEmpty() ? Optional.empty() : Optional.of("the machine lacks " + absent + "; run lab/setup");
    }

    private static void skip(String why) {
        String message = "No lab: " + why;
        assertThat(System.getenv("LASTAGENT_REQUIRE_LAB"))
                .as("%s, and LASTAGENT_REQUIRE_LAB says that there must be one", message)
                .isNotEqualTo("1");
        abort(message);
    }
}
