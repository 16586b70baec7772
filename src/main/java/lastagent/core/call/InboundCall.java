package lastagent.core.call;

import java.time.Instant;
import java.util.List;

/**
 * A call that asks for its way.
 *
 * @param pbx the name of the PBX that it is on
 * @param uniqueId the caller's channel, unique on that PBX
 * @param channel the name of that channel
 * @param caller who is calling
 * @param queues the queues that the dialled line serves; empty means any
 * @param arrivedAt when the request was read
 */
public record InboundCall(
        String pbx, String uniqueId, String channel, CallerId caller, List<String> queues, Instant arrivedAt) {

    /** Copies the list, so that the call stays as it was read. */
    public InboundCall {
        queues = List.copyOf(queues);
    }

    /** Whether this call's line serves the queue. */
    public boolean serves(String queue) {
        return queues.isEmpty() || queues.contains(queue);
    }
}
