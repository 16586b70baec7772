package lastagent.app;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.AgentState;
import lastagent.core.live.FollowedPbx;
import lastagent.core.live.Presence;
import lastagent.core.routing.AgentStates;

/**
 * The agents of the one PBX that the service follows; of any other, and of one that it has no AMI user for, nobody's state is
 * known. Thread-safe.
 *
 * @param name the PBX's
 * @param isFollowed whether there is a link to it
 */
record FollowedAgents(String name, FollowedPbx pbx, boolean isFollowed) implements AgentStates {

    @Override
    public AgentState state(String asked, AgentInterface agent, List<String> line, Instant now) {
        return isKnown(asked)
                ? pbx.state(agent, line, now)
                : new AgentState(Set.of(), new Presence.Unknown("this PBX is not followed"));
    }

    @Override
    public AgentInterface agentOf(String asked, AgentInterface phoneOrAgent) {
        return isKnown(asked) ? pbx.agentOf(phoneOrAgent) : phoneOrAgent;
    }

    private boolean isKnown(String asked) {
        return isFollowed && name.equals(asked);
    }
}
