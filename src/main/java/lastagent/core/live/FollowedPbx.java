package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;

/**
 * All that is known of one PBX at this moment: its live calls and its agents.
 *
 * <p>One writer, the PBX's reader thread; any number of readers of {@link #state} and {@link #agentOf}.
 */
public final class FollowedPbx {

    private final Agents agents = new Agents();
    private final WrapUps wrapUps;
    private final LiveCalls calls;

    /**
     * Follows a PBX from nothing.
     *
     * @param pbx its name
     * @param wrapUp the wrap-up time of a queue, as the administrator says it is; asked at each look
     */
    public FollowedPbx(String pbx, NumberPlan numbers, Function<String, Duration> wrapUp) {
        this.wrapUps = new WrapUps(wrapUp);
        this.calls = new LiveCalls(pbx, numbers, agents::agentOf);
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
        List<Conversation> told = calls.apply(event);
        told.forEach(wrapUps::note);
        return told;
    }

    /**
     * The agent who is meant: of a phone, such as {@code PJSIP/971}, the member whose phone it is, such as
     * {@code Local/971@from-queue}; of anything else, itself.
     */
    public AgentInterface agentOf(AgentInterface phoneOrAgent) {
        return agents.agentOf(phoneOrAgent).orElse(phoneOrAgent);
    }

    /** The agent, or whose phone it is, as a line sees them; an empty line is any. */
    public AgentState state(AgentInterface phoneOrAgent, List<String> line, Instant now) {
        AgentInterface agent = agentOf(phoneOrAgent);
        return agents.state(agent, line, calls.use(agents.phonesOf(agent)), wrapUps::of, now);
    }
}
