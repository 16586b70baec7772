package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param talks the talks with its caller on its PBX that may still count, the newest first; a few that are too old may be among
 *     them, to tell so
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
        return state == null ? new AgentState(Set.of(), new Presence.Unknown("nobody asked")) : state;
    }

    /** Whether a talk is with an agent of this line: it came through one of its queues, or its agent is in one. */
    boolean isOfThisLine(Conversation talk) {
        return call.queues().isEmpty()
                || talk.queue().filter(call::serves).isPresent()
                || queueOfAgent(talk.agent()).isPresent();
    }

    /** The queue that a talk is counted for: its own if the line serves it, else one that its agent is in. */
    Optional<String> queueOf(Conversation talk) {
        return talk.queue()
                .filter(call::serves)
                .or(() -> queueOfAgent(talk.agent()))
                .or(this::lineQueue);
    }

    private Optional<String> queueOfAgent(AgentInterface agent) {
        return agent(agent).queues().stream().filter(call::serves).min(Comparator.naturalOrder());
    }

    /** The queue of a call that no talk counts for: the line's first. */
    Optional<String> lineQueue() {
        return call.queues().stream().findFirst();
    }

    /** The rules of the queue that the talk is counted for. */
    QueueRules rulesOf(Conversation talk) {
        return rules.of(queueOf(talk));
    }

    /**
     * Whether a talk is up, or ended no longer ago than this.
     *
     * <p>From the end of the talk: after a long one the caller would otherwise be too late at once. The edge belongs to it:
     * with a look-back of an hour, a call at the 3600th second still counts.
     */
    boolean endedWithin(Conversation talk, Duration span) {
        Instant earliest = now.minus(span);
        return talk.endedAt().filter(end -> end.isBefore(earliest)).isEmpty();
    }

    /** The last offer of this caller to the talk's agent since that talk began. */
    Optional<Offer> lastOfferSince(Conversation talk) {
        return offers.stream()
                .filter(offer ->
                        offer.agent().equals(talk.agent()) && offer.at().isAfter(talk.startedAt()))
                .max(Comparator.comparing(Offer::at));
    }

    /** The same situation under other rules. */
    Situation under(RoutingRules others) {
        return new Situation(call, talks, agents, offers, others, now);
    }

    /** The same situation with other talks. */
    Situation withTalks(List<Conversation> others) {
        return new Situation(call, others, agents, offers, rules, now);
    }

    /** The same situation without one offer. */
    Situation without(Offer offer) {
        List<Offer> others =
                offers.stream().filter(other -> !other.equals(offer)).toList();
        return new Situation(call, talks, agents, others, rules, now);
    }

    /** The same situation, but for a call of a line that serves other queues. */
    Situation onLine(List<String> queues) {
        InboundCall changed =
                new InboundCall(call.pbx(), call.uniqueId(), call.channel(), call.caller(), queues, call.arrivedAt());
        return new Situation(changed, talks, agents, offers, rules, now);
    }

    /** The same situation, but for what this agent could take. */
    public Situation with(AgentInterface agent, Presence presence) {
        Map<AgentInterface, AgentState> changed = new HashMap<>(agents);
        changed.put(agent, agent(agent).with(presence));
        return new Situation(call, talks, changed, offers, rules, now);
    }
}
