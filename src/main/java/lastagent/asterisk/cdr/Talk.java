package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;

/**
 * A talk as one path tells it, before several of them are put together.
 *
 * @param key what is the same at every reading: the caller's row and the two names in it
 */
record Talk(
        String key,
        CallerNumber number,
        AgentInterface agent,
        Direction direction,
        Optional<String> queue,
        Leg callerLeg,
        Leg agentLeg,
        Instant start,
        Instant end) {

    // Rows are written to the second, and a channel that takes another's place needs a moment.
    private static final Duration MOST_BETWEEN = Duration.ofSeconds(5);

    private static final Comparator<Talk> IN_ORDER =
            Comparator.comparing(Talk::start).thenComparing(Talk::end);

    static Talk of(TalkPath path, ChannelName caller, CallerNumber number, AgentInterface agent, CallParties parties) {
        ChannelName agentEnd = caller.equals(path.one()) ? path.other() : path.one();
        Joint joint = path.jointOf(caller);
        return new Talk(
                key(joint),
                number,
                agent,
                parties.isDialled(caller) ? Direction.OUTBOUND : Direction.INBOUND,
                queue(path, joint),
                new Leg(parties.uniqueId(caller), caller.value()),
                new Leg(parties.uniqueId(agentEnd), agentEnd.value()),
                path.start(),
                path.end(parties.rows()));
    }

    // The name of a Local pair is known from the rows of either end, so that it does not matter which is there already.
    private static String key(Joint joint) {
        CdrRecord row = joint.row();
        String call = row.uniqueId().isEmpty() ? Long.toString(row.start().getEpochSecond()) : row.uniqueId();
        return call + ":" + joint.from().pair() + ":" + joint.to().pair();
    }

    // A takeover's row names the queue that the agent came from, not one that the caller was in.
    private static Optional<String> queue(TalkPath path, Joint callers) {
        return Joint.isOdd(callers.row())
                ? Optional.empty()
                : ConversationExtractor.queueOf(callers.row())
                        .or(() -> path.joints().stream()
                                .flatMap(joint -> ConversationExtractor.queueOf(joint.row()).stream())
                                .findFirst());
    }

    /** Puts together what is one talk: the same two parties, with nobody else in between. */
    static List<Talk> merged(List<Talk> talks) {
        List<Talk> merged = new ArrayList<>();
        for (Talk talk : talks.stream().sorted(IN_ORDER).toList()) {
            int before = lastOf(talk.callerLeg(), merged);
            if (before >= 0 && merged.get(before).goesOnWith(talk)) {
                merged.set(before, merged.get(before).with(talk));
            } else {
                merged.add(talk);
            }
        }
        return keptApart(
                merged.stream().filter(talk -> talk.end().isAfter(talk.start())).toList());
    }

    // Two channels may be parted for a consultation and joined again: their second talk gets a key of its own.
    private static List<Talk> keptApart(List<Talk> talks) {
        Map<String, Integer> times = new HashMap<>();
        List<Talk> apart = new ArrayList<>();
        for (Talk talk : talks) {
            int time = times.merge(talk.key(), 1, Integer::sum);
            apart.add(time == 1 ? talk : talk.known(talk.key() + ":" + time));
        }
        return apart;
    }

    private Talk known(String as) {
        return new Talk(as, number, agent, direction, queue, callerLeg, agentLeg, start, end);
    }

    private static int lastOf(Leg caller, List<Talk> talks) {
        for (int i = talks.size() - 1; i >= 0; i--) {
            if (talks.get(i).callerLeg().equals(caller)) {
                return i;
            }
        }
        return -1;
    }

    private boolean goesOnWith(Talk later) {
        return agent.equals(later.agent()) && !later.start().isAfter(end.plus(MOST_BETWEEN));
    }

    private Talk with(Talk later) {
        return new Talk(
                key,
                number,
                agent,
                direction,
                queue.or(later::queue),
                callerLeg,
                later.end().isAfter(end) ? later.agentLeg() : agentLeg,
                start,
                later.end().isAfter(end) ? later.end() : end);
    }
}
