package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code lastagent.conf} and the service mean the same variables. */
class DialplanSnippetTest {

    private String dialplan = "";

    static List<String> variables() {
        return Arrays.stream(DialplanVariables.class.getFields())
                .map(DialplanSnippetTest::value)
                .toList();
    }

    @BeforeEach
    void read() throws IOException {
        dialplan = Files.readString(Path.of("dist/asterisk/lastagent.conf"));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void theContextForgetsWhatTheVariableWasBeforeItAsks(String variable) {
        assertThat(clearedBefore()).contains(variable);
    }

    @ParameterizedTest
    @MethodSource("variables")
    void theContextReadsTheVariable(String variable) {
        assertThat(dialplan).contains("${" + variable + "}");
    }

    @ParameterizedTest
    @MethodSource("variables")
    void theContractExplainsTheVariable(String variable) throws IOException {
        assertThat(Files.readString(Path.of("docs/dialplan.md"))).contains("`" + variable + "`");
    }

    // Variables of the caller's channel are not there: the agent's side has to fetch what it reads.
    @Test
    void theAgentsSideReadsOnlyWhatItHasSet() {
        String side =
                dialplan.substring(dialplan.indexOf("\n[lastagent-connect]"), dialplan.indexOf("\n[lastagent-hooks]"));
        List<String> read = Pattern.compile("\\$\\{(LASTAGENT_[A-Z_]+)}")
                .matcher(side)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();

        assertThat(read)
                .hasSizeGreaterThan(5)
                .allSatisfy(variable -> assertThat(side).contains("Set(" + variable + "="));
    }

    @Test
    void everyEndOfATalkIsWrittenWithHoldTimeTalkTimeAndPosition() {
        List<String> ends = dialplan.lines()
                .filter(line -> line.contains("QueueLog(") && (line.contains("COMPLETE") || line.contains("TRANSFER")))
                .toList();

        assertThat(ends).hasSize(4).allMatch(line -> line.endsWith("${LASTAGENT_SPANS})"));
        assertThat(dialplan.lines().filter(line -> line.contains("Set(LASTAGENT_SPANS=")))
                .hasSize(2)
                .allMatch(line -> line.matches(".*=\\$\\[.*]\\|\\$\\[.*]\\|1\\)"));
    }

    @Test
    void theContextAsksForAScriptThatThereIs() throws IOException {
        String path = Pattern.compile("=agi://[^/]+(/[a-z]+)\\)")
                .matcher(dialplan)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        try (ServiceInMemory service = new ServiceInMemory()) {
            FakeAsterisk call = new FakeAsterisk().requesting("agi_network_script", path.substring(1));

            assertThat(service.start().answer(call).set()).containsKey(DialplanVariables.ACTION);
        }
    }

    private List<String> clearedBefore() {
        String asking = dialplan.substring(0, dialplan.indexOf("n,AGI("));
        return Pattern.compile("(LASTAGENT_[A-Z]+)=(?:none)?[,)]")
                .matcher(asking)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
