package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/**
 * The talks of one PBX: those that are up, those that ended a moment ago and of which more may be learned, and those
 * that were up when the PBX was last heard.
 *
 * <p>A talk is known by the names of its two channels. For one thread.
 */
final class Talks {

    /**
     * How long two legs may be apart and their talk go on: Asterisk 11 unlinks and links native bridges, and 12 and
     * later swap a channel from bridge to bridge when a {@code Local} pair is optimised away. Asked just then, it
     * says truly that the channel is in no bridge.
     */
    private static final Duration BLINK = Duration.ofSeconds(1);

    private static final Ending UNSEEN = new Ending(Ending.Kind.UNKNOWN, "it ended while the PBX was not heard");

    private final ChannelGraph graph;
    private final HangupNews news;

    private final Map<Legs, Conversation> up = new HashMap<>();
    private final Map<String, Set<Legs>> upByChannel = new HashMap<>();
    private final Map<String, Suspended> suspended = new LinkedHashMap<>();
    private final Deque<Ended> ended = new ArrayDeque<>();
    private final Map<String, List<Ended>> endedByChannel = new HashMap<>();

    private record Legs(String caller, String agent) {

        static Legs of(Conversation talk) {
            return new Legs(talk.callerLeg().channel(), talk.agentLeg().channel());
        }

        boolean touch(Set<String> channels) {
            return channels.contains(caller) || channels.contains(agent);
        }
    }

    private record Suspended(Conversation talk, Instant lastKnownUp) {}

    private static final class Ended {
        private Conversation talk;
        private final Instant at;
        private boolean callerTalksToAnother;
        private boolean agentHearsAnother;

        Ended(Conversation talk, Instant at) {
            this.talk = talk;
            this.at = at;
        }
    }

    Talks(ChannelGraph graph, HangupNews news) {
        this.graph = graph;
        this.news = news;
    }

    Conversation begin(Conversation talk) {
        add(talk);
        for (Ended before : endedOf(talk.callerLeg().channel())) {
            boolean sameCaller =
                    before.talk.callerLeg().channel().equals(talk.callerLeg().channel());
            before.callerTalksToAnother |= sameCaller && !before.talk.agent().equals(talk.agent());
        }
        return talk;
    }

    private void add(Conversation talk) {
        Legs legs = Legs.of(talk);
        up.put(legs, talk);
        upByChannel.computeIfAbsent(legs.caller(), key -> new LinkedHashSet<>()).add(legs);
        upByChannel.computeIfAbsent(legs.agent(), key -> new LinkedHashSet<>()).add(legs);
    }

    private void remove(Legs legs) {
        up.remove(legs);
        for (String channel : List.of(legs.caller(), legs.agent())) {
            upByChannel.computeIfPresent(channel, (key, all) -> {
                all.remove(legs);
                return all.isEmpty() ? null : all;
            });
        }
    }

    boolean areUp(Joined pair) {
        return up.containsKey(legs(pair));
    }

    /** Whether this channel is one of a talk that is up. */
    boolean isTalking(String channel) {
        return upByChannel.containsKey(channel);
    }

    private static Legs legs(Joined pair) {
        return new Legs(pair.caller().leg().channel(), pair.agentLeg().leg().channel());
    }

    /** Adds the queue to a talk that began before it was known; the talk, if that is so. */
    Optional<Conversation> learnQueue(Joined pair) {
        Conversation talk = up.get(legs(pair));
        if (talk == null || talk.queue().isPresent() || pair.caller().queue().isEmpty()) {
            return Optional.empty();
        }
        Conversation through = talk.through(pair.caller().queue().get());
        up.put(legs(pair), through);
        return Optional.of(through);
    }

    /** Ends the talks among these channels whose legs do not hear one another any more. */
    List<Conversation> endParted(Set<String> touched, Instant at) {
        Set<Legs> candidates = new LinkedHashSet<>();
        touched.forEach(channel -> candidates.addAll(upByChannel.getOrDefault(channel, Set.of())));
        List<Conversation> parted = new ArrayList<>();
        for (Legs legs : candidates) {
            Conversation talk = up.get(legs);
            if (talk != null && !areJoined(legs)) {
                remove(legs);
                Ended over = new Ended(talk, at);
                over.talk = talk.ended(at, ending(over));
                keep(over);
                parted.add(over.talk);
            }
        }
        return parted;
    }

    private boolean areJoined(Legs legs) {
        return isUp(legs.caller()) && isUp(legs.agent()) && graph.hear(legs.caller(), legs.agent());
    }

    private boolean isUp(String channel) {
        return graph.channel(channel).filter(ChannelFacts::up).isPresent();
    }

    private Ending ending(Ended over) {
        Conversation talk = over.talk;
        String agent = talk.agentLeg().channel();
        // What was seen once stays seen: the call that the agent's line went on to may be short.
        over.agentHearsAnother |= graph.around(agent).stream()
                .anyMatch(other -> !other.equals(agent)
                        && !other.equals(talk.callerLeg().channel())
                        && !ChannelGraph.isLocal(other));
        HangupNews.Whereabouts now = new HangupNews.Whereabouts(
                graph.channel(talk.callerLeg().channel()).isPresent(),
                graph.channel(agent).isPresent(),
                over.callerTalksToAnother,
                over.agentHearsAnother);
        return news.ending(talk, over.at, now);
    }

    /** Takes suspended talks whose very channels are joined for what they are; the talks, of which nothing is new. */
    List<Conversation> resumeJoined(Set<String> touched) {
        if (suspended.isEmpty()) {
            return List.of();
        }
        List<Conversation> resumed = new ArrayList<>();
        for (Suspended before : suspended.values()) {
            Legs legs = Legs.of(before.talk());
            // A restarted Asterisk begins its names anew, so the unique ids must be the same as well.
            if (legs.touch(touched)
                    && areJoined(legs)
                    && isSame(before.talk().callerLeg())
                    && isSame(before.talk().agentLeg())) {
                add(before.talk());
                resumed.add(before.talk());
            }
        }
        resumed.forEach(talk -> suspended.remove(talk.id()));
        return resumed;
    }

    private boolean isSame(Conversation.Leg leg) {
        return graph.channel(leg.channel())
                .filter(facts -> facts.leg().equals(leg))
                .isPresent();
    }

    private void keep(Ended over) {
        ended.add(over);
        Legs legs = Legs.of(over.talk);
        endedByChannel.computeIfAbsent(legs.caller(), key -> new ArrayList<>()).add(over);
        endedByChannel.computeIfAbsent(legs.agent(), key -> new ArrayList<>()).add(over);
    }

    private void drop(Ended over) {
        ended.remove(over);
        Legs legs = Legs.of(over.talk);
        for (String channel : List.of(legs.caller(), legs.agent())) {
            endedByChannel.computeIfPresent(channel, (key, all) -> {
                all.remove(over);
                return all.isEmpty() ? null : all;
            });
        }
    }

    private List<Ended> endedOf(String channel) {
        return endedByChannel.getOrDefault(channel, List.of());
    }

    private Set<Ended> endedAmong(Set<String> channels) {
        Set<Ended> among = new LinkedHashSet<>();
        channels.forEach(channel -> among.addAll(endedOf(channel)));
        return among;
    }

    /** Lets talks go on that were parted for no longer than a blink. */
    List<Conversation> reopenJoined(Set<String> touched, Instant at) {
        List<Conversation> reopened = new ArrayList<>();
        for (Ended over : endedAmong(touched)) {
            if (!at.isAfter(over.at.plus(BLINK)) && areJoined(Legs.of(over.talk))) {
                drop(over);
                Conversation talk = over.talk.goingOn();
                add(talk);
                reopened.add(talk);
            }
        }
        return reopened;
    }

    /** Looks once more at how the talks of these channels ended that ended just now; those that it sees differently. */
    List<Conversation> reconsider(Set<String> channels, Instant at) {
        while (!ended.isEmpty() && at.isAfter(ended.getFirst().at.plus(HangupNews.NEAR))) {
            drop(ended.getFirst());
        }
        List<Conversation> changed = new ArrayList<>();
        for (Ended over : endedAmong(channels)) {
            // Once passed on, whatever becomes of the caller later is the end of another talk.
            if (over.talk.ending().filter(Talks::isTransfer).isPresent()) {
                continue;
            }
            Ending ending = ending(over);
            if (!over.talk.ending().equals(Optional.of(ending))) {
                over.talk = over.talk.ended(over.at, ending);
                changed.add(over.talk);
            }
        }
        return changed;
    }

    private static boolean isTransfer(Ending ending) {
        return ending.kind() == Ending.Kind.TRANSFERRED;
    }

    boolean endedLately(String channel) {
        return endedByChannel.containsKey(channel);
    }

    void suspend(Conversation talk, Instant lastKnownUp) {
        suspended.putIfAbsent(talk.id(), new Suspended(talk, lastKnownUp));
    }

    void suspendAll(Instant lastKnownUp) {
        up.values().forEach(talk -> suspend(talk, lastKnownUp));
        up.clear();
        upByChannel.clear();
        ended.clear();
        endedByChannel.clear();
    }

    /** Ends what is still suspended once it is known which talks are up. */
    List<Conversation> endSuspended() {
        List<Conversation> over = suspended.values().stream()
                .map(before -> before.talk().ended(before.lastKnownUp(), UNSEEN))
                .toList();
        suspended.clear();
        return over;
    }
}
