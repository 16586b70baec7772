package lastagent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PBX's one thread, on which everything happens in turn and at its time, so that nothing in it needs a lock.
 * Thread-safe.
 */
final class PbxLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PbxLoop.class);

    private final ScheduledExecutorService thread;
    private final SimulatedClock clock;

    PbxLoop(ScheduledExecutorService thread, SimulatedClock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    /** What the PBX's clock shows. */
    Instant now() {
        return clock.instant();
    }

    /** Does this as soon as what was asked for earlier is done. */
    void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Has this computed there, and waits for it; not for the loop's own thread. */
    <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, thread).join();
    }

    /** Does this when so much of the PBX's time has passed, unless the alarm is taken back. */
    Alarm after(Duration span, Runnable task) {
        try {
            return new Alarm(thread.schedule(() -> guarded(task), clock.realNanoseconds(span), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException shutDown) {
            return Alarm.NEVER;
        }
    }

    // A scheduled task that throws would do so unseen.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            LOG.error("the simulated PBX failed", fault);
        }
    }

    /** Something that is to happen later. */
    static final class Alarm {

        static final Alarm NEVER = new Alarm(null);

        private final @Nullable ScheduledFuture<?> future;

        private Alarm(@Nullable ScheduledFuture<?> future) {
            this.future = future;
        }

        void cancel() {
            if (future != null) {
                future.cancel(false);
            }
        }
    }
}
