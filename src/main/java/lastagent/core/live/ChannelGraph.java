package lastagent.core.live;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The channels of one PBX, and which of them hear one another: those in one bridge, and the two ends of a {@code Local}
 * pair, which are {@code …;1} and {@code …;2} of one name ({@code core_unreal.c}, {@code chan_local.c}).
 *
 * <p>Channels go by name: in a masquerade the name stays with the party at the far end, and the unique id does not.
 * For one thread.
 */
final class ChannelGraph {

    private static final String ONE = ";1";
    private static final String TWO = ";2";

    private final Map<String, ChannelFacts> channels = new HashMap<>();
    private final Map<String, Set<String>> bridges = new HashMap<>();

    Optional<ChannelFacts> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    Collection<ChannelFacts> all() {
        return channels.values();
    }

    void put(ChannelFacts facts) {
        remove(facts.leg().channel());
        channels.put(facts.leg().channel(), facts);
        facts.bridge()
                .ifPresent(bridge -> bridges.computeIfAbsent(bridge, key -> new LinkedHashSet<>())
                        .add(facts.leg().channel()));
    }

    void remove(String name) {
        ChannelFacts known = channels.remove(name);
        if (known != null) {
            known.bridge()
                    .ifPresent(bridge -> bridges.computeIfPresent(bridge, (key, in) -> {
                        in.remove(name);
                        return in.isEmpty() ? null : in;
                    }));
        }
    }

    void clear() {
        channels.clear();
        bridges.clear();
    }

    /** This channel and all that hear it; empty if it is not known. */
    Set<String> around(String name) {
        return reached(name, true);
    }

    /** What this end of a {@code Local} pair hears without the other end: itself and all on its side. */
    Set<String> onThisSideOf(String localEnd) {
        return reached(localEnd, false);
    }

    boolean hear(String one, String other) {
        return around(one).contains(other);
    }

    static boolean isLocal(String name) {
        return name.startsWith("Local/");
    }

    /** Whether this is the end that runs the dialplan, where the agent's phone is dialled. */
    static boolean isDialplanEnd(String name) {
        return isLocal(name) && name.endsWith(TWO);
    }

    private Set<String> reached(String from, boolean acrossItsPair) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(from));
        Set<String> left = new HashSet<>();
        if (!acrossItsPair) {
            otherEnd(from).ifPresent(left::add);
        }
        while (!next.isEmpty()) {
            String name = next.remove();
            ChannelFacts facts = channels.get(name);
            if (facts == null || left.contains(name) || !reached.add(name)) {
                continue;
            }
            facts.bridge().ifPresent(bridge -> next.addAll(bridges.getOrDefault(bridge, Set.of())));
            otherEnd(name).ifPresent(next::add);
        }
        return reached;
    }

    private static Optional<String> otherEnd(String name) {
        if (!isLocal(name)) {
            return Optional.empty();
        }
        String stem = name.substring(0, Math.max(0, name.length() - ONE.length()));
        return name.endsWith(ONE)
                ? Optional.of(stem + TWO)
                : name.endsWith(TWO) ? Optional.of(stem + ONE) : Optional.empty();
    }
}
