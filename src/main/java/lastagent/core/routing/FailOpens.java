package lastagent.core.routing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the calls that took their ordinary way because of a fault of ours, and passes each on to whoever logs it.
 * Thread-safe.
 */
public final class FailOpens {

    /** Is told of each. */
    public interface Observer {

        /**
         * A call took its ordinary way because of a fault of ours.
         *
         * @param what for a person; no caller number in it
         * @param fault what was thrown, if anything was
         */
        void failedOpen(Reason reason, String what, Optional<Throwable> fault);
    }

    private final EnumMap<Reason, Long> counts = new EnumMap<>(Reason.class);
    private final Observer observer;

    /** Counts, and tells the observer. */
    public FailOpens(Observer observer) {
        this.observer = observer;
    }

    /** Counts one and passes it on. */
    public void count(Reason reason, String what, Optional<Throwable> fault) {
        synchronized (counts) {
            counts.merge(reason, 1L, Long::sum);
        }
        observer.failedOpen(reason, what, fault);
    }

    /** How many there were since the start, by reason. */
    public Map<Reason, Long> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }
}
