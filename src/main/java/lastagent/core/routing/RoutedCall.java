package lastagent.core.routing;

import java.time.Duration;
import java.util.Optional;
import lastagent.core.call.InboundCall;

/**
 * One call and what was made of it: what the journal keeps.
 *
 * @param id random, known to this service and the dialplan only
 * @param call the call
 * @param situation what the decision was made from; empty where none could be taken
 * @param verdict what was decided
 * @param mode the mode at that moment
 * @param answer what the dialplan is told; differs from the decision in shadow mode
 * @param took from the request to the answer
 */
public record RoutedCall(
        String id,
        InboundCall call,
        Optional<Situation> situation,
        Verdict verdict,
        Mode mode,
        RoutingDecision answer,
        Duration took) {}
