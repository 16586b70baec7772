package lastagent.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lastagent.app.LastAgent;
import lastagent.app.ServiceThreads;
import lastagent.app.Settings;
import lastagent.app.StartException;
import lastagent.app.TrialCall;
import lastagent.asterisk.ami.AmiLinkState;
import lastagent.core.routing.QueueRules;
import lastagent.simulation.AmiAccount;
import lastagent.simulation.InboundLine;
import lastagent.simulation.SimulatedAgent;
import lastagent.simulation.SimulatedClock;
import lastagent.simulation.SimulatedPbx;
import lastagent.simulation.SimulatedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service on a database in a temporary folder, and a simulated PBX that it follows over real AMI and that asks
 * it over real FastAGI. Both live in the same time, which passes faster than life; the network and the service's own
 * deadlines do not.
 */
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private static final AmiAccount ACCOUNT = new AmiAccount("lastagent", "demo");
    private static final Duration GREETING = Duration.ofSeconds(8);
    private static final Duration RING_TIME = Duration.ofSeconds(15);
    private static final Duration START = Duration.ofSeconds(20);

    private static final int WARM_UP = 20;

    // What a plan may take beyond its last call, in the demo's time and then in real time.
    private static final Duration TAIL = Duration.ofMinutes(20);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Options options;
    private final DemoPlan plan;
    private final BlockingQueue<Optional<DemoNews>> news = new LinkedBlockingQueue<>();

    private Demo(Options options) {
        this.options = options;
        this.plan = DemoPlan.of(options.calls(), options.seed());
    }

    /**
     * What is asked of the demo.
     *
     * @param calls how many come in
     * @param seed of the plan
     * @param speed how many times faster than life
     */
    public record Options(int calls, long seed, double speed) {

        /** How many calls the demo has numbers for, at least. */
        public static final int MOST_CALLS = 2000;

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if one is left; the message is for a person
         */
        public Options {
            if (calls < 1 || calls > MOST_CALLS) {
                throw new IllegalArgumentException("calls must be from 1 to " + MOST_CALLS);
            }
            if (!(speed >= 1 && speed <= 1000)) {
                throw new IllegalArgumentException("speed must be from 1 to 1000");
            }
        }
    }

    /**
     * Plays the demo; returns when its last call is over.
     *
     * @param listener is told the news, on the calling thread
     * @throws StartException if the service does not start
     * @throws TimeoutException if it does not follow the PBX, or the demo does not end
     */
    public static DemoSummary play(Options options, Consumer<DemoNews> listener)
            throws StartException, TimeoutException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lastagent-demo");
        Thread interrupted = ServiceThreads.platform("demo-end").newThread(() -> delete(folder));
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return new Demo(options).play(folder, listener);
        } finally {
            delete(folder);
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
    }

    private DemoSummary play(Path folder, Consumer<DemoNews> listener)
            throws StartException, TimeoutException, IOException, InterruptedException {
        SimulatedClock clock = new SimulatedClock(Instant.now(), options.speed(), System::nanoTime);
        ScheduledExecutorService loop = ServiceThreads.timer("pbx");
        try (SimulatedPbx pbx = new SimulatedPbx(
                        ACCOUNT, 0, clock, loop, ServiceThreads.each(ServiceThreads.virtual("pbx-socket")));
                LastAgent service = start(pbx, folder, clock)) {
            SimulatedQueue queue = pbx.queue("support", RING_TIME, Duration.ZERO);
            for (Map.Entry<String, String> agent : DemoStage.AGENTS.entrySet()) {
                SimulatedAgent added = pbx.agent(agent.getValue(), agent.getKey());
                pbx.logIn(added, queue);
            }
            warmUp(service);
            DemoTally tally = new DemoTally(options.seed(), options.speed());
            InboundLine line = new InboundLine("100", "support", Optional.of(service.agiAddress()), GREETING);
            new DemoStage(
                            pbx,
                            queue,
                            line,
                            clock,
                            tally,
                            one -> news.add(Optional.of(one)),
                            () -> news.add(Optional.empty()))
                    .play(plan);
            tell(listener);
            return tally.summary();
        } finally {
            loop.shutdownNow();
        }
    }

    private static LastAgent start(SimulatedPbx pbx, Path folder, SimulatedClock clock) throws StartException {
        InetSocketAddress ami = pbx.amiAddress();
        return LastAgent.start(
                new Settings(
                        folder,
                        new Settings.Agi(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of()),
                        "demo",
                        Optional.of(new Settings.Asterisk(
                                ami.getAddress().getHostAddress(), ami.getPort(), ACCOUNT.user(), ACCOUNT.secret())),
                        new Settings.Numbers(Optional.of("DE"), List.of(), List.of()),
                        Optional.empty(),
                        List.of(),
                        QueueRules.DEFAULTS,
                        Map.of(),
                        List.of(),
                        List.of(),
                        Duration.ofDays(1)),
                clock);
    }

    // A service that has been up for a minute knows its PBX and has its classes loaded; the first caller shall not
    // wait.
    private static void warmUp(LastAgent service) throws TimeoutException {
        TrialCall call = new TrialCall("", "", true, "support");
        long deadline = System.nanoTime() + START.toNanos();
        for (int asked = 0; asked < WARM_UP || !follows(service); asked++) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The service does not follow the simulated PBX.");
            }
            call.ask(service.agiAddress());
        }
    }

    private static boolean follows(LastAgent service) {
        return service.linkState().map(AmiLinkState::isSynchronised).orElse(false);
    }

    private void tell(Consumer<DemoNews> listener) throws TimeoutException, InterruptedException {
        Duration planned = plan.stories().getLast().startsAfter().plus(TAIL);
        long deadline = System.nanoTime() + (long) (planned.toNanos() / options.speed()) + GRACE.toNanos();
        while (true) {
            Optional<DemoNews> next = news.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new TimeoutException("The demo did not come to its end.");
            }
            if (next.isEmpty()) {
                return;
            }
            listener.accept(next.get());
        }
    }

    // Whatever cannot be deleted is in the system's temporary folder, and the system's to delete.
    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("{} is not deleted: {}", folder, gone.toString());
        }
    }
}
