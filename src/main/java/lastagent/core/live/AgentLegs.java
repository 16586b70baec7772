package lastagent.core.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lastagent.core.call.AgentInterface;

/**
 * Which phones have live channels: by the channels' names, and by the {@code Local} pairs that they stood behind.
 *
 * <p>One writer; {@link #use} is for any thread.
 */
final class AgentLegs {

    private final ConcurrentHashMap<AgentInterface, ConcurrentHashMap<String, ChannelUse>> uses =
            new ConcurrentHashMap<>();
    private final Map<String, Set<AgentInterface>> interfaces = new HashMap<>();

    // Channels that are up and of which there are news that they hold.
    private final Set<String> holding = new HashSet<>();

    // Channels that were an agent's behind a Local pair; until the list of channels no longer has them.
    private final Map<String, AgentInterface> behindLocal = new LinkedHashMap<>();

    /** Notes a channel as it is now; empty if it is gone. */
    void mark(String channel, Optional<ChannelFacts> facts) {
        Set<AgentInterface> now = facts.isPresent() ? interfacesOf(channel) : Set.of();
        Set<AgentInterface> before = interfaces.getOrDefault(channel, Set.of());
        before.stream()
                .filter(one -> !now.contains(one))
                .forEach(one -> uses.computeIfPresent(one, (key, all) -> {
                    all.remove(channel);
                    return all.isEmpty() ? null : all;
                }));
        if (facts.filter(ChannelFacts::up).isEmpty()) {
            holding.remove(channel);
        }
        facts.map(one -> holding.contains(channel) ? ChannelUse.ON_HOLD : ChannelUse.of(one))
                .ifPresent(use -> now.forEach(one -> uses.computeIfAbsent(one, key -> new ConcurrentHashMap<>())
                        .put(channel, use)));
        if (now.isEmpty()) {
            interfaces.remove(channel);
        } else {
            interfaces.put(channel, now);
        }
    }

    /** Notes the news that a channel which is up holds, or does no more. They only tell two ways of being occupied apart. */
    void hold(String channel, boolean holds, ChannelFacts facts) {
        if (holds) {
            holding.add(channel);
        } else {
            holding.remove(channel);
        }
        mark(channel, Optional.of(facts));
    }

    // The end of a Local pair that runs the dialplan is up as soon as the other one is dialled.
    private Set<AgentInterface> interfacesOf(String channel) {
        Set<AgentInterface> all = new HashSet<>();
        if (!ChannelGraph.isDialplanEnd(channel)) {
            AgentInterface.ofChannel(channel).ifPresent(all::add);
        }
        Optional.ofNullable(behindLocal.get(channel)).ifPresent(all::add);
        return all;
    }

    /** Notes whose channel this is, whatever it is called. */
    void remember(String channel, AgentInterface agent, Optional<ChannelFacts> facts) {
        behindLocal.put(channel, agent);
        mark(channel, facts);
    }

    /** The agents that channels were found to be of. */
    Map<String, AgentInterface> remembered() {
        return behindLocal;
    }

    void forgetAllBut(Set<String> channels) {
        behindLocal.keySet().retainAll(channels);
    }

    void clear() {
        uses.clear();
        interfaces.clear();
        holding.clear();
        behindLocal.clear();
    }

    /**
     * What the channels of these phones, or of these agents, show. Of a {@code Local} pair that was dialled only where the
     * phone behind it shows nothing: it may be up, with an announcement, before the phone rings. Any thread.
     */
    ChannelUse use(Collection<AgentInterface> phones) {
        ChannelUse own = use(phones.stream().filter(phone -> !phone.isLocal()));
        return own == ChannelUse.NONE ? use(phones.stream().filter(AgentInterface::isLocal)) : own;
    }

    private ChannelUse use(Stream<AgentInterface> phones) {
        return phones.flatMap(phone -> Optional.ofNullable(uses.get(phone)).stream())
                .flatMap(channels -> channels.values().stream())
                .reduce(ChannelUse.NONE, ChannelUse::and);
    }
}
