package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.Ending.Kind;
import lastagent.core.conversation.PastCall;

/**
 * Puts the events of app_queue together to calls: {@code ENTERQUEUE} says who called, {@code CONNECT} who answered and since
 * when, {@code COMPLETECALLER}, {@code COMPLETEAGENT} and the transfers until when.
 *
 * <p>A call is handed on when nothing was heard of it for {@link #LATEST}, in the order of their start; of more than
 * {@link #MOST_CALLS} the earliest goes first. For one thread.
 */
final class QueueCalls {

    /** How long another event of a call is waited for. */
    static final Duration LATEST = Duration.ofHours(4);

    /** Calls held at most. */
    static final int MOST_CALLS = 20_000;

    // Of one call; whoever is passed on more often is not followed.
    private static final int MOST_TALKS = 100;

    private static final Comparator<Call> BY_START =
            Comparator.comparing((Call call) -> call.start).thenComparing(call -> call.id);

    private final String pbx;
    private final NumberPlan numbers;
    private final Consumer<PastCall> complete;
    private final MemberNames members = new MemberNames();
    private final Map<String, Call> byId = new HashMap<>();
    private final TreeSet<Call> byStart = new TreeSet<>(BY_START);

    private static final class Call {
        private final String id;
        private final Instant start;
        private final List<Conversation> talks = new ArrayList<>();
        private CallerId caller = new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);
        private Optional<String> queue = Optional.empty();
        private Optional<Conversation> up = Optional.empty();
        private Instant end;

        Call(String id, Instant start) {
            this.id = id;
            this.start = start;
            this.end = start;
        }
    }

    /** Hands every call to {@code complete}, on the thread that adds events. */
    QueueCalls(String pbx, NumberPlan numbers, Consumer<PastCall> complete) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.complete = complete;
    }

    /** Takes an event, and hands on what is complete by it. */
    void add(QueueLogEvent event) {
        while (!byStart.isEmpty() && byStart.getFirst().end.plus(LATEST).isBefore(event.at())) {
            release(byStart.getFirst());
        }
        members.learn(event);
        switch (event.event()) {
            case "ENTERQUEUE" -> entered(event);
            case "CONNECT" -> of(event).ifPresent(call -> connected(call, event));
            case "COMPLETECALLER" -> of(event).ifPresent(call -> ended(call, event, Kind.BY_CALLER));
            case "COMPLETEAGENT" -> of(event).ifPresent(call -> ended(call, event, Kind.BY_AGENT));
            case "TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER" ->
                of(event).ifPresent(call -> ended(call, event, Kind.TRANSFERRED));
            case "ABANDON", "EXITEMPTY", "EXITWITHKEY", "EXITWITHTIMEOUT" ->
                of(event).ifPresent(call -> heard(call, event));
            default -> {}
        }
    }

    /** Hands on all that is left. */
    void finish() {
        while (!byStart.isEmpty()) {
            release(byStart.getFirst());
        }
    }

    private void release(Call call) {
        byStart.remove(call);
        byId.remove(call.id);
        complete.accept(new PastCall(
                call.id, Direction.INBOUND, call.caller, "", call.queue, call.start, call.end, call.talks));
    }

    // What is heard of a call after it has been handed on, or of one that began before the file, is nobody's.
    private Optional<Call> of(QueueLogEvent event) {
        return Optional.ofNullable(byId.get(event.callId()));
    }

    private void entered(QueueLogEvent event) {
        if (event.callId().equals("NONE")) {
            return;
        }
        Call call = byId.computeIfAbsent(event.callId(), id -> new Call(id, event.at()));
        byStart.add(call);
        // A talk that the call came out of without a word: nobody knows when it ended.
        call.up = Optional.empty();
        call.caller = numbers.read(event.param(2), NumberPlan.PRESENTED);
        call.queue = Optional.of(event.queue());
        heard(call, event);
        if (byStart.size() > MOST_CALLS) {
            release(byStart.getFirst());
        }
    }

    private static void heard(Call call, QueueLogEvent event) {
        call.end = event.at().isAfter(call.end) ? event.at() : call.end;
    }

    private void connected(Call call, QueueLogEvent event) {
        heard(call, event);
        Optional<AgentInterface> agent = members.agent(event.agent());
        if (agent.isPresent() && call.caller instanceof CallerId.Subscriber subscriber) {
            String agentChannel = event.param(2);
            String key = call.id + ":" + (agentChannel.isEmpty() ? event.at().getEpochSecond() : agentChannel);
            call.up = Optional.of(new Conversation(
                    Conversation.toldIdOf(pbx, key),
                    pbx,
                    subscriber.number(),
                    agent.get(),
                    Direction.INBOUND,
                    Optional.of(event.queue()),
                    new Leg(call.id, ""),
                    new Leg(agentChannel, ""),
                    event.at(),
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    private static void ended(Call call, QueueLogEvent event, Kind how) {
        heard(call, event);
        if (call.up.isPresent() && call.talks.size() < MOST_TALKS) {
            call.talks.add(call.up.get().ended(event.at(), new Ending(how, event.event() + " in queue_log")));
        }
        call.up = Optional.empty();
    }
}
