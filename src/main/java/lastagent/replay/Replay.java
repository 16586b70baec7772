package lastagent.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;
import lastagent.core.live.AgentState;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.RoutingDecision.RingAgent;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;
import lastagent.replay.CallerMemory.Caller;
import lastagent.replay.CallerMemory.PastTalk;
import lastagent.replay.CallerMemory.Tries;

/**
 * Goes through a history call by call, and counts.
 *
 * <p>For each inbound call it takes what was known at that moment, the earlier talks of the number and whether their agents
 * were in another talk, and has the service's own {@link LastAgentPolicy} decide; then it looks at what really became of the
 * call. The rules' mode is ignored: replayed is what a service would do that is on. {@link Words} says what each figure
 * means, and what none can tell.
 *
 * <p>What is held does not grow with the history: talks are forgotten an hour, or the longest look-back, after their end.
 * Pure but for its counters; not thread-safe.
 */
public final class Replay implements CallHistory.Listener {

    private static final Duration AN_HOUR = Duration.ofMinutes(60);

    // Calls come in the order of their start, but for a few.
    private static final Duration LATE_CALLS = Duration.ofMinutes(10);

    private final RoutingRules rules;
    private final Instant countedFrom;
    private final Figures figures;
    private final LastAgentPolicy policy = new LastAgentPolicy();
    private final CallerMemory callers = new CallerMemory(this::forgotten);
    private final AgentHistory agents = new AgentHistory();
    private final Duration remembered;

    /**
     * Begins.
     *
     * @param countedFrom calls that began earlier are remembered and not counted, so that the first ones counted have a past
     * @param zone of the hours in the report
     */
    public Replay(RoutingRules rules, Instant countedFrom, ZoneId zone) {
        this.rules = rules;
        this.countedFrom = countedFrom;
        this.figures = new Figures(zone);
        this.remembered = memory(rules);
    }

    /** How long before the first call that counts a history is to be read from. */
    public static Duration memory(RoutingRules rules) {
        Duration longest = rules.longestLookBack();
        return (longest.compareTo(AN_HOUR) > 0 ? longest : AN_HOUR).plus(LATE_CALLS);
    }

    @Override
    public void call(PastCall call) {
        boolean counts = !call.startedAt().isBefore(countedFrom);
        callers.forgetBefore(call.startedAt().minus(remembered));
        if (call.direction() == Conversation.Direction.INBOUND) {
            inbound(call, counts);
        }
        if (counts) {
            figures.call(call);
        }
        learn(call, counts);
    }

    @Override
    public void rejected(CallHistory.Reject reject) {
        figures.reject();
    }

    @Override
    public void progress(long rows, long done, OptionalLong whole) {
        figures.rows(rows);
    }

    /**
     * The figures, when the history is at its end.
     *
     * @param source what was read, for a person
     * @param withAgents whether agents are named
     */
    public Report report(String source, boolean withAgents) {
        callers.forgetAll();
        return figures.report(source, rules.general(), withAgents);
    }

    /** How many talks are held at this moment. */
    int held() {
        return callers.size();
    }

    private void inbound(PastCall call, boolean counts) {
        Instant at = call.startedAt();
        Optional<Caller> caller =
                call.caller() instanceof CallerId.Subscriber known ? callers.find(known.number()) : Optional.empty();
        List<PastTalk> talks = caller.map(found -> found.talksBy(at)).orElse(List.of());
        Optional<PastTalk> last = newestOf(talks, at);
        Optional<Return> back = last.map(talk -> {
            Verdict verdict = policy.decide(situation(call, talks));
            return new Return(talk.talk(), firstTalk(call), verdict, wouldRing(verdict, talk.talk()));
        });
        if (counts) {
            figures.inbound(call, back, talks, at);
        }
        caller.ifPresent(found -> found.tries = triesAfter(found.tries, back, counts));
    }

    // The newest is the one that began last, as for the policy.
    private Optional<PastTalk> newestOf(List<PastTalk> talks, Instant at) {
        return talks.stream()
                .filter(talk -> endedWithin(rules.of(talk.talk().queue()).lookBack(), talk, at))
                .max(Comparator.comparing((PastTalk talk) -> talk.talk().startedAt()));
    }

    static boolean endedWithin(Duration span, PastTalk talk, Instant at) {
        return !talk.endedAt().isAfter(at) && !talk.endedAt().isBefore(at.minus(span));
    }

    private static boolean wouldRing(Verdict verdict, Conversation last) {
        return verdict.decision() instanceof RingAgent ring && ring.agent().equals(last.agent());
    }

    private static Optional<Conversation> firstTalk(PastCall call) {
        return call.talks().stream().min(Comparator.comparing(Conversation::startedAt));
    }

    private Situation situation(PastCall call, List<PastTalk> talks) {
        Instant now = call.startedAt();
        InboundCall asking = new InboundCall(
                "",
                call.id(),
                call.line(),
                call.caller(),
                call.queue().map(List::of).orElse(List.of()),
                now);
        List<Conversation> known = new ArrayList<>(talks.size());
        Map<AgentInterface, AgentState> states = new HashMap<>();
        for (PastTalk talk : talks) {
            known.add(talk.at(now));
            states.computeIfAbsent(talk.talk().agent(), agent -> agents.at(agent, now));
        }
        return new Situation(asking, known, states, List.of(), rules, now);
    }

    private Optional<Tries> triesAfter(Optional<Tries> before, Optional<Return> back, boolean counts) {
        if (back.isEmpty()) {
            before.ifPresent(figures.tries()::gaveUp);
            return Optional.empty();
        }
        if (before.isEmpty() && !counts) {
            return Optional.empty();
        }
        Tries tries = before.orElseGet(() -> Tries.after(back.get().after()));
        Optional<AgentInterface> reached = back.get().reached();
        Tries now = tries.andOneMore(reached.isPresent());
        if (reached.isPresent() && reached.get().equals(tries.talk().agent())) {
            figures.tries().reachedTheAgent(now);
            return Optional.empty();
        }
        return Optional.of(now);
    }

    private void forgotten(Caller caller) {
        caller.tries.ifPresent(figures.tries()::gaveUp);
        caller.tries = Optional.empty();
    }

    private void learn(PastCall call, boolean counts) {
        String trunk = call.direction() == Conversation.Direction.INBOUND ? call.line() : "";
        for (Conversation talk : call.talks()) {
            Instant end = talk.endedAt().orElse(call.endedAt());
            Conversation over =
                    talk.isUp() ? talk.ended(end, new Ending(Ending.Kind.UNKNOWN, "nobody saw it end")) : talk;
            PastTalk past = new PastTalk(over, over.endedAt().orElse(end), trunk);
            if (!counts) {
                // Its trunk's calls were not counted either.
                past.noteCameBackSoon();
            }
            callers.learn(past);
            agents.learn(over, past.endedAt(), call.startedAt());
        }
    }

    /**
     * A caller who is back.
     *
     * @param after the newest talk within the look-back
     * @param talk the talk that this call came to; empty if nobody answered
     * @param verdict what would have been decided
     * @param wouldReachSameAgent whether the agent of the earlier talk would have rung at once
     */
    record Return(Conversation after, Optional<Conversation> talk, Verdict verdict, boolean wouldReachSameAgent) {

        Optional<AgentInterface> reached() {
            return talk.map(Conversation::agent);
        }

        boolean reachedSameAgent() {
            return reached().map(agent -> agent.equals(after.agent())).orElse(false);
        }
    }
}
