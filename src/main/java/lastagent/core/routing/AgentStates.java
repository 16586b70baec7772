package lastagent.core.routing;

import java.time.Instant;
import java.util.List;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.AgentState;

/** What the agents of all PBXs are doing. From memory, at once; thread-safe. */
public interface AgentStates {

    /**
     * The agent as a line sees them.
     *
     * @param pbx the PBX's name; of one that is not followed, every agent is unknown
     * @param line the line's queues; empty for any
     */
    AgentState state(String pbx, AgentInterface agent, List<String> line, Instant now);

    /**
     * The agent who is meant where a talk may name the phone: CDR tells of {@code PJSIP/971} where the queue's member is
     * {@code Local/971@from-queue}.
     */
    default AgentInterface agentOf(String pbx, AgentInterface phoneOrAgent) {
        return phoneOrAgent;
    }
}
