package lastagent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.AgiClient;
import lastagent.simulation.AgiQuestion;
import lastagent.simulation.AmiAccount;
import lastagent.simulation.CallObserver;
import lastagent.simulation.Caller;
import lastagent.simulation.SimulatedAgent;
import lastagent.simulation.SimulatedCall;
import lastagent.simulation.SimulatedClock;
import lastagent.simulation.SimulatedPbx;
import lastagent.simulation.SimulatedQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the midst of a thousand conversations, ten times: nothing that was said to be stored is lost, and no
 * talk that the PBX told of a fifth of a second before.
 */
class KillNineIT {

    private static final int KILLS = 10;
    private static final int TALKS = 1_000;
    private static final int AGENTS = 200;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(25);
    private static final Duration TALK_TIME = Duration.ofMillis(1_500);
    private static final Duration PROMISED = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ASKED_AFTER_EACH_KILL = 20;
    private static final Pattern STORED = Pattern.compile(".* stored id=([^:]+:([^:]+):\\S+) .*");

    @TempDir
    Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SimulatedAgent> agents = new ArrayList<>();

    /** When the PBX had sent the news of a talk, by its caller's number. */
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();

    private final Set<String> saidToBeStored = new HashSet<>();
    private final Map<String, Duration> promised = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();

    /** The caller's number by the unique id of their channel. */
    private final Map<String, String> callers = new ConcurrentHashMap<>();

    private SimulatedPbx pbx;
    private Path config;
    private final AtomicInteger round = new AtomicInteger();
    private int calls;

    @BeforeEach
    void start() throws IOException {
        SimulatedClock clock = new SimulatedClock(Instant.now(), 1, System::nanoTime);
        pbx = new SimulatedPbx(new AmiAccount("lastagent", "secret"), 0, clock, loop, threads);
        SimulatedQueue support = pbx.queue("support", Duration.ofSeconds(15), Duration.ZERO);
        for (int number = 0; number < AGENTS; number++) {
            SimulatedAgent agent = pbx.agent("Agent " + number, "PJSIP/" + (5000 + number));
            pbx.logIn(agent, support);
            agents.add(agent);
        }
        config = ServiceProcess.config(directory, pbx.amiAddress().getPort(), "lastagent", "secret");
    }

    @AfterEach
    void stop() throws IOException {
        pbx.close();
        loop.shutdownNow();
        threads.shutdownNow();
    }

    /** Notes when the news was out, and ends the talk after a while. */
    private final class Talking implements CallObserver {

        @Override
        public void joined(SimulatedCall call, SimulatedAgent agent) {
            pbx.after(TALK_TIME, () -> call.hangUp(SimulatedCall.Side.CALLER, 0));
        }

        @Override
        public void joinWritten(SimulatedCall call, SimulatedAgent agent) {
            callers.put(call.uniqueId(), call.caller().number());
            toldAt.put(call.caller().number(), System.nanoTime());
        }
    }

    @Test
    void losesNothingThatWasPromised() throws IOException, InterruptedException {
        ServiceProcess service = ServiceProcess.start(config);
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                service.awaitLine("synchronised");
                // A talk that is over before the service knows its PBX was never there to be asked for.
                toldAt.clear();
                placeCalls();
                int told = TALKS / 10 + random.nextInt(TALKS * 4 / 10);
                await("talks that the PBX told of").atMost(PATIENCE).until(() -> toldAt.size() >= told);
                List<String> justPromised = kill(service);
                service = ServiceProcess.start(config);
                check(service, justPromised, "seed %d, kill %d".formatted(seed, kill));
            }
        } finally {
            service.kill();
        }
        System.out.printf(
                "seed %d, %d kills: %d ids said to be stored, %d talks told %d ms before a kill: all are there; %s%n",
                seed, KILLS, saidToBeStored.size(), promised.size(), PROMISED.toMillis(), latency());
    }

    private void placeCalls() {
        round.incrementAndGet();
        for (int talk = 0; talk < TALKS; talk++) {
            SimulatedAgent agent = agents.get(talk % AGENTS);
            Caller caller = Caller.showing("+4917139" + (200_000 + calls++), "");
            int placedIn = round.get();
            pbx.after(BETWEEN_CALLS.multipliedBy(talk), () -> {
                // What is left of an earlier thousand would come on top of this one.
                if (round.get() == placedIn) {
                    pbx.callAgent(caller, agent, new Talking());
                }
            });
        }
    }

    /** Kills the service; the callers of the talks that it must not have lost. */
    private List<String> kill(ServiceProcess service) throws InterruptedException {
        long killedAt = service.kill();
        List<String> inTime = new ArrayList<>();
        toldAt.forEach((caller, told) -> {
            if (killedAt - told >= PROMISED.toNanos()) {
                inTime.add(caller);
                promised.put(caller, Duration.ofNanos(killedAt - told));
            }
        });
        for (ServiceProcess.Line line : service.lines()) {
            Matcher id = STORED.matcher(line.text());
            if (id.matches() && saidToBeStored.add(id.group(1))) {
                Optional.ofNullable(toldAt.get(callers.getOrDefault(id.group(2), "")))
                        .ifPresent(told ->
                                latencies.add(Duration.ofNanos(line.at() - told).toMillis()));
            }
        }
        return inTime;
    }

    private void check(ServiceProcess restarted, List<String> justPromised, String when) {
        InetSocketAddress router = restarted.agi();
        assertThat(saidToBeStored).as("ids said to be stored; %s", when).hasSizeGreaterThan(justPromised.size() / 2);
        assertThat(saidToBeStored)
                .as("ids said to be stored and not there; %s", when)
                .isSubsetOf(stored("id"));
        Map<String, Duration> lost = new HashMap<>(promised);
        lost.keySet().removeAll(stored("caller"));
        assertThat(lost)
                .as("lost talks, told so long before the kill; %s; %s", when, latency())
                .isEmpty();
        justPromised.stream().limit(ASKED_AFTER_EACH_KILL).forEach(caller -> isKnown(router, caller, when));
    }

    private String latency() {
        List<Long> sorted = latencies.stream().sorted().toList();
        return sorted.isEmpty()
                ? "nothing stored"
                : "from told to stored: half within %d ms, 99 of 100 within %d ms, all within %d ms"
                        .formatted(
                                sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), sorted.getLast());
    }

    private Set<String> stored(String column) {
        try (Handle handle = Jdbi.create("jdbc:sqlite:" + directory.resolve("state/lastagent.db"))
                .open()) {
            return handle.createQuery("SELECT <column> FROM conversation")
                    .define("column", column)
                    .mapTo(String.class)
                    .set();
        }
    }

    private static void isKnown(InetSocketAddress router, String caller, String when) {
        AgiQuestion question =
                new AgiQuestion(router, "PJSIP/trunk-0000ffff", "1.1", Caller.showing(caller, ""), "100", "");
        AgiAnswer answer = AgiClient.ask(question, Duration.ofSeconds(10));
        assertThat(answer.isAnswer()).isTrue();
        assertThat(answer.variable("LASTAGENT_REASON"))
                .as("reason for %s; %s", caller, when)
                .isNotEqualTo("no-recent-talk");
    }
}
