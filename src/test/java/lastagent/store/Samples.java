package lastagent.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Mode;
import lastagent.core.routing.Offer;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;

/** Alice talks to Bob, is cut, and redials. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
    static final CallerNumber ALICE = new CallerNumber("+380991234567");
    static final CallerNumber CAROL = new CallerNumber("+380671234567");
    static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    static final RoutingRules RULES = new RoutingRules(
            QueueRules.DEFAULTS,
            Map.of(
                    "vip",
                    new QueueRules(
                            Mode.SHADOW,
                            Duration.ofHours(2),
                            Duration.ZERO,
                            Optional.of(Duration.ofMinutes(90)),
                            Duration.ofMinutes(40),
                            Duration.ofMillis(1500),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(15),
                            50,
                            true,
                            Duration.ofSeconds(10),
                            false)),
            Set.of(CAROL, new CallerNumber("201")),
            Set.of(new CallerNumber("+380441234567")));

    private Samples() {}

    static Conversation talk() {
        Conversation.Leg caller = new Conversation.Leg("1700000000.1", "PJSIP/trunk-00000001");
        Conversation.Leg agent = new Conversation.Leg("1700000000.2", "PJSIP/971-00000002");
        return new Conversation(
                Conversation.idOf("main", caller, agent, NOON),
                "main",
                ALICE,
                BOB,
                Conversation.Direction.INBOUND,
                Optional.of("support"),
                caller,
                agent,
                NOON,
                Optional.empty(),
                Optional.empty());
    }

    static Conversation cutTalk() {
        return talk().ended(NOON.plusSeconds(90), new Ending(Ending.Kind.CUT, "cause 38 on the caller's leg"));
    }

    static InboundCall call(CallerId caller, Instant at) {
        return new InboundCall("main", "1700000100.9", "PJSIP/trunk-00000009", caller, List.of("support"), at);
    }

    /** Alice's redial two minutes after noon, at which Bob is like this. */
    static RoutedCall redial(String id, Presence bob) {
        return redial(id, new CallerId.Subscriber(ALICE), bob, NOON.plusSeconds(120));
    }

    static RoutedCall redial(String id, CallerId caller, Presence bob, Instant at) {
        Situation situation = new Situation(
                call(caller, at),
                List.of(cutTalk()),
                Map.of(BOB, new AgentState(Set.of("support", "sales"), bob)),
                List.of(new Offer(
                        "x1",
                        "main",
                        Optional.empty(),
                        ALICE,
                        BOB,
                        Optional.of("support"),
                        NOON.minusSeconds(9),
                        Offer.Outcome.ANSWERED)),
                RULES,
                at);
        Verdict verdict = new LastAgentPolicy().decide(situation);
        return new RoutedCall(
                id,
                situation.call(),
                Optional.of(situation),
                verdict,
                Mode.ON,
                verdict.decision(),
                Duration.ofNanos(1_234_567));
    }
}
