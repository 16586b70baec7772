package lastagent.core.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lastagent.core.call.AgentInterface;

/**
 * An outside party and an agent who hear one another.
 *
 * @param caller the outside party's channel
 * @param agentLeg the agent's own channel
 * @param agent what to dial to reach the agent
 */
record Joined(ChannelFacts caller, ChannelFacts agentLeg, AgentInterface agent) {

    /**
     * Tells the parties of channels that all hear one another.
     *
     * <p>A channel is an agent's, in this order: because it is called like an agent; because it was one before (a
     * {@code Local} pair may have been optimised away since); because it stands behind a {@code Local} pair that is
     * called like an agent; because it is called like an agent's phone. What is neither an agent's nor {@code Local} is an
     * outside party.
     *
     * @param agentOf whose phone an interface is, or which agent
     * @param known channels that are, or were, an agent's
     */
    static List<Joined> in(
            Set<String> component,
            ChannelGraph graph,
            Function<AgentInterface, Optional<AgentInterface>> agentOf,
            Map<String, AgentInterface> known) {
        Map<String, AgentInterface> agents = new LinkedHashMap<>();
        for (String name : component) {
            calledLike(name, agentOf)
                    .or(() -> Optional.ofNullable(known.get(name)))
                    .filter(agent -> !ChannelGraph.isLocal(name))
                    .ifPresent(agent -> agents.put(name, agent));
        }
        for (String name : component) {
            if (ChannelGraph.isDialplanEnd(name)) {
                calledLike(name, agentOf)
                        .ifPresent(agent -> graph.onThisSideOf(name).stream()
                                .filter(behind -> !ChannelGraph.isLocal(behind))
                                .forEach(behind -> agents.putIfAbsent(behind, agent)));
            }
        }
        for (String name : component) {
            if (!ChannelGraph.isLocal(name)) {
                agentOf(name, agentOf).ifPresent(agent -> agents.putIfAbsent(name, agent));
            }
        }
        return pairs(component, graph, agents);
    }

    /** The agent after whom, or after whose phone, a channel is called. */
    static Optional<AgentInterface> agentOf(
            String channel, Function<AgentInterface, Optional<AgentInterface>> agentOf) {
        return AgentInterface.ofChannel(channel).flatMap(agentOf);
    }

    private static Optional<AgentInterface> calledLike(
            String channel, Function<AgentInterface, Optional<AgentInterface>> agentOf) {
        return AgentInterface.ofChannel(channel)
                .filter(name -> agentOf.apply(name).equals(Optional.of(name)));
    }

    private static List<Joined> pairs(Set<String> component, ChannelGraph graph, Map<String, AgentInterface> agents) {
        List<Joined> pairs = new ArrayList<>();
        for (String name : component) {
            if (agents.containsKey(name) || ChannelGraph.isLocal(name)) {
                continue;
            }
            graph.channel(name)
                    .filter(ChannelFacts::up)
                    .ifPresent(caller -> agents.forEach((leg, agent) -> graph.channel(leg)
                            .filter(ChannelFacts::up)
                            .ifPresent(agentLeg -> pairs.add(new Joined(caller, agentLeg, agent)))));
        }
        return pairs;
    }
}
