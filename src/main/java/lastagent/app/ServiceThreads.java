package lastagent.app;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where threads come from, so that every one of them has a name in a thread dump. */
public final class ServiceThreads {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceThreads.class);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    private ServiceThreads() {}

    /** Threads of the operating system, for work that must not wait for a carrier; they do not keep the process alive. */
    public static ThreadFactory platform(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    }

    /** Virtual threads, one for each call. */
    public static ThreadFactory virtual(String name) {
        return Thread.ofVirtual().name(name + "-", 0).factory();
    }

    /** Gives each task a new thread of its own, at once. */
    public static Executor each(ThreadFactory threads) {
        return task -> threads.newThread(task).start();
    }

    /** One thread that does small things at their time; nothing that waits may be given to it. */
    public static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(platform(name));
    }

    /** Runs a task, and again after each pause that it asks for, on one thread of its own, where it may wait. */
    static ExecutorService again(String name, Supplier<Duration> task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(platform(name));
        thread.execute(() -> turn(thread, task));
        return thread;
    }

    private static void turn(ScheduledExecutorService thread, Supplier<Duration> task) {
        Duration pause = AFTER_A_FAULT;
        try {
            pause = task.get();
        } catch (RuntimeException fault) {
            LOG.warn("a regular task failed", fault);
        }
        if (!thread.isShutdown()) {
            Future<?> _ = thread.schedule(() -> turn(thread, task), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Runs a task when the process is told to stop. */
    public static void atExit(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "stop"));
    }

    /** Runs a task at once and then again and again; one that fails is logged, and runs again all the same. */
    static void every(ScheduledExecutorService timer, Duration span, Runnable task) {
        Future<?> _ = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException fault) {
                        LOG.warn("a regular task failed", fault);
                    }
                },
                0,
                span.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
