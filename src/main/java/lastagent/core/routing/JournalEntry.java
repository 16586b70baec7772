package lastagent.core.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * One routed call as the journal keeps it.
 *
 * @param routed the call, the situation it met and what was decided, as it was
 * @param end what became of the offer; empty if there was none, or nothing was heard of it
 */
public record JournalEntry(RoutedCall routed, Optional<End> end) {

    /**
     * The end of an offer.
     *
     * @param outcome what became of it
     * @param at when that was heard
     */
    public record End(Offer.Outcome outcome, Instant at) {}
}
