package lastagent.core.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;

/**
 * Who is joined to whom on one PBX.
 *
 * <p>Channels are known by answers only. All channels in one bridge hear one another, and so do the two ends of a
 * {@code Local} pair ({@code …;1} and {@code …;2} of one name, {@code core_unreal.c}); an agent's channel and an outside
 * party's that are connected over any number of such steps, both up, are a conversation. News are kept beside it only
 * as evidence of how a conversation ended.
 *
 * <p>One writer, the PBX's reader thread; not for others.
 */
@SuppressWarnings("UnusedVariable")
public final class LiveCalls {

    private final String pbx;
    private final NumberPlan numbers;
    private final Predicate<AgentInterface> isAgent;

    /**
     * Follows one PBX from nothing.
     *
     * @param pbx its name, which every conversation carries
     * @param numbers how it presents numbers
     * @param isAgent whether this interface is, or ever was, an agent of this PBX
     */
    public LiveCalls(String pbx, NumberPlan numbers, Predicate<AgentInterface> isAgent) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.isAgent = isAgent;
    }

    /** Takes over talks that were up when this service last ran; the first list of channels tells which still are. */
    public void resume(List<Conversation> up, java.time.Instant lastKnownUp) {}

    /** Applies what the PBX told; the talks that began or ended by it, in that order, empty for most. */
    public List<Conversation> apply(PbxEvent event) {
        return new ArrayList<>();
    }

    /** Whether a channel of this agent is in a talk now. Any thread. */
    public boolean talks(AgentInterface agent) {
        return false;
    }
}
