package lastagent.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;

/** A history told in a few words: times are seconds after its beginning, at ten in the morning of a Monday, UTC. */
public final class MadeUpHistory implements CallHistory {

    /** Monday. */
    public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    public static final CallerNumber ALICE = new CallerNumber("+380991234567");
    public static final CallerNumber DAVE = new CallerNumber("+380507654321");
    public static final String BOB = "PJSIP/971";
    public static final String CAROL = "PJSIP/972";

    private final List<PastCall> calls = new ArrayList<>();
    private Ending ending = new Ending(Ending.Kind.UNKNOWN, "made up");
    private String trunk = "SIP/mts";
    private Optional<String> queue = Optional.of("support");

    /** What follows comes in by this peer. */
    public MadeUpHistory by(String peer) {
        trunk = peer;
        return this;
    }

    /** What follows ends like this. */
    public MadeUpHistory ending(Ending.Kind how) {
        ending = new Ending(how, "made up");
        return this;
    }

    /** What follows comes to this queue; an empty one means none. */
    public MadeUpHistory to(String name) {
        queue = Optional.of(name).filter(text -> !text.isEmpty());
        return this;
    }

    /** Calls, waits, talks with the agent, and is gone when the talk is. */
    public MadeUpHistory talked(CallerNumber caller, String agent, int calledAt, int answeredAt, int endedAt) {
        return add(Direction.INBOUND, caller, calledAt, endedAt, List.of(talk(caller, agent, answeredAt, endedAt)));
    }

    /** The agent called. */
    public MadeUpHistory wasCalled(CallerNumber caller, String agent, int calledAt, int answeredAt, int endedAt) {
        Conversation talk = talk(caller, agent, answeredAt, endedAt);
        Conversation dialled = new Conversation(
                talk.id(),
                talk.pbx(),
                talk.caller(),
                talk.agent(),
                Direction.OUTBOUND,
                Optional.empty(),
                talk.callerLeg(),
                talk.agentLeg(),
                talk.startedAt(),
                talk.endedAt(),
                talk.ending());
        return add(Direction.OUTBOUND, caller, calledAt, endedAt, List.of(dialled));
    }

    /** Is with one agent, and then with another. */
    public MadeUpHistory transferred(
            CallerNumber caller, String first, String second, int calledAt, int answeredAt, int passedOnAt, int end) {
        return add(
                Direction.INBOUND,
                caller,
                calledAt,
                end,
                List.of(talk(caller, first, answeredAt, passedOnAt), talk(caller, second, passedOnAt, end)));
    }

    /** Calls and gives up. */
    public MadeUpHistory gaveUp(CallerNumber caller, int calledAt, int hungUpAt) {
        return add(Direction.INBOUND, caller, calledAt, hungUpAt, List.of());
    }

    /** Calls without a number; whoever answers, no talk can be matched with anybody. */
    public MadeUpHistory withheld(int calledAt, int endedAt) {
        calls.add(new PastCall(
                "call" + calls.size(),
                Direction.INBOUND,
                new CallerId.Unusable(CallerId.Why.WITHHELD),
                trunk,
                queue,
                START.plusSeconds(calledAt),
                START.plusSeconds(endedAt),
                List.of()));
        return this;
    }

    private MadeUpHistory add(Direction direction, CallerNumber caller, int from, int until, List<Conversation> talks) {
        calls.add(new PastCall(
                "call" + calls.size(),
                direction,
                new CallerId.Subscriber(caller),
                direction == Direction.INBOUND ? trunk : "",
                direction == Direction.INBOUND ? queue : Optional.empty(),
                START.plusSeconds(from),
                START.plusSeconds(until),
                talks));
        return this;
    }

    private Conversation talk(CallerNumber caller, String agent, int from, int until) {
        Leg callerLeg = new Leg("1." + calls.size(), trunk + "-00000001");
        Leg agentLeg = new Leg("2." + calls.size(), agent + "-00000002");
        Instant start = START.plusSeconds(from);
        return new Conversation(
                Conversation.idOf("pbx", callerLeg, agentLeg, start),
                "pbx",
                caller,
                new AgentInterface(agent),
                Direction.INBOUND,
                queue,
                callerLeg,
                agentLeg,
                start,
                Optional.of(START.plusSeconds(until)),
                Optional.of(ending));
    }

    @Override
    public String description() {
        return "made-up calls";
    }

    @Override
    public void read(Span span, Listener listener) {
        List<PastCall> inOrder = calls.stream()
                .filter(call -> span.contains(call.startedAt()))
                .sorted(Comparator.comparing(PastCall::startedAt))
                .toList();
        inOrder.forEach(listener::call);
        listener.progress(calls.size(), calls.size(), OptionalLong.of(calls.size()));
    }
}
