package lastagent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.AgiClient;
import lastagent.simulation.AgiQuestion;
import lastagent.simulation.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {

    private static final String ALICE = "+380991234567";

    @TempDir
    private Path folder;

    private final SettingsFile reader = new SettingsFile(Map.of());
    private Path file;
    private Path state;
    private LastAgent service;
    private RunningService announced;
    private Reloading reloading;

    @BeforeEach
    void start() throws Exception {
        state = folder.resolve("state");
        file = folder.resolve("lastagent.yaml");
        write("");
        announced = RunningService.announce(state, true);
        service = LastAgent.start(reader.read(file));
        reloading = new Reloading(service, reader, () -> Optional.of(file).filter(Files::exists), announced);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        announced.close();
    }

    @Test
    void putsChangedRulesInForce() throws IOException {
        assertThat(reasonFor(ALICE)).isEqualTo("no-recent-talk");

        write("deny: ['" + ALICE + "']\nring-time: 30s\n");
        reloading.reload();

        assertThat(reasonFor(ALICE)).isEqualTo("denied");
        assertThat(outcome().applied()).containsExactly("ring-time: 20s -> 30s", "deny: 0 numbers -> 1 number");
        assertThat(outcome().errors()).isEmpty();
    }

    @Test
    void takesNothingOfAFaultyFileAndNamesAllThatIsWrong() throws IOException {
        write("deny: ['" + ALICE + "']\nring-tme: 30s\nlook-back: soon\n");
        reloading.reload();

        assertThat(reasonFor(ALICE)).isEqualTo("no-recent-talk");
        assertThat(outcome().applied()).isEmpty();
        assertThat(outcome().errors())
                .hasSize(2)
                .anyMatch(error -> error.startsWith("ring-tme is not a setting"))
                .anyMatch(error -> error.startsWith("look-back is to be a time"));
    }

    @Test
    void goesOnWithTheOldRulesWhenTheFileIsGone() throws IOException {
        Files.delete(file);
        reloading.reload();

        assertThat(outcome().errors()).containsExactly("there is no configuration file");
    }

    @Test
    void namesWhatNeedsARestartEveryTimeUntilThen() throws IOException {
        write("agents: [SIP/9*]\npriority: 5\n");
        reloading.reload();
        assertThat(outcome().applied()).containsExactly("priority: 10 -> 5");
        assertThat(outcome().needRestart()).containsExactly("agents");

        reloading.reload();
        assertThat(outcome().applied()).isEmpty();
        assertThat(outcome().needRestart()).containsExactly("agents");
    }

    // With the rule it is a number; but the service reads numbers without it until it is started again.
    @Test
    void refusesANumberThatCanOnlyBeReadAfterARestart() throws IOException {
        String tooLong = "9999380441234567";
        write("asterisk: {prefix-rules: ['9999(\\d+) -> +$1'], user: u, secret: s}\ndeny: ['" + tooLong + "']\n");
        reloading.reload();

        assertThat(outcome().errors())
                .containsExactly("numbers: '" + tooLong + "' is no caller's number before a restart");
    }

    @Test
    void tellsWhichTextItRead() throws IOException {
        write("priority: 7\n");
        reloading.reload();

        assertThat(outcome().file()).isEqualTo(file.toString());
        assertThat(outcome().fingerprint()).isEqualTo(ReloadOutcome.fingerprintOf(Files.readString(file)));
    }

    @Test
    void letsOneServiceRunWithAStateDirectory() throws Exception {
        assertThat(RunningService.pid(state)).isEqualTo(ProcessHandle.current().pid());
        assertThatThrownBy(() -> RunningService.announce(state, true))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("another lastagent runs");
    }

    @Test
    void findsNoServiceWhereNoneRuns() {
        assertThatThrownBy(() -> new ReloadRequest(folder.resolve("elsewhere"), "").ask(Duration.ZERO))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no service runs with the state directory");
    }

    @Test
    void believesNoProcessIdThatADeadServiceLeft() throws Exception {
        Path dead = Files.createDirectory(folder.resolve("dead"));
        Files.writeString(dead.resolve("lastagent.pid"), "1\n");

        assertThatThrownBy(() -> RunningService.pid(dead)).hasMessageContaining("no service runs");
    }

    @Test
    void tellsNoProcessIdOfAServiceThatSighupWouldEnd() throws Exception {
        Path deaf = folder.resolve("deaf");
        RunningService other = RunningService.announce(deaf, false);
        try {
            assertThatThrownBy(() -> RunningService.pid(deaf)).hasMessageContaining("cannot hear SIGHUP");
        } finally {
            other.close();
        }
    }

    private void write(String rules) throws IOException {
        Files.writeString(file, "state-directory: %s\nagi: {listen: '127.0.0.1:0'}\n%s".formatted(state, rules));
    }

    private ReloadOutcome outcome() throws IOException {
        return ReloadOutcome.in(state).orElseThrow();
    }

    private String reasonFor(String caller) {
        AgiAnswer answer = AgiClient.ask(
                new AgiQuestion(
                        service.agiAddress(), "PJSIP/mts-00000001", "1.1", Caller.showing(caller, ""), "100", ""),
                Duration.ofSeconds(5));
        return answer.variable("LASTAGENT_REASON");
    }
}
