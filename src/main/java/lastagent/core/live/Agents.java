package lastagent.core.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import lastagent.core.call.AgentInterface;

/**
 * Who is an agent on one PBX, in which queues, and what they could take.
 *
 * <p>Filled from answers only. One writer, the PBX's reader thread; any number of readers, each of whom sees an agent's
 * memberships as one answer left them.
 */
public final class Agents {

    private static final Presence.Unknown NOTHING_YET = new Presence.Unknown("the PBX has not told of its agents yet");
    private static final Presence.Unknown NO_LINK = new Presence.Unknown("the PBX is not heard at this moment");

    // Memberships by queue. An agent of no queue stays, with none: being logged off does not end being an agent.
    private final ConcurrentHashMap<AgentInterface, Map<String, MemberFacts>> memberships = new ConcurrentHashMap<>();
    private final AgentDevices devices = new AgentDevices();

    // Whether a member came or left, or watches another device, since the phones were last looked at.
    private boolean phonesMoved;

    private volatile Optional<Presence.Unknown> unknown = Optional.of(NOTHING_YET);

    /** Applies answers about members and hints, and the loss of the link; anything else changes nothing. */
    public void apply(PbxEvent event) {
        switch (event) {
            case PbxEvent.MembersAnswered answer -> {
                answered(answer);
                if (phonesMoved) {
                    phonesMoved = false;
                    devices.rebuild(memberships);
                }
            }
            case PbxEvent.HintAnswered answer -> {
                devices.learn(answer.extension(), answer.devices());
                devices.rebuild(memberships);
            }
            case PbxEvent.Lost lost -> unknown = unknown.or(() -> Optional.of(NO_LINK));
            default -> {}
        }
    }

    private void answered(PbxEvent.MembersAnswered answer) {
        Map<AgentInterface, Map<String, MemberFacts>> answered = new HashMap<>();
        for (MemberFacts member : answer.members()) {
            answered.computeIfAbsent(member.agent(), agent -> new TreeMap<>()).put(member.queue(), member);
        }
        Optional<AgentInterface> asked = answer.location().flatMap(AgentInterface::ofLocation);
        if (answer.location().isPresent()) {
            asked.ifPresent(agent -> replace(agent, answer.queue(), answered.getOrDefault(agent, Map.of())));
            return;
        }
        for (AgentInterface agent : memberships.keySet()) {
            replace(agent, answer.queue(), answered.getOrDefault(agent, Map.of()));
        }
        answered.forEach((agent, queues) -> replace(agent, answer.queue(), queues));
        if (answer.queue().isEmpty()) {
            unknown = Optional.empty();
        }
    }

    private void replace(AgentInterface agent, Optional<String> queue, Map<String, MemberFacts> answered) {
        Map<String, MemberFacts> known = memberships.get(agent);
        // An agent who is a member of nothing and never was one does not become known by having been asked about.
        if (known == null && answered.isEmpty()) {
            return;
        }
        Map<String, MemberFacts> now =
                known == null || queue.isEmpty() ? Map.copyOf(answered) : merged(known, queue.get(), answered);
        phonesMoved |= known == null || !watched(known).equals(watched(now));
        memberships.put(agent, now);
    }

    // app_queue compares the queue that it is asked for without regard to case.
    private static Map<String, MemberFacts> merged(
            Map<String, MemberFacts> known, String queue, Map<String, MemberFacts> answered) {
        Map<String, MemberFacts> merged = new HashMap<>(known);
        merged.keySet().removeIf(name -> name.equalsIgnoreCase(queue));
        merged.putAll(answered);
        return Map.copyOf(merged);
    }

    private static Set<String> watched(Map<String, MemberFacts> memberships) {
        return memberships.values().stream().map(MemberFacts::stateInterface).collect(Collectors.toSet());
    }

    /** Whose phone this is, or which agent; empty if it never was one. Being logged off does not end being an agent. */
    public Optional<AgentInterface> agentOf(AgentInterface phoneOrAgent) {
        return devices.agentOf(phoneOrAgent);
    }

    /** The agent's phones, and the agent's interface itself. */
    Set<AgentInterface> phonesOf(AgentInterface agent) {
        return devices.phonesOf(agent);
    }

    /**
     * The agent as a line sees them.
     *
     * @param line the line's queues; empty for any
     * @param live what the channels of their phones show
     * @param wrapUp the pause after a membership's last call
     * @param now for wrap-up
     */
    AgentState state(
            AgentInterface agent,
            List<String> line,
            ChannelUse live,
            Function<MemberFacts, Optional<Presence.WrapUp>> wrapUp,
            Instant now) {
        Optional<Presence.Unknown> nobodyKnows = unknown;
        Map<String, MemberFacts> all = memberships.get(agent);
        if (all == null) {
            return new AgentState(
                    Set.of(), nobodyKnows.<Presence>map(why -> why).orElseGet(Presence.Gone::new));
        }
        Presence presence = nobodyKnows
                .<Presence>map(why -> why)
                .orElseGet(() -> Availability.of(all.values(), line, live, wrapUp, now));
        return new AgentState(all.keySet(), presence, names(all));
    }

    private static Map<String, String> names(Map<String, MemberFacts> memberships) {
        Map<String, String> names = new HashMap<>();
        memberships.forEach((queue, member) -> member.name().ifPresent(name -> names.put(queue, name)));
        return names;
    }
}
