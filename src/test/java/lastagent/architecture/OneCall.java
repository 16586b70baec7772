package lastagent.architecture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lastagent.app.LastAgent;
import lastagent.app.Settings;
import lastagent.app.SettingsFile;
import lastagent.asterisk.ami.AmiLinkState;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.AmiAccount;
import lastagent.simulation.AnswerBehaviour;
import lastagent.simulation.CallObserver;
import lastagent.simulation.Caller;
import lastagent.simulation.InboundLine;
import lastagent.simulation.SimulatedAgent;
import lastagent.simulation.SimulatedCall;
import lastagent.simulation.SimulatedClock;
import lastagent.simulation.SimulatedPbx;
import lastagent.simulation.SimulatedQueue;
import org.awaitility.Awaitility;

/** One caller who talks to an agent, is cut, calls again and is answered: the whole service, on a simulated PBX. */
final class OneCall {

    private static final String ALICE = "+380991234567";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AnswerBehaviour ANSWERS = _ -> Optional.of(Duration.ofMillis(10));

    private Instant bridgedAt = Instant.MIN;
    private Instant learnedAt = Instant.MIN;
    private Instant redialledAt = Instant.MIN;
    private Instant answeredAt = Instant.MIN;

    /** When the PBX joined the two. */
    Instant bridgedAt() {
        return bridgedAt;
    }

    /** When the talk was in the memory. */
    Instant learnedAt() {
        return learnedAt;
    }

    Instant redialledAt() {
        return redialledAt;
    }

    /** When the dialplan had its answer. */
    Instant answeredAt() {
        return answeredAt;
    }

    void play(Path folder) throws Exception {
        try (ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                SimulatedPbx pbx = pbx(thread, threads);
                LastAgent service = LastAgent.start(settings(folder, pbx.amiAddress()))) {
            SimulatedQueue queue = pbx.queue("support", Duration.ofSeconds(10), Duration.ZERO);
            SimulatedAgent agent = pbx.agent("Bob", "PJSIP/971");
            pbx.logIn(agent, queue);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> service.linkState()
                            .map(AmiLinkState::isSynchronised)
                            .orElse(false));
            InboundLine line =
                    new InboundLine("100", "support", Optional.of(service.agiAddress()), Duration.ofMillis(10));

            Talk first = new Talk();
            pbx.call(Caller.showing("0991234567", ""), line, ANSWERS, first);
            SimulatedCall talk = first.joined.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            bridgedAt = first.joinedAt;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !service.talksWith(ALICE).isEmpty());
            learnedAt = Instant.now();
            talk.hangUp(SimulatedCall.Side.CALLER, 38);
            first.ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !service.talksWith(ALICE).getFirst().isUp());
            redialledAt = Instant.now();
            Talk second = new Talk();
            pbx.call(Caller.showing(ALICE, ""), line, ANSWERS, second);
            second.asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            answeredAt = Instant.now();
            second.joined.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).hangUp(SimulatedCall.Side.CALLER, 38);
        }
    }

    private static SimulatedPbx pbx(ScheduledExecutorService thread, ExecutorService threads) throws IOException {
        return new SimulatedPbx(
                new AmiAccount("lastagent", "sesame"),
                0,
                new SimulatedClock(Instant.now(), 1, System::nanoTime),
                thread,
                threads);
    }

    private static Settings settings(Path folder, InetSocketAddress ami) throws Exception {
        return new SettingsFile(Map.of()).parse("""
                state-directory: %s
                agi: {listen: "127.0.0.1:0"}
                asterisk: {port: %d, user: lastagent, secret: sesame, region: UA}
                """.formatted(folder.resolve("state"), ami.getPort()));
    }

    private static final class Talk implements CallObserver {

        private volatile Instant joinedAt = Instant.MIN;
        private final CompletableFuture<AgiAnswer> asked = new CompletableFuture<>();
        private final CompletableFuture<SimulatedCall> joined = new CompletableFuture<>();
        private final CompletableFuture<SimulatedCall> ended = new CompletableFuture<>();

        @Override
        public void asked(SimulatedCall call, AgiAnswer answer) {
            asked.complete(answer);
        }

        @Override
        public void joined(SimulatedCall call, SimulatedAgent agent) {
            joinedAt = Instant.now();
            joined.complete(call);
        }

        @Override
        public void ended(SimulatedCall call) {
            ended.complete(call);
        }
    }
}
