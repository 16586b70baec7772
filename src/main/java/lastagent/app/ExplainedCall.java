package lastagent.app;

import java.time.Instant;
import java.util.Optional;
import lastagent.core.routing.Offer;
import lastagent.core.routing.RoutedCall;

/**
 * A routed call and what came of it.
 *
 * @param routed the call, the situation it met and what was decided
 * @param end what became of the offer; empty if there was none, or nothing was heard of it
 */
public record ExplainedCall(RoutedCall routed, Optional<End> end) {

    /**
     * The end of an offer.
     *
     * @param outcome what became of it
     * @param at when that was heard
     */
    public record End(Offer.Outcome outcome, Instant at) {}
}
