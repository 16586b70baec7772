package lastagent.core.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lastagent.core.call.AgentInterface;

/**
 * Calls that agents dial to the outside and that nobody has answered yet.
 *
 * <p>The PBX has dialled the outside party's channel for the agent's, which came in by itself: all channels of a call share
 * the unique id of the first (linkedid), and here that is the agent's. So it is known of no call whose channels do not tell
 * what they share, and of none that began elsewhere, such as a click that rings the agent first. For one thread.
 */
final class OutboundAttempts {

    /**
     * One call to one outside party.
     *
     * @param far the outside party's channel, as it was last known
     * @param agentLeg the channel of the agent who dials
     */
    record Attempt(ChannelFacts far, ChannelFacts agentLeg, AgentInterface agent) {}

    private final ChannelGraph graph;
    private final Function<String, Optional<AgentInterface>> agentOf;
    private final Map<String, Attempt> open = new HashMap<>();

    /**
     * Knows of no call.
     *
     * @param agentOf whose channel that of a name is
     */
    OutboundAttempts(ChannelGraph graph, Function<String, Optional<AgentInterface>> agentOf) {
        this.graph = graph;
        this.agentOf = agentOf;
    }

    /** Looks at channels that have changed; the attempts that came to nothing by it. */
    List<Attempt> look(Iterable<String> changed) {
        List<Attempt> over = new ArrayList<>();
        for (String name : changed) {
            Optional<ChannelFacts> facts = graph.channel(name);
            if (facts.isEmpty()) {
                Optional.ofNullable(open.remove(name)).ifPresent(over::add);
            } else if (facts.get().up()) {
                open.remove(name);
            } else {
                attempt(facts.get()).ifPresent(attempt -> open.put(name, attempt));
            }
        }
        return over;
    }

    private Optional<Attempt> attempt(ChannelFacts far) {
        String name = far.leg().channel();
        if (!far.dialled() || ChannelGraph.isLocal(name) || agentOf.apply(name).isPresent()) {
            return Optional.empty();
        }
        return graph.all().stream()
                .filter(leg -> leg.leg().uniqueId().equals(far.linkedId()) && !leg.dialled())
                .flatMap(leg -> agentOf.apply(leg.leg().channel()).map(agent -> new Attempt(far, leg, agent)).stream())
                .findFirst();
    }

    void clear() {
        open.clear();
    }
}
