package lastagent.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every scenario of the lab once, on every Asterisk that the lab has; each becomes a test as it ends.
 *
 * <p>Needs root on a Debian with the lab's packages ({@code ./check} installs them). Elsewhere it is skipped and says why,
 * unless {@code LASTAGENT_REQUIRE_LAB=1} makes that a failure.
 */
class LabIT {

    private static final Path TEST = Path.of("lab", "test");

    /** A lab that hangs is ended, and the build fails. */
    private static final List<String> WITHIN = List.of("timeout", "--kill-after=30s", "40m");

    private static final Pattern OUTCOME = Pattern.compile("(?<pbx>\\w+): (?<outcome>ok|FAILED) +(?<scenario>\\S+).*");
    private static final List<String> PROGRAMS = List.of("debootstrap", "sipp", "mariadbd", "python3", "chroot");
    private static final List<Path> FOLDERS = Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")
            .map(Path::of)
            .toList();

    @TestFactory
    Stream<DynamicTest> aScenario() throws IOException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            // As a test: reports do not count a factory that gives up.
            return Stream.of(DynamicTest.dynamicTest("the whole lab", () -> skip(missing.get())));
        }
        Process lab = new ProcessBuilder(Stream.concat(WITHIN.stream(), Stream.of(TEST.toString(), "all"))
                        .toList())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        BufferedReader lines = lab.inputReader();
        Stream<DynamicTest> scenarios = lines.lines()
                .peek(System.out::println)
                .map(OUTCOME::matcher)
                .filter(Matcher::matches)
                .map(LabIT::scenario);
        DynamicTest end = DynamicTest.dynamicTest(
                "the whole lab",
                () -> assertThat(lab.waitFor()).as("status of %s all", TEST).isZero());
        return Stream.concat(scenarios, Stream.of(end)).onClose(lab::destroy);
    }

    private static DynamicTest scenario(Matcher line) {
        String name = line.group("scenario") + " on Asterisk " + line.group("pbx");
        String outcome = line.group("outcome");
        return DynamicTest.dynamicTest(name, () -> assertThat(outcome).as(name).isEqualTo("ok"));
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
