package lastagent.core.live;

import java.time.Instant;
import java.util.List;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;

/**
 * All that is known of one PBX at this moment: its live calls and its agents.
 *
 * <p>One writer, the PBX's reader thread; any number of readers of {@link #state}.
 */
public final class FollowedPbx {

    private final Agents agents = new Agents();
    private final LiveCalls calls;

    /** Follows the PBX of this name from nothing. */
    public FollowedPbx(String pbx, NumberPlan numbers) {
        this.calls = new LiveCalls(pbx, numbers, agents::isAgent);
    }

    /**
     * Takes over talks that were up when this service last ran.
     *
     * @param lastKnownUp until when they are known to have been up
     */
    public void resume(List<Conversation> up, Instant lastKnownUp) {
        calls.resume(up, lastKnownUp);
    }

    /** Applies what the PBX told; the talks that began or ended by it. */
    public List<Conversation> apply(PbxEvent event) {
        agents.apply(event);
        return calls.apply(event);
    }

    /** The agent as a line sees them; an empty line is any. */
    public AgentState state(AgentInterface agent, List<String> line, Instant now) {
        AgentState state = agents.state(agent, line, now);
        // chan_sip without callcounter calls a talking phone idle; the live calls know better.
        return state.presence() instanceof Presence.Free && calls.talks(agent)
                ? state.with(new Presence.Talking())
                : state;
    }
}
