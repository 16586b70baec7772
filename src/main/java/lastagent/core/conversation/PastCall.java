package lastagent.core.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.CallerId;

/**
 * One call that is over, as a PBX's records tell it.
 *
 * @param id unique within its source
 * @param direction who called whom
 * @param caller the outside party
 * @param line the peer by which an inbound call came in, like {@code SIP/mts}; empty if the records do not tell
 * @param queue the queue that it came to last; empty for none
 * @param startedAt when it arrived
 * @param endedAt when its last channel was gone
 * @param talks its talks with agents, the earliest first; empty if nobody answered
 */
public record PastCall(
        String id,
        Conversation.Direction direction,
        CallerId caller,
        String line,
        Optional<String> queue,
        Instant startedAt,
        Instant endedAt,
        List<Conversation> talks) {

    /** Copies the list. */
    public PastCall {
        talks = List.copyOf(talks);
    }
}
