package lastagent.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;

/**
 * What agents were doing, as far as their talks tell: talking, or free. A history knows no pauses, no log-offs and no
 * phones that were off, so those never appear. Agents are members of the queues whose calls they have taken.
 *
 * <p>Bounded, whatever the history holds. Not thread-safe.
 */
final class AgentHistory {

    private static final int MOST_AGENTS = 50_000;
    private static final int MOST_QUEUES = 200;

    // Calls come in the order of their start, but for a few.
    private static final Duration LATE_CALLS = Duration.ofMinutes(10);

    private final Map<AgentInterface, Agent> agents = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentInterface, Agent> eldest) {
            return size() > MOST_AGENTS;
        }
    };

    /** Takes in a talk of a call that began at this moment; talks that ended long before it are forgotten. */
    void learn(Conversation talk, Instant endedAt, Instant callStartedAt) {
        Agent agent = agents.computeIfAbsent(talk.agent(), _ -> new Agent());
        agent.talks.removeIf(span -> span.to().isBefore(callStartedAt.minus(LATE_CALLS)));
        agent.talks.add(new Span(talk.startedAt(), endedAt));
        if (agent.queues.size() < MOST_QUEUES) {
            talk.queue().ifPresent(agent.queues::add);
        }
    }

    /** The agent at a moment that is not long before the last call that was learned. */
    AgentState at(AgentInterface agent, Instant moment) {
        Agent known = agents.get(agent);
        if (known == null) {
            return new AgentState(Set.of(), new Presence.Unknown("not seen for long"));
        }
        boolean talking = known.talks.stream().anyMatch(span -> span.covers(moment));
        return new AgentState(known.queues, talking ? new Presence.Talking() : new Presence.Free());
    }

    private static final class Agent {
        private final Set<String> queues = new HashSet<>();
        private final List<Span> talks = new ArrayList<>();
    }

    private record Span(Instant from, Instant to) {
        boolean covers(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }
}
