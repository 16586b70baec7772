package lastagent.asterisk.ami;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import lastagent.core.live.PbxEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps up the link to one PBX: connects, logs in, follows, and after a loss begins again.
 *
 * <p>The listener is called on the link's one reader thread and must be quick: Asterisk drops a manager that does not
 * read for 100 ms ({@code writetimeout}). After each connection it first gets all members and all channels; after a loss
 * {@link PbxEvent.Lost}, once. A close is no loss.
 *
 * <p>Which dialect the PBX speaks follows from its banner. That names the version of the protocol, not of Asterisk: 2.0
 * is the protocol that Asterisk 12 began, with bridges in it, 1.x is every one before. {@code CoreSettings} would name the
 * Asterisk, but asks for a right that the user may not have.
 *
 * <p>Thread-safe.
 */
public final class AmiLink implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofMillis(300);

    private final AmiAccount account;
    private final AmiTimings timings;
    private final Function<String, AmiDialect> dialects;
    private final Consumer<PbxEvent> listener;
    private final Executor threads;
    private final InstantSource clock;
    private final AmiLinkLog log;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Socket socket = new Socket();
    private volatile @Nullable AmiConnection connection;

    /**
     * Does nothing until {@link #start}.
     *
     * @param pbx its name in the log
     * @param listener called on the link's reader thread
     * @param threads gives each task a new thread: one to the link, to read on, and one to each connection, to write on
     * @param clock for the times of events
     */
    public AmiLink(
            String pbx,
            AmiAccount account,
            AmiTimings timings,
            Consumer<PbxEvent> listener,
            Executor threads,
            InstantSource clock) {
        this(pbx, account, timings, AmiLink::dialectOf, listener, threads, clock);
    }

    /**
     * For tests.
     *
     * @param dialects the dialect for a version of the protocol
     */
    AmiLink(
            String pbx,
            AmiAccount account,
            AmiTimings timings,
            Function<String, AmiDialect> dialects,
            Consumer<PbxEvent> listener,
            Executor threads,
            InstantSource clock) {
        this.account = account;
        this.timings = timings;
        this.dialects = dialects;
        this.listener = listener;
        this.threads = threads;
        this.clock = clock;
        this.log = new AmiLinkLog(pbx);
    }

    /** Begins to connect, and returns at once. */
    public void start() {
        threads.execute(this::run);
    }

    /** How the link is doing at this moment. */
    public AmiLinkState state() {
        return log.state();
    }

    private static AmiDialect dialectOf(String version) {
        return version.startsWith("1.") ? new AmiDialect11() : new AmiDialect12();
    }

    private void run() {
        Duration wait = timings.retryFirst();
        while (!isClosed()) {
            long began = System.nanoTime();
            Duration next = connectAndFollow() ? jittered(wait) : timings.retryRefused();
            boolean lasted = System.nanoTime() - began > timings.retryAtMost().toNanos();
            wait = lasted ? timings.retryFirst() : shorter(wait.multipliedBy(2), timings.retryAtMost());
            pause(next);
        }
        ended.countDown();
    }

    /** Whether it may soon succeed again. */
    private boolean connectAndFollow() {
        boolean mayRetrySoon = true;
        boolean wasConnected = false;
        try (Socket fresh = new Socket()) {
            socket = fresh;
            if (isClosed()) {
                return true;
            }
            try (AmiConnection made = AmiConnection.open(fresh, account, timings.connectWithin(), threads)) {
                connection = made;
                wasConnected = true;
                log.connected(account, made.version(), clock.instant());
                follow(made);
            } finally {
                connection = null;
            }
        } catch (AmiLoginRefusedException refused) {
            log.refusedLogin(account, reason(refused), timings.retryRefused());
            mayRetrySoon = false;
        } catch (IOException lost) {
            if (!isClosed()) {
                log.lost(reason(lost));
            }
        } catch (RuntimeException fault) {
            log.failed(fault);
        }
        if (wasConnected && !isClosed()) {
            tellLoss();
        }
        return mayRetrySoon;
    }

    private void follow(AmiConnection made) throws IOException {
        if (isClosed()) {
            made.leave();
        }
        new AmiFollower(made, dialects.apply(made.version()), timings, clock, listener, log).run();
    }

    private void tellLoss() {
        try {
            listener.accept(new PbxEvent.Lost(log.lastHeard().orElseGet(clock::instant)));
        } catch (RuntimeException fault) {
            log.failed(fault);
        }
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "no such host";
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    // So that many services do not all come back to a restarted PBX in the same moment.
    private static Duration jittered(Duration wait) {
        return wait.multipliedBy(ThreadLocalRandom.current().nextLong(75, 126)).dividedBy(100);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration span) {
        try {
            if (closed.await(span.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but who wants it to end.
            closed.countDown();
        }
    }

    /** Logs off and ends both threads; waits for that no longer than about a third of a second. */
    @Override
    public void close() {
        closed.countDown();
        AmiConnection current = connection;
        try {
            if (current != null) {
                current.leave();
                ended.await(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
            }
            socket.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
        if (current != null) {
            current.close();
        }
    }
}
