package lastagent.core.live;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One agent as one line sees them.
 *
 * @param queues all queues that they are a member of
 * @param presence what they could take from this line
 * @param memberNames app_queue's MemberName of these memberships by queue, as the PBX wrote it; a queue for which nobody
 *     told it is not there. For answering the call, and of no weight in a decision: the journal does not keep it.
 */
public record AgentState(Set<String> queues, Presence presence, Map<String, String> memberNames) {

    /** Copies the collections. */
    public AgentState {
        queues = Set.copyOf(queues);
        memberNames = Map.copyOf(memberNames);
    }

    /** An agent whose member names nobody told. */
    public AgentState(Set<String> queues, Presence presence) {
        this(queues, presence, Map.of());
    }

    /** By which name queue_log knows the agent as a member of this queue. */
    public Optional<String> memberName(String queue) {
        return Optional.ofNullable(memberNames.get(queue));
    }

    /** The same agent, but for what they could take. */
    public AgentState with(Presence other) {
        return new AgentState(queues, other, memberNames);
    }
}
