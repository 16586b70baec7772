package lastagent.core.routing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;

/**
 * All that a decision depends on, at one moment. Immutable: the journal keeps it, and the same decision can be made again
 * from it at any time, or with one part of it changed.
 *
 * @param call the call
 * @param talks the talks with its caller on its PBX that may still count, the newest first
 * @param agents the agents of those talks, as this call's line sees them
 * @param offers the offers already made for this caller
 * @param rules the administrator's rules
 * @param now the moment
 */
public record Situation(
        InboundCall call,
        List<Conversation> talks,
        Map<AgentInterface, AgentState> agents,
        List<Offer> offers,
        RoutingRules rules,
        Instant now) {

    /** Copies the collections. */
    public Situation {
        talks = List.copyOf(talks);
        agents = Map.copyOf(agents);
        offers = List.copyOf(offers);
    }

    /** The agent's state; one that nobody told of is unknown. */
    public AgentState agent(AgentInterface agent) {
        AgentState state = agents.get(agent);
        return state == null ? new AgentState(java.util.Set.of(), new Presence.Unknown("nobody asked")) : state;
    }

    /** The same situation, but for what this agent could take. */
    public Situation with(AgentInterface agent, Presence presence) {
        Map<AgentInterface, AgentState> changed = new HashMap<>(agents);
        changed.put(agent, agent(agent).with(presence));
        return new Situation(call, talks, changed, offers, rules, now);
    }
}
