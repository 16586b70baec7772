package lastagent.core.live;

import java.util.Set;

/**
 * One agent as one line sees them.
 *
 * @param queues all queues that they are a member of
 * @param presence what they could take from this line
 */
public record AgentState(Set<String> queues, Presence presence) {

    /** Copies the set. */
    public AgentState {
        queues = Set.copyOf(queues);
    }
}
