package lastagent.core.routing;

import java.time.Instant;
import java.util.Optional;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.core.routing.RoutingDecision.Overflow;

/**
 * Decides whether a call is offered to the agent who last talked to its caller.
 *
 * <p>The rungs are tried in this order, and the first that applies ends the search. <em>Unavailable</em> means the front
 * of the queue if the talk ended a short time ago, else overflow.
 *
 * <ol>
 *   <li>the caller cannot be told apart from others, or is on the deny list: overflow
 *   <li>several people call from this number: it is listed, or its talks prove it ({@link SharedNumber}): overflow
 *   <li>no talk with an agent of this line counts ({@link LastTalk}): overflow
 *   <li>the agent holds the line, or the caller's old leg is dead: back into the talk (not decided yet)
 *   <li>the talk is still up: overflow
 *   <li>from here on {@link AgentRungs}: nobody knows what the agent is doing: overflow
 *   <li>the caller's last offer to this agent came to nothing: overflow if the caller gave up, unavailable if the agent did
 *       not want it
 *   <li>the agent is no agent any more: unavailable
 *   <li>paused, logged off, not registered, or in wrap-up of another talk: unavailable
 *   <li>talking, with a call on hold, ringing, or offered to another caller: unavailable
 *   <li>otherwise: ring the agent
 * </ol>
 *
 * <p>A pure function of its argument. It reads no clock and does no I/O, so a decision made at noon can be explained at
 * midnight by making it again from the same situation. Thread-safe.
 */
public final class LastAgentPolicy {

    /** Walks the ladder; the verdict carries a step for every rung that was looked at. */
    public Verdict decide(Situation situation) {
        return new Ladder(situation).walk();
    }

    /** One walk down the ladder; what it saw gathers in the trace. */
    private static final class Ladder {

        private final Situation situation;
        private final Trace trace = new Trace();

        Ladder(Situation situation) {
            this.situation = situation;
        }

        Verdict walk() {
            return switch (situation.call().caller()) {
                case CallerId.Unusable(CallerId.Why why) -> {
                    Reason reason = Reason.of(why);
                    trace.applies(Rung.CALLER, reason.sentence());
                    yield withoutTalk(reason);
                }
                case CallerId.Subscriber(CallerNumber number) ->
                    denied(number)
                            .or(() -> shared(number))
                            .map(this::withoutTalk)
                            .orElseGet(() -> new LastTalk(situation, trace)
                                    .find()
                                    .map(talk -> new Verdict(decideBy(talk), Optional.of(talk), trace.steps()))
                                    .orElseGet(() -> withoutTalk(Reason.NO_RECENT_TALK)));
            };
        }

        private Verdict withoutTalk(Reason reason) {
            return new Verdict(new Overflow(situation.lineQueue(), reason), Optional.empty(), trace.steps());
        }

        private Optional<Reason> denied(CallerNumber number) {
            if (situation.rules().deny().contains(number)) {
                trace.applies(Rung.CALLER, number + " is listed under deny");
                return Optional.of(Reason.DENIED);
            }
            trace.passes(Rung.CALLER, number.toString());
            return Optional.empty();
        }

        private Optional<Reason> shared(CallerNumber number) {
            Optional<String> proof = situation.rules().shared().contains(number)
                    ? Optional.of("it is listed under shared")
                    : SharedNumber.proof(situation).map(pair -> pair.words(situation.now()));
            if (proof.isPresent()) {
                trace.applies(Rung.SHARED, proof.get());
                return Optional.of(Reason.SHARED_NUMBER);
            }
            trace.passes(Rung.SHARED, "not listed under shared, and no two callers at once");
            return Optional.empty();
        }

        private RoutingDecision decideBy(Conversation talk) {
            String ending = TraceWords.ending(talk, situation.now());
            Optional<Instant> endedAt = talk.endedAt();
            if (endedAt.isEmpty()) {
                trace.applies(Rung.ENDED, ending);
                return new Overflow(situation.queueOf(talk), Reason.STILL_TALKING);
            }
            trace.passes(Rung.ENDED, ending);
            return new AgentRungs(situation, talk, endedAt.get(), trace).decide();
        }
    }
}
