package lastagent.app;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The one place where threads come from, so that every one of them has a name in a thread dump. */
public final class ServiceThreads {

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
}
