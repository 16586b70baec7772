package lastagent.core.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Presence.Unknown NO_STATE = new Presence.Unknown("the PBX does not know the agent's phone");

    // Memberships by queue. An agent of no queue stays, with none: being logged off does not end being an agent.
    private final ConcurrentHashMap<AgentInterface, Map<String, MemberFacts>> memberships = new ConcurrentHashMap<>();

    private volatile Optional<Presence.Unknown> unknown = Optional.of(NOTHING_YET);

    /** Applies answers about members, and the loss of the link; anything else changes nothing. */
    public void apply(PbxEvent event) {
        switch (event) {
            case PbxEvent.MembersAnswered answer -> answered(answer);
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

    // An agent who is a member of nothing and never was one does not become known by having been asked about.
    private void replace(AgentInterface agent, Optional<String> queue, Map<String, MemberFacts> answered) {
        memberships.compute(agent, (key, known) -> {
            if (known == null) {
                return answered.isEmpty() ? null : Map.copyOf(answered);
            }
            if (queue.isEmpty()) {
                return Map.copyOf(answered);
            }
            Map<String, MemberFacts> merged = new HashMap<>(known);
            // app_queue compares the queue that it is asked for without regard to case.
            merged.keySet().removeIf(name -> name.equalsIgnoreCase(queue.get()));
            merged.putAll(answered);
            return Map.copyOf(merged);
        });
    }

    /** Whether app_queue has ever answered that this is a member; being logged off does not end it. */
    public boolean isAgent(AgentInterface agent) {
        return memberships.containsKey(agent);
    }

    /**
     * The agent as a line sees them.
     *
     * @param line the line's queues; empty for any
     * @param now for wrap-up
     */
    public AgentState state(AgentInterface agent, List<String> line, Instant now) {
        Optional<Presence.Unknown> nobodyKnows = unknown;
        Map<String, MemberFacts> all = memberships.get(agent);
        if (all == null) {
            return new AgentState(
                    Set.of(), nobodyKnows.<Presence>map(why -> why).orElseGet(Presence.Gone::new));
        }
        Presence presence = nobodyKnows.<Presence>map(why -> why).orElseGet(() -> presence(all.values(), line, now));
        return new AgentState(all.keySet(), presence, names(all));
    }

    private static Map<String, String> names(Map<String, MemberFacts> memberships) {
        Map<String, String> names = new HashMap<>();
        memberships.forEach((queue, member) -> member.name().ifPresent(name -> names.put(queue, name)));
        return names;
    }

    /**
     * What one agent could take from a line, by all their memberships.
     *
     * @param line the line's queues; empty for any
     * @param now for wrap-up
     */
    public static Presence presence(Collection<MemberFacts> all, List<String> line, Instant now) {
        List<MemberFacts> members = new ArrayList<>(all);
        members.removeIf(member -> !line.isEmpty() && !line.contains(member.queue()));
        if (members.isEmpty()) {
            return new Presence.LoggedOff();
        }
        members.sort(Comparator.comparing(MemberFacts::queue));
        if (members.stream().allMatch(MemberFacts::paused)) {
            return new Presence.Paused(members.getFirst().pausedReason());
        }
        return busy(members).or(() -> wrapUp(members, now)).orElseGet(Presence.Free::new);
    }

    // Memberships of one agent may watch different devices; the one that is most in the way counts.
    private static Optional<Presence> busy(List<MemberFacts> members) {
        if (any(members, DeviceState.IN_USE, DeviceState.BUSY, DeviceState.ON_HOLD)) {
            return Optional.of(new Presence.Talking());
        }
        if (any(members, DeviceState.RINGING, DeviceState.RINGING_IN_USE)) {
            return Optional.of(new Presence.Ringing());
        }
        if (any(members, DeviceState.UNAVAILABLE)) {
            return Optional.of(new Presence.Unregistered());
        }
        return any(members, DeviceState.NOT_IN_USE) ? Optional.empty() : Optional.of(NO_STATE);
    }

    private static boolean any(List<MemberFacts> members, DeviceState... states) {
        Set<DeviceState> wanted = Set.of(states);
        return members.stream().anyMatch(member -> wanted.contains(member.state()));
    }

    private static Optional<Presence> wrapUp(List<MemberFacts> members, Instant now) {
        return members.stream()
                .flatMap(member -> wrapUp(member).stream())
                .filter(pause -> pause.until().isAfter(now))
                .max(Comparator.comparing(Presence.WrapUp::until))
                .map(Presence.class::cast);
    }

    private static Optional<Presence.WrapUp> wrapUp(MemberFacts member) {
        return member.wrapUp().isZero()
                ? Optional.empty()
                : member.lastCallAt().map(end -> new Presence.WrapUp(end, end.plus(member.wrapUp())));
    }
}
