package lastagent.core.live;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import lastagent.core.call.AgentInterface;

/**
 * Who is an agent on one PBX, in which queues, and what they could take.
 *
 * <p>Filled from answers only. One writer, the PBX's reader thread; any number of readers.
 */
public final class Agents {

    /** Applies answers about members, and the loss of the link; anything else changes nothing. */
    public void apply(PbxEvent event) {}

    /** Whether app_queue has ever answered that this is a member; being logged off does not end it. */
    public boolean isAgent(AgentInterface agent) {
        return false;
    }

    /**
     * The agent as a line sees them.
     *
     * @param line the line's queues; empty for any
     * @param now for wrap-up
     */
    public AgentState state(AgentInterface agent, List<String> line, Instant now) {
        return new AgentState(Set.of(), new Presence.Unknown("nothing is known yet"));
    }
}
