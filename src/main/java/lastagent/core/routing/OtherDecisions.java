package lastagent.core.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.OtherDecision.What;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;

/**
 * Finds the single changes after which a call would have taken another way: what an administrator asks when a caller
 * complains.
 *
 * <p>It changes one thing of the situation at a time, has {@link LastAgentPolicy} decide once more, and keeps what made a
 * difference. Where a setting could be changed further or less, it tells the smallest change that is a round figure. Pure.
 */
public final class OtherDecisions {

    private static final LastAgentPolicy POLICY = new LastAgentPolicy();

    private final Situation situation;
    private final Verdict verdict;
    private final List<OtherDecision> found = new ArrayList<>();

    private OtherDecisions(Situation situation) {
        this.situation = situation;
        this.verdict = POLICY.decide(situation);
    }

    /** The changes, in the order of {@link What}; none if no single one makes a difference. */
    public static List<OtherDecision> of(Situation situation) {
        OtherDecisions others = new OtherDecisions(situation);
        others.verdict.talk().ifPresent(others::agentAndOffer);
        others.talk();
        others.line();
        others.mode();
        others.lists();
        others.spans();
        return List.copyOf(others.found);
    }

    private void agentAndOffer(Conversation talk) {
        Presence presence = situation.agent(talk.agent()).presence();
        tryOut(
                What.AGENT,
                talk.agent() + " free",
                TraceWords.presence(presence, situation.now()),
                situation.with(talk.agent(), new Presence.Free()));
        situation
                .lastOfferSince(talk)
                .ifPresent(offer -> tryOut(
                        What.OFFER,
                        "without the last offer to " + offer.agent(),
                        TraceWords.offer(offer, situation.now()),
                        situation.without(offer)));
    }

    private void talk() {
        verdict.talk()
                .filter(Conversation::isUp)
                .ifPresent(talk -> tryOut(
                        What.TALK,
                        "that talk with " + talk.agent() + " at its end",
                        TraceWords.ending(talk, situation.now()),
                        replaced(
                                talk,
                                Optional.of(talk.ended(
                                        situation.now(), new Ending(Ending.Kind.UNKNOWN, "supposed to have ended"))))));
        SharedNumber.proof(situation)
                .ifPresent(proof -> tryOut(
                        What.TALK,
                        "without the talk with " + proof.first().agent(),
                        TraceWords.ending(proof.first(), situation.now()),
                        replaced(proof.first(), Optional.empty())));
    }

    private Situation replaced(Conversation talk, Optional<Conversation> by) {
        return situation.withTalks(situation.talks().stream()
                .flatMap(other -> other.equals(talk) ? by.stream() : Stream.of(other))
                .toList());
    }

    private void line() {
        situation.talks().stream()
                .flatMap(talk -> Stream.concat(talk.queue().stream(), situation.agent(talk.agent()).queues().stream()))
                .filter(queue -> !situation.call().serves(queue))
                .distinct()
                .sorted()
                .forEach(this::alsoServing);
    }

    // Whoever is in no queue of the line is logged off as the line sees it. Nobody asked what they did in another one.
    private void alsoServing(String queue) {
        List<String> line = new ArrayList<>(situation.call().queues());
        line.add(queue);
        Situation other = situation.onLine(line);
        List<String> supposed = new ArrayList<>();
        for (AgentInterface agent : agentsOfTalks()) {
            AgentState state = situation.agent(agent);
            if (state.presence() instanceof Presence.LoggedOff && state.queues().contains(queue)) {
                other = other.with(agent, new Presence.Free());
                supposed.add(agent.value());
            }
        }
        String change = "line " + String.join("&", line)
                + (supposed.isEmpty() ? "" : " with " + String.join(", ", supposed) + " free there");
        tryOut(What.LINE, change, String.join("&", situation.call().queues()), other);
    }

    private List<AgentInterface> agentsOfTalks() {
        return situation.talks().stream().map(Conversation::agent).distinct().toList();
    }

    private void mode() {
        RoutingDecision decided = verdict.decision();
        if (differ(situation.rules().answerTo(decided), decided)) {
            RulesScope scope = RulesScope.of(decided.queue(), situation.rules());
            found.add(new OtherDecision(
                    What.SETTING,
                    scope.key("mode") + ": on",
                    scope.rules().mode().name().toLowerCase(Locale.ROOT),
                    decided));
        }
    }

    // Who else is in the lists makes no difference to this call.
    private void lists() {
        if (situation.call().caller() instanceof CallerId.Subscriber(CallerNumber number)) {
            RoutingRules rules = situation.rules();
            tryOut(What.SETTING, "deny: without " + number, "with it", situation.under(rules.denying(Set.of())));
            tryOut(What.SETTING, "shared: without " + number, "with it", situation.under(rules.sharing(Set.of())));
        }
    }

    // Of several that change the same key in the same direction, the first is the smallest change.
    private void spans() {
        Set<String> told = new HashSet<>();
        for (SettingChange change : SettingChange.allFor(situation)) {
            if (!told.contains(change.direction())
                    && tryOut(What.SETTING, change.text(), change.instead(), situation.under(change.rules()))) {
                told.add(change.direction());
            }
        }
    }

    private boolean tryOut(What what, String change, String instead, Situation changed) {
        RoutingDecision other = POLICY.decide(changed).decision();
        boolean makesADifference = differ(other, verdict.decision());
        if (makesADifference) {
            found.add(new OtherDecision(what, change, instead, other));
        }
        return makesADifference;
    }

    private static boolean differ(RoutingDecision one, RoutingDecision other) {
        return switch (one) {
            case RingAgent ring ->
                !(other instanceof RingAgent another && another.agent().equals(ring.agent()));
            case FrontOfQueue _ -> !(other instanceof FrontOfQueue);
            case Overflow _ -> !(other instanceof Overflow);
        };
    }
}
