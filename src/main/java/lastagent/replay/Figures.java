package lastagent.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.PastCall;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import lastagent.replay.CallerMemory.PastTalk;
import lastagent.replay.Replay.Return;

/** Adds up what a replay sees. Not thread-safe. */
final class Figures {

    private static final int FORMAT = 1;
    private static final int LONGEST_SOURCE = 300;
    private static final int[] WITHIN_MINUTES = {1, 5, 15, 60};

    private final ZoneId zone;
    private final HourCounts hours;
    private final TriesCounts tries = new TriesCounts();
    private final Tally<TrunkCount> trunks = new Tally<>(TrunkCount::new);
    private final Tally<AgentCount> agents = new Tally<>(AgentCount::new);
    private final Map<Report.Decision, Long> decisions = new HashMap<>();
    private final long[] within = new long[WITHIN_MINUTES.length];
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private long rowsAndRejects;
    private long rejects;
    private long calls;
    private long inboundCalls;
    private long answered;
    private long withoutNumber;
    private long conversations;
    private long returns;
    private long toSame;
    private long toAnother;
    private long duringConversation;
    private long wouldReachSame;
    private long wouldGoToFront;
    private long secondsSaved;
    private long callsSaved;
    private long secondsWaited;

    Figures(ZoneId zone) {
        this.zone = zone;
        this.hours = new HourCounts(zone);
    }

    TriesCounts tries() {
        return tries;
    }

    void rows(long rowsSoFar) {
        rowsAndRejects = rowsSoFar;
    }

    void reject() {
        rejects++;
    }

    void call(PastCall call) {
        calls++;
        Instant at = call.startedAt();
        first = Optional.of(first.filter(known -> known.isBefore(at)).orElse(at));
        last = Optional.of(last.filter(known -> known.isAfter(at)).orElse(at));
        for (Conversation talk : call.talks()) {
            conversations++;
            agents.of(talk.agent().value()).conversations++;
        }
    }

    void inbound(PastCall call, Optional<Return> back, List<PastTalk> talks, Instant at) {
        inboundCalls++;
        hours.count(at, back.isPresent());
        withoutNumber += call.caller() instanceof CallerId.Unusable ? 1 : 0;
        if (!call.talks().isEmpty()) {
            answered++;
            trunks.of(call.line()).calls++;
        }
        if (!talks.isEmpty()) {
            soon(talks, at);
        }
        back.ifPresent(happened -> count(happened, at));
    }

    private void soon(List<PastTalk> talks, Instant at) {
        for (int i = 0; i < WITHIN_MINUTES.length; i++) {
            Duration span = Duration.ofMinutes(WITHIN_MINUTES[i]);
            within[i] += talks.stream().anyMatch(talk -> Replay.endedWithin(span, talk, at)) ? 1 : 0;
        }
        duringConversation += talks.stream().anyMatch(talk -> talk.endedAt().isAfter(at)) ? 1 : 0;
        // The newest only, and once: a call with a transfer is still one call of its trunk.
        talks.stream()
                .filter(talk -> Replay.endedWithin(Words.SOON, talk, at))
                .max(Comparator.comparing((PastTalk talk) -> talk.talk().startedAt()))
                .filter(talk -> talk.talk().direction() == Conversation.Direction.INBOUND)
                .filter(PastTalk::noteCameBackSoon)
                .ifPresent(talk -> trunks.of(talk.trunk()).cameBack++);
    }

    private void count(Return back, Instant at) {
        returns++;
        AgentCount agent = agents.of(back.after().agent().value());
        agent.callersCameBack++;
        if (back.reachedSameAgent()) {
            toSame++;
            agent.toSameAgent++;
        } else if (back.reached().isPresent()) {
            toAnother++;
        }
        RoutingDecision decision = back.verdict().decision();
        wouldGoToFront += decision instanceof FrontOfQueue ? 1 : 0;
        decisions.merge(kind(decision), 1L, Long::sum);
        long waited = back.talk()
                .map(talk -> Math.max(0, Duration.between(at, talk.startedAt()).toSeconds()))
                .orElse(0L);
        secondsWaited += waited;
        if (back.wouldReachSameAgent()) {
            wouldReachSame++;
            agent.wouldReachSameAgent++;
            secondsSaved += Math.max(0, waited - Words.RINGING.toSeconds());
            callsSaved += back.talk().isPresent() ? 1 : 0;
        }
    }

    private static Report.Decision kind(RoutingDecision decision) {
        String action = switch (decision) {
            case RingAgent _ -> "ring";
            case FrontOfQueue _ -> "front";
            case Overflow _ -> "none";
        };
        return new Report.Decision(action, decision.reason().code(), 0);
    }

    Report report(String source, QueueRules rules, boolean withAgents) {
        return new Report(
                FORMAT,
                Mask.text(source, LONGEST_SOURCE),
                zone.getId(),
                first,
                last,
                rules,
                Math.max(0, rowsAndRejects - rejects),
                rejects,
                calls,
                inboundCalls,
                calls - inboundCalls,
                answered,
                withoutNumber,
                conversations,
                returns,
                IntStream.range(0, within.length)
                        .mapToObj(i -> new Report.Within(WITHIN_MINUTES[i], within[i]))
                        .toList(),
                toSame,
                toAnother,
                returns - toSame - toAnother,
                duringConversation,
                wouldReachSame,
                wouldGoToFront,
                secondsSaved,
                callsSaved,
                secondsWaited,
                decisions(),
                tries.figures(),
                worstTrunks(),
                hours.hours(),
                hours.weekdays(),
                withAgents ? Optional.of(byAgent()) : Optional.empty());
    }

    private List<Report.Decision> decisions() {
        return decisions.entrySet().stream()
                .map(counted -> new Report.Decision(
                        counted.getKey().action(), counted.getKey().reason(), counted.getValue()))
                .sorted(Comparator.comparingLong(Report.Decision::returns)
                        .reversed()
                        .thenComparing(Report.Decision::reason))
                .toList();
    }

    private List<Report.Trunk> worstTrunks() {
        return trunks.counters().entrySet().stream()
                .filter(trunk -> trunk.getValue().calls >= Words.LEAST_CALLS_OF_A_TRUNK)
                .map(trunk -> trunk.getValue().figures(trunk.getKey()))
                .sorted(Comparator.comparingDouble(Report.Trunk::share)
                        .reversed()
                        .thenComparing(Report.Trunk::trunk))
                .toList();
    }

    private List<Report.AgentFigures> byAgent() {
        return agents.counters().entrySet().stream()
                .map(agent -> agent.getValue().figures(agent.getKey()))
                .sorted(Comparator.comparingLong(Report.AgentFigures::callersCameBack)
                        .reversed()
                        .thenComparing(Report.AgentFigures::agent))
                .toList();
    }

    private static final class TrunkCount {
        private long calls;
        private long cameBack;

        Report.Trunk figures(String name) {
            return new Report.Trunk(
                    name.isBlank() ? "(unknown)" : Mask.name(name), calls, cameBack, (double) cameBack / calls);
        }
    }

    private static final class AgentCount {
        private long conversations;
        private long callersCameBack;
        private long toSameAgent;
        private long wouldReachSameAgent;

        Report.AgentFigures figures(String name) {
            return new Report.AgentFigures(
                    Mask.name(name), conversations, callersCameBack, toSameAgent, wouldReachSameAgent);
        }
    }
}
