package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can be said of a dialplan without an Asterisk: that every version loads it, and that every jump lands. FreePBX 15 to 17
 * run on Asterisk 13 to 22, from one that has no QueueUpdate to one that has no Macro.
 */
class DialplanFilesTest {

    /** There from Asterisk 11 to 23, by their sources. */
    private static final Set<String> APPLICATIONS = Set.of(
            "AGI",
            "Dial",
            "ExecIf",
            "Gosub",
            "GosubIf",
            "Goto",
            "GotoIf",
            "Hangup",
            "Log",
            "MSet",
            "QueueLog",
            "Return",
            "Set",
            "StackPop",
            "TryExec",
            "UserEvent",
            "Verbose",
            "Wait");

    private static final Set<String> FUNCTIONS = Set.of(
            "CALLERID",
            "CHANNEL",
            "CHANNELS",
            "CUT",
            "DEVICE_STATE",
            "DIALPLAN_EXISTS",
            "EXTENSION_STATE",
            "FIELDQTY",
            "FILTER",
            "GLOBAL",
            "IF",
            "IMPORT",
            "LEN",
            "REGEX",
            "SHARED",
            "STACK_PEEK",
            "STRFTIME",
            "STRREPLACE",
            "TIMEOUT");

    private static final Pattern STEP = Pattern.compile(
            "(?:exten => (?<extension>[^,]+),\\d+| same => n)(?:\\((?<label>[a-z]+)\\))?,(?<application>\\w+)\\((?<data>.*)\\)");

    private record Step(String context, String extension, String label, String application, String data) {}

    private static String text(String files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : files.split(" ", -1)) {
            text.append(Files.readString(Path.of("dist/asterisk").resolve(file)));
        }
        return text.toString();
    }

    /** Every line that is no comment, section or include is a step. */
    private static List<Step> steps(String files) throws IOException {
        List<Step> steps = new ArrayList<>();
        String context = "";
        String extension = "";
        for (String line : text(files).lines().toList()) {
            if (line.startsWith("[")) {
                context = line.substring(1, line.indexOf(']'));
            } else if (!line.isBlank() && !line.startsWith(";") && !line.startsWith("include =>")) {
                var step = STEP.matcher(line);
                assertThat(step.matches()).as(line).isTrue();
                extension = step.group("extension") == null ? extension : step.group("extension");
                String label = step.group("label") == null ? "" : step.group("label");
                steps.add(new Step(context, extension, label, step.group("application"), step.group("data")));
            }
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastagent.conf", "lastagent.conf lastagent-freepbx.conf"})
    void everyVersionHasTheApplications(String files) throws IOException {
        assertThat(steps(files).stream().map(Step::application).collect(Collectors.toSet()))
                .isSubsetOf(APPLICATIONS);
        assertThat(steps(files)).noneMatch(step -> step.data().contains("Macro("));
        assertThat(steps(files))
                .allMatch(step -> !step.data().contains("QueueUpdate(")
                        || step.application().equals("TryExec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastagent.conf", "lastagent.conf lastagent-freepbx.conf"})
    void everyVersionHasTheFunctions(String files) throws IOException {
        Set<String> used = Pattern.compile("\\$\\{([A-Z_]+)\\(")
                .matcher(text(files))
                .results()
                .map(function -> function.group(1))
                .collect(Collectors.toSet());

        assertThat(used).isNotEmpty().isSubsetOf(FUNCTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastagent.conf", "lastagent.conf lastagent-freepbx.conf"})
    void everyBracketIsClosed(String files) throws IOException {
        assertThat(steps(files)).allSatisfy(step -> {
            for (String pair : List.of("()", "[]", "{}")) {
                assertThat(count(step.data(), pair.charAt(0)))
                        .as(step.data())
                        .isEqualTo(count(step.data(), pair.charAt(1)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastagent.conf", "lastagent.conf lastagent-freepbx.conf"})
    void everyJumpWithinAnExtensionLands(String files) throws IOException {
        List<Step> steps = steps(files);

        assertThat(steps.stream().filter(step -> step.application().equals("GotoIf")))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(targets(step))
                        .allSatisfy(label -> assertThat(steps)
                                .as(step.toString())
                                .anyMatch(to -> to.context().equals(step.context())
                                        && to.extension().equals(step.extension())
                                        && to.label().equals(label))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastagent.conf", "lastagent.conf lastagent-freepbx.conf"})
    void everyContextThatIsNamedIsThere(String files) throws IOException {
        Set<String> contexts = text(files)
                .lines()
                .filter(line -> line.startsWith("["))
                .map(line -> line.substring(1, line.indexOf(']')))
                .collect(Collectors.toSet());
        Stream<String> named = Pattern.compile("[(?](lastagent[a-z-]*)[,^]")
                .matcher(text(files))
                .results()
                .map((MatchResult match) -> match.group(1));

        // The dialect's own is asked for with DIALPLAN_EXISTS, and is not in the plain file.
        assertThat(named.filter(name -> !name.equals("lastagent-dialect")))
                .isNotEmpty()
                .allMatch(contexts::contains);
    }

    /** The labels that a GotoIf jumps to, where they are labels of the same extension. */
    private static List<String> targets(Step gotoIf) {
        String targets = gotoIf.data().substring(gotoIf.data().lastIndexOf('?') + 1);
        return Stream.of(targets.split(":", -1))
                .filter(target -> target.matches("[a-z]+"))
                .toList();
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }
}
