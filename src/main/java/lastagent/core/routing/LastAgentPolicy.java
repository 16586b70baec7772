package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;

/**
 * Decides whether a call is offered to the agent who last talked to its caller.
 *
 * <p>The rungs are tried in this order, and the first that applies ends the search. <em>Unavailable</em> means the front
 * of the queue if the talk ended a short time ago, else overflow.
 *
 * <ol>
 *   <li>the caller cannot be told apart from others, or is on the deny list: overflow
 *   <li>the number is shared by several people: overflow (not decided yet)
 *   <li>no talk with an agent of this line counts any more: overflow
 *   <li>the agent holds the line, or the caller's old leg is dead: back into the talk (not decided yet)
 *   <li>the talk is still up: overflow
 *   <li>nobody knows what the agent is doing: overflow
 *   <li>the caller's last offer to this agent came to nothing: overflow if the caller gave up, unavailable if the agent did
 *       not want it
 *   <li>the agent is no agent any more: unavailable
 *   <li>paused, logged off, not registered, or in wrap-up of another talk: unavailable
 *   <li>talking, ringing, or offered to another caller: unavailable
 *   <li>otherwise: ring the agent
 * </ol>
 *
 * <p>A pure function of its argument. It reads no clock and does no I/O, so a decision made at noon can be explained at
 * midnight by making it again from the same situation. Thread-safe.
 */
public final class LastAgentPolicy {

    // app_queue keeps the end of a member's last call in whole seconds of its own clock.
    private static final Duration SAME_ENDING = Duration.ofSeconds(2);

    /** Walks the ladder; the verdict carries a step for every rung that was looked at. */
    public Verdict decide(Situation situation) {
        return new Ladder(situation).walk();
    }

    /** One walk down the ladder; what it saw gathers in the trace. */
    private static final class Ladder {

        private final Situation situation;
        private final List<Verdict.Step> trace = new ArrayList<>();

        Ladder(Situation situation) {
            this.situation = situation;
        }

        Verdict walk() {
            Optional<Reason> unusable = unusableCaller();
            if (unusable.isPresent()) {
                return new Verdict(new Overflow(lineQueue(), unusable.get()), Optional.empty(), trace);
            }
            Optional<Conversation> talk = newestThatCounts();
            if (talk.isEmpty()) {
                return new Verdict(new Overflow(lineQueue(), Reason.NO_RECENT_TALK), Optional.empty(), trace);
            }
            return new Verdict(decideBy(talk.get()), talk, trace);
        }

        private Optional<Reason> unusableCaller() {
            String question = "is the caller somebody in particular?";
            switch (situation.call().caller()) {
                case CallerId.Unusable(CallerId.Why why) -> {
                    Reason reason = Reason.of(why);
                    applies(1, question, reason.sentence());
                    return Optional.of(reason);
                }
                case CallerId.Subscriber(CallerNumber number) -> {
                    if (situation.rules().deny().contains(number)) {
                        applies(1, question, number + " is on the deny list");
                        return Optional.of(Reason.DENIED);
                    }
                    passes(1, question, number.toString());
                    return Optional.empty();
                }
            }
        }

        private Optional<Conversation> newestThatCounts() {
            String question = "with whom was the last talk that counts?";
            List<String> dropped = new ArrayList<>();
            for (Conversation talk : newestFirst()) {
                Optional<String> fault = whyItDoesNotCount(talk);
                if (fault.isEmpty()) {
                    passes(3, question, describe(talk) + because(dropped));
                    return Optional.of(talk);
                }
                dropped.add(describe(talk) + ": " + fault.get());
            }
            applies(3, question, "no talk counts" + because(dropped));
            return Optional.empty();
        }

        private List<Conversation> newestFirst() {
            return situation.talks().stream()
                    .sorted(Comparator.comparing(Conversation::startedAt).reversed())
                    .toList();
        }

        private Optional<String> whyItDoesNotCount(Conversation talk) {
            QueueRules rules = rulesOf(talk);
            if (!servesThisLine(talk)) {
                return Optional.of("not an agent of this line");
            }
            if (talk.direction() == Conversation.Direction.OUTBOUND && !rules.outboundCounts()) {
                return Optional.of("the agent had called");
            }
            if (talk.talkTime(situation.now()).compareTo(rules.minimumTalkTime()) < 0) {
                return Optional.of("shorter than " + rules.minimumTalkTime().toSeconds() + " s");
            }
            Duration lookBack = lookBack(talk, rules);
            return endedWithin(talk, lookBack) ? Optional.empty() : Optional.of("longer ago than " + spell(lookBack));
        }

        private RoutingDecision decideBy(Conversation talk) {
            if (talk.isUp()) {
                applies(5, "has that talk ended?", "it is still up");
                return new Overflow(queueOf(talk), Reason.STILL_TALKING);
            }
            passes(5, "has that talk ended?", ending(talk));
            Presence presence = situation.agent(talk.agent()).presence();
            if (presence instanceof Presence.Unknown(String why)) {
                applies(6, "is it known what the agent is doing?", why);
                return new Overflow(queueOf(talk), Reason.STATE_UNKNOWN);
            }
            passes(6, "is it known what the agent is doing?", "yes");
            return lastOffer(talk)
                    .flatMap(offer -> afterOffer(talk, offer))
                    .or(() -> unavailable(talk, presence).map(reason -> frontOrOverflow(talk, reason)))
                    .orElseGet(() -> ring(talk));
        }

        // Both a refusal and a caller who gave up hold until the two talk again: an offer older than the talk is over.
        private Optional<Offer> lastOffer(Conversation talk) {
            Optional<Offer> last = situation.offers().stream()
                    .filter(offer ->
                            offer.agent().equals(talk.agent()) && offer.at().isAfter(talk.startedAt()))
                    .max(Comparator.comparing(Offer::at));
            if (last.isEmpty()) {
                passes(7, "what became of the last offer?", "there was none since that talk");
            }
            return last;
        }

        private Optional<RoutingDecision> afterOffer(Conversation talk, Offer offer) {
            String question = "what became of the last offer?";
            return switch (offer.outcome()) {
                case PENDING, ANSWERED, NOT_MADE -> {
                    passes(7, question, offer.outcome().name().toLowerCase(java.util.Locale.ROOT));
                    yield Optional.empty();
                }
                case ABANDONED -> {
                    applies(7, question, Reason.OFFER_ABANDONED.sentence());
                    yield Optional.of(new Overflow(queueOf(talk), Reason.OFFER_ABANDONED));
                }
                case REFUSED -> {
                    applies(7, question, Reason.OFFER_REFUSED.sentence());
                    yield Optional.of(frontOrOverflow(talk, Reason.OFFER_REFUSED));
                }
                case NOT_ANSWERED -> {
                    applies(7, question, Reason.OFFER_NOT_ANSWERED.sentence());
                    yield Optional.of(frontOrOverflow(talk, Reason.OFFER_NOT_ANSWERED));
                }
            };
        }

        private Optional<Reason> unavailable(Conversation talk, Presence presence) {
            if (presence instanceof Presence.Gone) {
                return unavailable(8, "is the agent still an agent?", Reason.AGENT_GONE);
            }
            passes(8, "is the agent still an agent?", "yes");
            Optional<Reason> away = switch (presence) {
                case Presence.Paused paused -> Optional.of(Reason.PAUSED);
                case Presence.LoggedOff off -> Optional.of(Reason.LOGGED_OFF);
                case Presence.Unregistered unregistered -> Optional.of(Reason.UNREGISTERED);
                case Presence.WrapUp wrapUp when !isOwn(wrapUp, talk) -> Optional.of(Reason.WRAP_UP);
                case Presence.WrapUp own -> Optional.empty();
                case Presence.Free free -> Optional.empty();
                case Presence.Talking talking -> Optional.empty();
                case Presence.OnHold onHold -> Optional.empty();
                case Presence.Ringing ringing -> Optional.empty();
                case Presence.Claimed claimed -> Optional.empty();
                case Presence.Gone gone -> Optional.empty();
                case Presence.Unknown unknown -> Optional.empty();
            };
            if (away.isPresent()) {
                return unavailable(9, "is the agent at work?", away.get());
            }
            passes(9, "is the agent at work?", presence instanceof Presence.WrapUp ? "in wrap-up of this talk" : "yes");
            return switch (presence) {
                case Presence.Talking talking -> unavailable(10, "has the agent nobody else?", Reason.TALKING);
                case Presence.OnHold onHold -> unavailable(10, "has the agent nobody else?", Reason.ON_HOLD);
                case Presence.Ringing ringing -> unavailable(10, "has the agent nobody else?", Reason.RINGING);
                case Presence.Claimed claimed -> unavailable(10, "has the agent nobody else?", Reason.CLAIMED);
                default -> {
                    passes(10, "has the agent nobody else?", "yes");
                    yield Optional.empty();
                }
            };
        }

        private Optional<Reason> unavailable(int rung, String question, Reason reason) {
            applies(rung, question, reason.sentence());
            return Optional.of(reason);
        }

        private boolean isOwn(Presence.WrapUp wrapUp, Conversation talk) {
            return endedWithin(talk, rulesOf(talk).frontWithin())
                    && talk.endedAt()
                            .map(end -> Duration.between(end, wrapUp.callEndedAt())
                                            .abs()
                                            .compareTo(SAME_ENDING)
                                    <= 0)
                            .orElse(false);
        }

        private RoutingDecision ring(Conversation talk) {
            QueueRules rules = rulesOf(talk);
            applies(11, "is the agent free?", talk.agent() + " is free");
            return new RingAgent(talk.agent(), rules.ringTime(), queueOf(talk), rules.priority(), Reason.FREE);
        }

        private RoutingDecision frontOrOverflow(Conversation talk, Reason reason) {
            QueueRules rules = rulesOf(talk);
            return endedWithin(talk, rules.frontWithin())
                    ? new FrontOfQueue(queueOf(talk), rules.priority(), reason)
                    : new Overflow(queueOf(talk), reason);
        }

        // A VIP agent is not lent to the ordinary line: the talk came through one of the line's queues, or its agent is
        // a
        // member of one of them.
        private boolean servesThisLine(Conversation talk) {
            return situation.call().queues().isEmpty()
                    || talk.queue().map(situation.call()::serves).orElse(false)
                    || memberOf(talk).isPresent();
        }

        private Optional<String> memberOf(Conversation talk) {
            return situation.agent(talk.agent()).queues().stream()
                    .filter(situation.call()::serves)
                    .min(Comparator.naturalOrder());
        }

        /** The queue that the call is counted for: the talk's own if the line serves it, else one the agent is in. */
        private Optional<String> queueOf(Conversation talk) {
            return talk.queue()
                    .filter(situation.call()::serves)
                    .or(() -> memberOf(talk))
                    .or(this::lineQueue);
        }

        private Optional<String> lineQueue() {
            return situation.call().queues().stream().findFirst();
        }

        private QueueRules rulesOf(Conversation talk) {
            return situation.rules().of(queueOf(talk));
        }

        // An agent also hangs up on a dead line, so a talk that the agent ended counts too, but not for as long.
        private static Duration lookBack(Conversation talk, QueueRules rules) {
            boolean byAgent = talk.ending()
                    .map(ending -> ending.kind() == Ending.Kind.BY_AGENT)
                    .orElse(false);
            return byAgent ? rules.lookBackByAgent() : rules.lookBack();
        }

        // From the end of the talk: after a long one the caller would otherwise be too late at once. "Not before" keeps
        // the edge: with a look-back of an hour, a call at the 3600th second still counts.
        private boolean endedWithin(Conversation talk, Duration span) {
            Instant earliest = situation.now().minus(span);
            return talk.endedAt().map(end -> !end.isBefore(earliest)).orElse(true);
        }

        private String describe(Conversation talk) {
            return talk.agent() + talk.queue().map(queue -> " through " + queue).orElse("") + ", " + ending(talk);
        }

        private String ending(Conversation talk) {
            return talk.endedAt()
                    .map(end -> "ended " + spell(Duration.between(end, situation.now())) + " ago"
                            + talk.ending().map(how -> ", " + how.evidence()).orElse(""))
                    .orElse("still up");
        }

        private static String because(List<String> dropped) {
            return dropped.isEmpty() ? "" : " (not: " + String.join("; ", dropped) + ")";
        }

        private static String spell(Duration span) {
            long seconds = span.toSeconds();
            return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
        }

        private void passes(int rung, String question, String saw) {
            trace.add(new Verdict.Step(rung, question, saw, false));
        }

        private void applies(int rung, String question, String saw) {
            trace.add(new Verdict.Step(rung, question, saw, true));
        }
    }
}
