package lastagent.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which asks a running service to read its configuration again. Java's own answer to it is to end the process.
 *
 * <p>Java hears signals by {@code sun.misc.Signal} only, of the module {@code jdk.unsupported}, which every JDK has. It is
 * looked up by its name: javac warns of the class itself, a warning that cannot be suppressed.
 */
public final class HangupSignal {

    private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

    private HangupSignal() {}

    /**
     * Has the signal run a task, on a thread of Java's own, instead of ending the process.
     *
     * @return whether it will be heard: not with Java's option {@code -Xrs}, which leaves all signals to the system
     */
    public static boolean heard(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(task);
            Object handling =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
            return true;
        } catch (InvocationTargetException notOurs) {
            LOG.warn("SIGHUP ends this process instead of reloading its configuration", notOurs.getCause());
        } catch (ReflectiveOperationException noSignals) {
            LOG.warn("SIGHUP ends this process instead of reloading its configuration", noSignals);
        }
        return false;
    }
}
