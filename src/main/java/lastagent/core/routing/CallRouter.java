package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversations;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;

/**
 * Routes calls: takes the situation out of memory, has the policy decide, claims the agent, keeps the journal.
 *
 * <p>This is the one place that fails open. {@link #route} never throws: whatever goes wrong, the call takes its ordinary
 * way, and {@link FailOpens} counts it with its reason. Thread-safe; does no I/O.
 */
public final class CallRouter {

    // The dialplan's Dial gives up after the ring time; the rest is for the news of it to arrive. The PBX may take as
    // long to carry out an answer that it has: its watchdog goes on 0.4 s after the question.
    private static final Duration CLAIM_GRACE = Duration.ofSeconds(2);

    // The newest talks of the last day that are too old to count, as far as they are in memory: to tell that they are.
    private static final Duration TOO_OLD = Duration.ofDays(1);
    private static final int MOST_TOO_OLD = 3;

    private final Conversations conversations;
    private final AgentStates agents;
    private final Offers offers;
    private final Claims claims;
    private final RoutingJournal journal;
    private final FailOpens failOpens;
    private final Supplier<RoutingRules> rules;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final LastAgentPolicy policy = new LastAgentPolicy();

    /**
     * Wires the router.
     *
     * @param rules the rules in force, asked for each call
     * @param ids random ids that nobody can guess, of letters and digits
     * @param clock the wall clock
     */
    public CallRouter(
            Conversations conversations,
            AgentStates agents,
            Offers offers,
            Claims claims,
            RoutingJournal journal,
            FailOpens failOpens,
            Supplier<RoutingRules> rules,
            Supplier<String> ids,
            InstantSource clock) {
        this.conversations = conversations;
        this.agents = agents;
        this.offers = offers;
        this.claims = claims;
        this.journal = journal;
        this.failOpens = failOpens;
        this.rules = rules;
        this.ids = ids;
        this.clock = clock;
    }

    /** Decides which way the call takes. Never throws. */
    public RoutedCall route(InboundCall call) {
        return route(call, agents);
    }

    /**
     * Decides for a call of a PBX that nobody follows. Never throws.
     *
     * <p>Nobody told then what became of the offers made to its caller. That the caller is back is news of them: whoever
     * talked to the agent since was answered, and the others were not, or hung up.
     *
     * @param seen what the agents are doing, as was seen for this call
     */
    public RoutedCall routeUnfollowed(InboundCall call, AgentStates seen) {
        try {
            settleOffers(call);
        } catch (RuntimeException fault) {
            failOpens.count(Reason.FAULT, "settling the offers before " + call.uniqueId(), Optional.of(fault));
        }
        return route(call, seen);
    }

    private void settleOffers(InboundCall call) {
        if (!(call.caller() instanceof CallerId.Subscriber caller)) {
            return;
        }
        for (Offer offer : offers.of(call.pbx(), caller.number())) {
            boolean talked =
                    conversations.with(caller.number(), Instant.MIN).stream().anyMatch(talk -> isTalkOf(offer, talk));
            if (talked && offer.outcome() != Offer.Outcome.ANSWERED) {
                offerEnded(offer.id(), "ANSWER");
            } else if (!talked && offer.outcome() == Offer.Outcome.PENDING) {
                offerEnded(offer.id(), "CANCEL");
            }
        }
    }

    // By the channel, not by the time: rows count whole seconds, and end up to two before the talk did.
    private static boolean isTalkOf(Offer offer, Conversation talk) {
        boolean sameCall = talk.callerLeg().uniqueId().isEmpty()
                ? !talk.startedAt().isBefore(offer.at().truncatedTo(ChronoUnit.SECONDS))
                : offer.uniqueId().filter(talk.callerLeg().uniqueId()::equals).isPresent();
        return sameCall && talk.pbx().equals(offer.pbx()) && talk.agent().equals(offer.agent());
    }

    /** The talks with this caller that a decision would look at now, the newest first. */
    public List<Conversation> talksWith(String pbx, CallerNumber caller) {
        return conversations.with(caller, clock.instant().minus(rules.get().longestLookBack())).stream()
                .filter(talk -> talk.pbx().equals(pbx))
                .toList();
    }

    private RoutedCall route(InboundCall call, AgentStates states) {
        String id = ids.get();
        try {
            RoutedCall routed = decide(id, call, rules.get(), states);
            if (routed.mode() != Mode.OFF) {
                journal.record(routed);
            }
            return routed;
        } catch (RuntimeException fault) {
            failOpens.count(Reason.FAULT, "routing " + call.uniqueId(), Optional.of(fault));
            return failedOpen(id, call, Reason.FAULT);
        }
    }

    /** Takes in what became of an offer, as the dialplan tells it. */
    public void offerEnded(String id, String dialStatus) {
        claims.release(id);
        Offer.Outcome outcome = Offer.Outcome.ofDialStatus(dialStatus);
        offers.ended(id, outcome).ifPresent(offer -> journal.ended(id, outcome, clock.instant()));
    }

    /**
     * Takes in that the answer went out and nobody confirmed it in time: a PBX under load may carry it out yet, and then
     * the agent's phone tells. Until it could have, nobody else is offered the agent.
     */
    public void offerUnconfirmed(String id) {
        claims.endBy(id, clock.instant().plus(CLAIM_GRACE));
    }

    private RoutedCall decide(String id, InboundCall call, RoutingRules inForce, AgentStates seen) {
        Situation situation = situation(call, inForce, seen);
        Verdict verdict = policy.decide(situation);
        Mode mode = inForce.of(verdict.decision().queue()).mode();
        if (mode == Mode.ON && verdict.decision() instanceof RingAgent ring && !claim(id, ring, situation)) {
            // Another call was faster between the two looks; decide once more, knowing that.
            situation = situation.with(ring.agent(), new Presence.Claimed());
            verdict = policy.decide(situation);
        }
        RoutingDecision answer = inForce.answerTo(verdict.decision());
        if (answer instanceof RingAgent ring && call.caller() instanceof CallerId.Subscriber caller) {
            offers.made(new Offer(
                    id,
                    call.pbx(),
                    Optional.of(call.uniqueId()),
                    caller.number(),
                    ring.agent(),
                    ring.queue(),
                    situation.now(),
                    Offer.Outcome.PENDING));
        }
        return new RoutedCall(id, call, Optional.of(situation), verdict, mode, answer, since(call));
    }

    private Situation situation(InboundCall call, RoutingRules inForce, AgentStates seen) {
        Instant now = clock.instant();
        if (!(call.caller() instanceof CallerId.Subscriber caller)) {
            return new Situation(call, List.of(), Map.of(), List.of(), inForce, now);
        }
        List<Conversation> talks = talks(call.pbx(), caller.number(), now, inForce, seen);
        Map<AgentInterface, AgentState> states = new HashMap<>();
        for (Conversation talk : talks) {
            states.computeIfAbsent(talk.agent(), agent -> state(call, agent, now, seen));
        }
        return new Situation(call, talks, states, offers.of(call.pbx(), caller.number()), inForce, now);
    }

    private List<Conversation> talks(
            String pbx, CallerNumber caller, Instant now, RoutingRules inForce, AgentStates seen) {
        Instant earliest = now.minus(inForce.longestLookBack());
        List<Conversation> talks = new ArrayList<>();
        int tooOld = 0;
        for (Conversation talk : conversations.with(caller, earliest.minus(TOO_OLD))) {
            boolean mayCount = talk.endedAt().filter(earliest::isAfter).isEmpty();
            if (talk.pbx().equals(pbx) && (mayCount || tooOld++ < MOST_TOO_OLD)) {
                talks.add(talk.with(seen.agentOf(pbx, talk.agent())));
            }
        }
        return talks;
    }

    private AgentState state(InboundCall call, AgentInterface agent, Instant now, AgentStates seen) {
        AgentState state = seen.state(call.pbx(), agent, call.queues(), now);
        boolean free = state.presence() instanceof Presence.Free || state.presence() instanceof Presence.WrapUp;
        return free && claims.isClaimed(call.pbx(), agent, now) ? state.with(new Presence.Claimed()) : state;
    }

    private boolean claim(String id, RingAgent ring, Situation situation) {
        Instant now = situation.now();
        Instant until = now.plus(ring.ringTime()).plus(CLAIM_GRACE);
        return claims.claim(situation.call().pbx(), ring.agent(), id, now, until);
    }

    private RoutedCall failedOpen(String id, InboundCall call, Reason reason) {
        Verdict verdict = new Verdict(new Overflow(reason), Optional.empty(), List.of());
        return new RoutedCall(id, call, Optional.empty(), verdict, Mode.ON, verdict.decision(), since(call));
    }

    private Duration since(InboundCall call) {
        return Duration.between(call.arrivedAt(), clock.instant());
    }
}
