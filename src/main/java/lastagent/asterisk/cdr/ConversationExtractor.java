package lastagent.asterisk.cdr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;

/**
 * Tells from the rows of one call who talked to whom.
 *
 * <p>The rules are in {@code docs/cdr-rules.md}, numbered, each with its test. What they rest on: an ANSWERED row says that its
 * channel and its dstchannel were joined, dst says nothing, and {@code Local} pairs are followed to the line behind them. The
 * same rows give the same call and the same ids, also when some of the rows came later.
 *
 * <p>Reads {@link Peers} and changes nothing.
 */
public final class ConversationExtractor {

    /** How a talk ended is nothing that a row tells. */
    static final Ending FROM_CDR = new Ending(Ending.Kind.UNKNOWN, "from CDR");

    private static final Comparator<CdrRecord> BY_START = Comparator.comparing(CdrRecord::start);

    private final String pbx;
    private final NumberPlan numbers;
    private final Peers peers;

    /**
     * Extracts for one PBX.
     *
     * @param pbx its name, which every conversation carries
     * @param numbers how it presents numbers
     * @param peers who is an agent and who a trunk, as far as is known when a call is extracted
     */
    public ConversationExtractor(String pbx, NumberPlan numbers, Peers peers) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.peers = peers;
    }

    /**
     * The call that these rows tell of.
     *
     * @param rowsOfOneCall all that are known, in any order
     * @throws IllegalArgumentException if there is no row
     */
    public PastCall callOf(List<CdrRecord> rowsOfOneCall) {
        if (rowsOfOneCall.isEmpty()) {
            throw new IllegalArgumentException("no row");
        }
        List<CdrRecord> rows = rowsOfOneCall.stream().sorted(BY_START).toList();
        CallParties parties = new CallParties(rows, peers);
        CdrRecord origin = parties.origin();
        boolean inbound = parties.isInbound();
        ChannelName channel = new ChannelName(origin.channel());
        return new PastCall(
                callId(origin),
                inbound ? Direction.INBOUND : Direction.OUTBOUND,
                inbound ? read(origin.src()) : numberDialled(parties, rows),
                inbound ? channel.peer() : "",
                queueOfCall(rows),
                rows.getFirst().start(),
                rows.stream().map(CdrRecord::end).max(Instant::compareTo).orElseThrow(),
                Talk.merged(talks(rows, parties)).stream()
                        .map(this::conversation)
                        .toList());
    }

    private static String callId(CdrRecord origin) {
        if (!origin.linkedId().isEmpty()) {
            return origin.linkedId();
        }
        return origin.uniqueId().isEmpty()
                ? origin.channel() + "@" + origin.start().getEpochSecond()
                : origin.uniqueId();
    }

    private CallerId read(String number) {
        return numbers.read(number, NumberPlan.PRESENTED);
    }

    private CallerId numberDialled(CallParties parties, List<CdrRecord> rows) {
        return rows.stream()
                .filter(row -> parties.isOutsideCalled(row))
                .map(row -> read(CallParties.numberDialled(row)))
                .findFirst()
                .orElse(new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER));
    }

    private static Optional<String> queueOfCall(List<CdrRecord> rows) {
        return rows.reversed().stream().flatMap(row -> queueOf(row).stream()).findFirst();
    }

    /** The queue whose {@code Queue()} the row ran: by its arguments, on FreePBX by its context. */
    static Optional<String> queueOf(CdrRecord row) {
        String queue = row.lastApp().equals("Queue")
                ? row.lastData().split("[,|]", 2)[0]
                : row.context().equals("ext-queues") ? row.dst() : "";
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue);
    }

    private List<Talk> talks(List<CdrRecord> rows, CallParties parties) {
        List<Talk> talks = new ArrayList<>();
        for (TalkPath path : TalkPaths.in(rows)) {
            Optional<AgentInterface> one = parties.agent(path, path.one());
            Optional<AgentInterface> other = parties.agent(path, path.other());
            if (one.isPresent() == other.isPresent() || parties.isOnlyRinging(path)) {
                continue;
            }
            ChannelName caller = one.isPresent() ? path.other() : path.one();
            if (caller.isLocal()) {
                // Nobody is at a Local channel; the row of whoever stands behind it is missing, or not there yet.
                continue;
            }
            AgentInterface agent = one.or(() -> other).orElseThrow();
            if (read(parties.numberOf(caller, path.jointOf(caller))) instanceof CallerId.Subscriber subscriber) {
                talks.add(Talk.of(path, caller, subscriber.number(), agent, parties));
            }
        }
        return talks;
    }

    private Conversation conversation(Talk talk) {
        return new Conversation(
                Conversation.toldIdOf(pbx, talk.key()),
                pbx,
                talk.number(),
                talk.agent(),
                talk.direction(),
                talk.queue(),
                talk.callerLeg(),
                talk.agentLeg(),
                talk.start(),
                Optional.of(talk.end()),
                Optional.of(FROM_CDR));
    }
}
