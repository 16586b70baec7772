package lastagent.core.routing;

import java.time.Instant;

/**
 * Where every routed call is kept with the situation it saw.
 *
 * <p>Both methods return at once and never throw: a journal that is slow, full or broken costs explanations, not calls.
 * Thread-safe.
 */
public interface RoutingJournal {

    /** Keeps a routed call. */
    void record(RoutedCall routed);

    /** Keeps what became of an offer. */
    void ended(String id, Offer.Outcome outcome, Instant at);
}
