package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;

/**
 * The rungs of {@link LastAgentPolicy} about the agent of a talk that is over:
 *
 * <ol start="6">
 *   <li>whether it is known what the agent is doing
 *   <li>what became of the last offer of this caller to the agent
 *   <li>whether the agent is an agent still
 *   <li>whether the agent is at work
 *   <li>whether the agent has nobody else
 *   <li>then the agent rings
 * </ol>
 */
final class AgentRungs {

    // app_queue keeps the end of a member's last call in whole seconds of its own clock.
    private static final Duration SAME_ENDING = Duration.ofSeconds(2);

    private final Situation situation;
    private final Trace trace;
    private final Conversation talk;
    private final QueueRules rules;
    private final AgentState agent;
    private final boolean ownWrapUp;
    private final Optional<Obstacle> obstacle;

    /**
     * Looks at the agent.
     *
     * @param endedAt when the talk ended
     */
    AgentRungs(Situation situation, Conversation talk, Instant endedAt, Trace trace) {
        this.situation = situation;
        this.talk = talk;
        this.trace = trace;
        rules = situation.rulesOf(talk);
        agent = situation.agent(talk.agent());
        ownWrapUp = agent.presence() instanceof Presence.WrapUp wrapUp
                && mayBeFirst()
                && Duration.between(endedAt, wrapUp.callEndedAt()).abs().compareTo(SAME_ENDING) <= 0;
        obstacle = Obstacle.in(agent.presence(), ownWrapUp);
    }

    RoutingDecision decide() {
        return unknown()
                .or(this::lastOffer)
                .or(() -> unavailable(Rung.AGENT, "member of " + queues()))
                .or(() -> unavailable(Rung.AT_WORK, ownWrapUp ? "yes, in wrap-up of that very talk" : "yes"))
                .or(() -> unavailable(Rung.NOBODY_ELSE, "yes"))
                .orElseGet(this::ring);
    }

    private Optional<RoutingDecision> unknown() {
        if (isAt(Rung.KNOWN)) {
            trace.applies(Rung.KNOWN, presence());
            return Optional.of(new Overflow(situation.queueOf(talk), Reason.STATE_UNKNOWN));
        }
        trace.passes(Rung.KNOWN, presence());
        return Optional.empty();
    }

    // A refusal, and a caller who gave up, hold until the two talk again: an offer older than the talk is over.
    private Optional<RoutingDecision> lastOffer() {
        Optional<Offer> last = situation.lastOfferSince(talk);
        if (last.isEmpty()) {
            trace.passes(Rung.OFFER, "there was none since that talk");
            return Optional.empty();
        }
        String saw = TraceWords.offer(last.get(), situation.now());
        return switch (last.get().outcome()) {
            case PENDING, ANSWERED, NOT_MADE -> {
                trace.passes(Rung.OFFER, saw);
                yield Optional.empty();
            }
            case ABANDONED -> {
                trace.applies(Rung.OFFER, saw);
                yield Optional.of(new Overflow(situation.queueOf(talk), Reason.OFFER_ABANDONED));
            }
            case REFUSED -> Optional.of(unavailable(Rung.OFFER, saw, Reason.OFFER_REFUSED));
            case NOT_ANSWERED -> Optional.of(unavailable(Rung.OFFER, saw, Reason.OFFER_NOT_ANSWERED));
        };
    }

    private Optional<RoutingDecision> unavailable(Rung rung, String otherwise) {
        if (isAt(rung)) {
            return obstacle.map(found -> unavailable(rung, presence(), found.reason()));
        }
        trace.passes(rung, otherwise);
        return Optional.empty();
    }

    private RoutingDecision unavailable(Rung rung, String saw, Reason reason) {
        trace.applies(
                rung,
                saw + "; that talk " + TraceWords.ending(talk, situation.now()) + "; "
                        + SpanSetting.FRONT_WITHIN.words(rules));
        Optional<String> queue = situation.queueOf(talk);
        return mayBeFirst() ? new FrontOfQueue(queue, rules.priority(), reason) : new Overflow(queue, reason);
    }

    private RoutingDecision ring() {
        trace.applies(Rung.FREE, talk.agent() + ", for " + RoundSpan.spelled(rules.ringTime()));
        return new RingAgent(talk.agent(), rules.ringTime(), situation.queueOf(talk), rules.priority(), Reason.FREE);
    }

    private boolean isAt(Rung rung) {
        return obstacle.filter(found -> found.rung() == rung).isPresent();
    }

    private boolean mayBeFirst() {
        return situation.endedWithin(talk, rules.frontWithin());
    }

    private String presence() {
        return TraceWords.presence(agent.presence(), situation.now());
    }

    private String queues() {
        return agent.queues().isEmpty() ? "no queue now" : String.join(", ", new TreeSet<>(agent.queues()));
    }
}
