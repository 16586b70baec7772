package lastagent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/** What the architecture rules look for in code. */
final class Calls {

    private static final List<Class<?>> OUTSIDE_THE_CALLER = List.of(
            Thread.class,
            ThreadFactory.class,
            Executor.class,
            Executors.class,
            Future.class,
            Timer.class,
            Process.class,
            ProcessBuilder.class,
            Runtime.class,
            Clock.class);

    private Calls() {}

    static DescribedPredicate<JavaMethodCall> to(Class<?> owner, String name) {
        return describe(owner.getSimpleName() + "." + name, call -> is(call, owner, name));
    }

    /** {@code now()} without a clock, the system's clocks, and the old way to the same number. */
    static DescribedPredicate<JavaMethodCall> thatReadTheWallClock() {
        return describe(
                "read the wall clock",
                call -> isNowWithoutClock(call)
                        || is(call, Clock.class, "system.*|tick.*")
                        || is(call, InstantSource.class, "system")
                        || is(call, System.class, "currentTimeMillis"));
    }

    static DescribedPredicate<JavaCall<?>> thatMakeThreads() {
        return describe(
                "make threads",
                call -> is(call, Thread.class, "<init>|ofVirtual|ofPlatform|startVirtualThread")
                        || is(call, Executors.class, ".*")
                        || is(call, Timer.class, ".*")
                        || is(call, ForkJoinPool.class, ".*")
                        || isAsyncWithoutExecutor(call)
                        || isNewThreadPool(call));
    }

    static DescribedPredicate<JavaAccess<?>> thatPrint() {
        return describe(
                "print",
                access -> is(access, System.class, "out|err|console")
                        || is(access, IO.class, ".*")
                        || access.getName().equals("printStackTrace"));
    }

    static DescribedPredicate<JavaClass> runSomethingOutsideTheCaller() {
        return describe(
                "run threads, timers or processes, or write logs",
                type -> OUTSIDE_THE_CALLER.stream().anyMatch(type::isAssignableTo)
                        || type.getPackageName().startsWith("java.util.logging"));
    }

    private static boolean isNowWithoutClock(JavaMethodCall call) {
        return call.getName().equals("now")
                && call.getTargetOwner().getPackageName().equals("java.time")
                && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isAssignableTo(InstantSource.class));
    }

    private static boolean isAsyncWithoutExecutor(JavaCall<?> call) {
        return is(call, CompletableFuture.class, ".*Async")
                && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Executor.class));
    }

    private static boolean isNewThreadPool(JavaCall<?> call) {
        return call.getName().equals("<init>") && call.getTargetOwner().isAssignableTo(ThreadPoolExecutor.class);
    }

    private static boolean is(JavaAccess<?> access, Class<?> owner, String name) {
        return access.getTargetOwner().isEquivalentTo(owner) && access.getName().matches(name);
    }
}
