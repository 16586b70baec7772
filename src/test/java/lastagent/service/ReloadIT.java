package lastagent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.AgiClient;
import lastagent.simulation.AgiQuestion;
import lastagent.simulation.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lastagent reload} and SIGHUP against the whole service, which has no terminal, while calls are asking. */
class ReloadIT {

    private static final String ALICE = "+380991234567";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Path config;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        config = directory.resolve("lastagent.yaml");
        write("");
        service = ServiceProcess.start(config);
        assertThat(reason(ask())).isEqualTo("no-recent-talk");
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void putsTheFileInForceWhileCallsAreAsking() throws Exception {
        try (Asking calls = new Asking(service.agi())) {
            for (int turn = 0; turn < 5; turn++) {
                write(turn % 2 == 0 ? "deny: ['" + ALICE + "']\n" : "");
                Ran reload = reload(config);

                assertThat(reload.status()).as(reload.printed()).isZero();
                assertThat(reload.printed())
                        .contains("deny: " + turn % 2 + " numbe", "-> " + (turn + 1) % 2 + " numbe");
                assertThat(reason(ask())).isEqualTo(turn % 2 == 0 ? "denied" : "no-recent-talk");
            }
            assertThat(calls.stop()).hasSizeGreaterThan(50).allMatch(AgiAnswer::isAnswer);
        }
        assertThat(lines("failed open")).isEmpty();
        assertThat(lines("reloaded: deny: 0 numbers -> 1 number")).hasSize(3);
    }

    @Test
    void listsEveryFaultAndGoesOnWithTheOldRules() throws Exception {
        write("deny: ['" + ALICE + "']\nmode: sometimes\nlok-back: 5m\n");

        Ran reload = reload(config);
        assertThat(reload.status()).isEqualTo(1);
        assertThat(reload.printed())
                .contains("old rules go on", "mode is to be on, shadow or off", "lok-back is not a setting");

        hangUp();
        await().atMost(PATIENCE).until(() -> lines("not reloaded: ").size() == 2);
        assertThat(lines("not reloaded: ")).anyMatch(line -> line.contains("lok-back is not a setting"));
        assertThat(reason(ask())).isEqualTo("no-recent-talk");
    }

    @Test
    void namesWhatNeedsARestartAndDoesTheRest() throws Exception {
        write("priority: 5\nagents: [SIP/9*]\n");

        Ran reload = reload(config);
        assertThat(reload.status()).isZero();
        assertThat(reload.printed()).contains("priority: 10 -> 5", "agents needs a restart");
        assertThat(lines("agents needs a restart")).hasSize(1);
    }

    @Test
    void saysThatNoServiceRunsAfterAKill() throws Exception {
        service.kill();

        Ran reload = reload(config);
        assertThat(reload.status()).isEqualTo(1);
        assertThat(reload.printed()).contains("no service runs with the state directory");
    }

    @Test
    void saysThatTheServiceReadsAnotherFile() throws Exception {
        Path other = directory.resolve("other.yaml");
        Files.writeString(other, Files.readString(config) + "priority: 5\n");

        Ran reload = reload(other);
        assertThat(reload.status()).isEqualTo(1);
        assertThat(reload.printed()).contains("was it started with another file?");
    }

    @Test
    void refusesToRunTwiceWithOneStateDirectory() throws Exception {
        Ran second = run("serve", "--config", config.toString());

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.printed()).contains("another lastagent runs with the state directory");
    }

    private void write(String rules) throws IOException {
        Files.writeString(
                config,
                "state-directory: %s\nagi: {listen: '127.0.0.1:0'}\n%s".formatted(directory.resolve("state"), rules));
    }

    private void hangUp() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -HUP " + service.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private List<String> lines(String text) {
        return service.lines().stream()
                .map(ServiceProcess.Line::text)
                .filter(line -> line.contains(text))
                .toList();
    }

    private AgiAnswer ask() {
        return ask(service.agi());
    }

    private static AgiAnswer ask(InetSocketAddress service) {
        return AgiClient.ask(
                new AgiQuestion(service, "PJSIP/mts-00000001", "1.1", Caller.showing(ALICE, ""), "100", ""),
                Duration.ofSeconds(5));
    }

    private static String reason(AgiAnswer answer) {
        return answer.variable("LASTAGENT_REASON");
    }

    private static Ran reload(Path file) throws IOException, InterruptedException {
        return run("reload", "--config", file.toString());
    }

    private static Ran run(String... arguments) throws IOException, InterruptedException {
        Process command = ServiceProcess.command(arguments);
        String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(command.waitFor(), printed);
    }

    private record Ran(int status, String printed) {}

    /** Calls that ask one after another, on two threads, until they are told to stop. */
    private static final class Asking implements AutoCloseable {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<List<AgiAnswer>>> asked = new ArrayList<>();

        Asking(InetSocketAddress service) {
            for (int thread = 0; thread < 2; thread++) {
                asked.add(threads.submit(() -> {
                    List<AgiAnswer> answers = new ArrayList<>();
                    while (!stopped.get()) {
                        answers.add(ask(service));
                    }
                    return answers;
                }));
            }
        }

        List<AgiAnswer> stop() throws Exception {
            stopped.set(true);
            List<AgiAnswer> answers = new ArrayList<>();
            for (Future<List<AgiAnswer>> each : asked) {
                answers.addAll(each.get());
            }
            return answers;
        }

        @Override
        public void close() {
            stopped.set(true);
            threads.close();
        }
    }
}
