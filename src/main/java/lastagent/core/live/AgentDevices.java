package lastagent.core.live;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lastagent.core.call.AgentInterface;

/**
 * Which phones an agent has, and whose a phone is: {@code Local/971@from-queue} is dialled by the queue, and
 * {@code PJSIP/971} is the phone that rings.
 *
 * <p>A member's phones are the interface itself and what the state interface names, directly or by a hint. Where two
 * members have one phone, it is that member's who is logged on to a queue; of several, the one who is called like the
 * phone, else the first by name. So it is for {@link #agentOf} only: each of the two is busy when the phone is.
 *
 * <p>One writer; any number of readers, each of whom sees one state of it.
 */
final class AgentDevices {

    private static final Comparator<AgentInterface> BY_NAME = Comparator.comparing(AgentInterface::value);

    private record Known(Map<AgentInterface, AgentInterface> agents, Map<AgentInterface, Set<AgentInterface>> phones) {}

    private final Map<String, List<AgentInterface>> hints = new HashMap<>();
    private volatile Known known = new Known(Map.of(), Map.of());

    /** Takes what the hint of an extension names; nothing changes before {@link #rebuild}. */
    void learn(String extension, List<AgentInterface> devices) {
        hints.put(extension, List.copyOf(devices));
    }

    /** Draws the conclusions. An agent of no queue any more keeps the phones that are known of them. */
    void rebuild(Map<AgentInterface, Map<String, MemberFacts>> memberships) {
        Map<AgentInterface, Set<AgentInterface>> phones = new HashMap<>();
        Map<AgentInterface, NavigableSet<AgentInterface>> present = new TreeMap<>(BY_NAME);
        Map<AgentInterface, NavigableSet<AgentInterface>> absent = new TreeMap<>(BY_NAME);
        memberships.forEach((agent, queues) -> {
            Set<AgentInterface> own =
                    queues.isEmpty() ? known.phones().getOrDefault(agent, Set.of(agent)) : phones(agent, queues);
            phones.put(agent, Set.copyOf(own));
            own.forEach(phone -> (queues.isEmpty() ? absent : present)
                    .computeIfAbsent(phone, key -> new TreeSet<>(BY_NAME))
                    .add(agent));
        });
        Map<AgentInterface, AgentInterface> agents = new HashMap<>();
        absent.forEach((phone, all) -> agents.put(phone, first(phone, all)));
        present.forEach((phone, all) -> agents.put(phone, first(phone, all)));
        known = new Known(Map.copyOf(agents), Map.copyOf(phones));
    }

    private static AgentInterface first(AgentInterface phone, NavigableSet<AgentInterface> all) {
        return all.contains(phone) ? phone : all.first();
    }

    private Set<AgentInterface> phones(AgentInterface agent, Map<String, MemberFacts> queues) {
        Set<AgentInterface> phones = new HashSet<>(Set.of(agent));
        for (MemberFacts member : queues.values()) {
            member.watchedDevice().ifPresent(phones::add);
            member.hintedExtension().map(hints::get).ifPresent(phones::addAll);
        }
        return phones;
    }

    /** Whose phone, or which agent, this is. */
    Optional<AgentInterface> agentOf(AgentInterface phoneOrAgent) {
        return Optional.ofNullable(known.agents().get(phoneOrAgent));
    }

    /** The agent's phones, and the agent's interface itself. */
    Set<AgentInterface> phonesOf(AgentInterface agent) {
        return known.phones().getOrDefault(agent, Set.of(agent));
    }
}
