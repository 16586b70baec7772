package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Mode;
import lastagent.core.routing.Offer;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T11:00:10Z");
    private static final CallerNumber ALICE = new CallerNumber("+380991234567");
    private static final AgentInterface BOB = new AgentInterface("PJSIP/971");

    @Test
    void tellsAPersonWhatWasDecidedWhyAndWhatCameOfIt() {
        assertThat(new Explanation(false).text(List.of(entry())))
                .contains("…4567 on pbx, line support")
                .contains("decided: ring PJSIP/971 for 20 s, because the agent is free")
                .contains("then: answered at")
                .contains(
                        "with whom was the last talk that counts?  PJSIP/971 through support, ended 20 s ago, the line broke")
                .contains("> 11  is the agent free?");
    }

    @Test
    void masksTheNumberUnlessItIsToldOtherwise() {
        assertThat(new Explanation(false).text(List.of(entry()))).doesNotContain("0991234567");
        assertThat(new Explanation(false).json(List.of(entry()))).doesNotContain("0991234567");
        assertThat(new Explanation(true).text(List.of(entry()))).contains("+380991234567");
        assertThat(new Explanation(true).json(List.of(entry()))).contains("+380991234567");
    }

    @Test
    void givesAMachineTheSameInStableNames() {
        JsonNode call = JsonMapper.shared()
                .readTree(new Explanation(false).json(List.of(entry())))
                .get(0);

        assertThat(call.get("decision").stringValue()).isEqualTo("ring");
        assertThat(call.get("reason").stringValue()).isEqualTo("free");
        assertThat(call.get("agent").stringValue()).isEqualTo("PJSIP/971");
        assertThat(call.get("outcome").stringValue()).isEqualTo("answered");
        assertThat(call.get("trace").size()).isEqualTo(9);
    }

    @Test
    void saysSoWhenThereIsNothing() {
        assertThat(new Explanation(false).text(List.of())).isEqualTo("The journal has no such call.");
        assertThat(JsonMapper.shared()
                        .readTree(new Explanation(false).json(List.of()))
                        .size())
                .isZero();
    }

    private static JournalEntry entry() {
        InboundCall call = new InboundCall(
                "pbx", "1795337875.12", "PJSIP/mts-0000000c", new CallerId.Subscriber(ALICE), List.of("support"), NOW);
        Situation situation = new Situation(
                call,
                List.of(talk()),
                Map.of(BOB, new AgentState(Set.of("support"), new Presence.Free())),
                List.of(),
                RoutingRules.DEFAULTS,
                NOW);
        Verdict verdict = new LastAgentPolicy().decide(situation);
        RoutedCall routed = new RoutedCall(
                "3f2a", call, Optional.of(situation), verdict, Mode.ON, verdict.decision(), Duration.ofMillis(2));
        return new JournalEntry(routed, Optional.of(new JournalEntry.End(Offer.Outcome.ANSWERED, NOW.plusSeconds(95))));
    }

    private static Conversation talk() {
        return new Conversation(
                        "pbx:1:2:3",
                        "pbx",
                        ALICE,
                        BOB,
                        Conversation.Direction.INBOUND,
                        Optional.of("support"),
                        new Conversation.Leg("1", "PJSIP/mts-00000001"),
                        new Conversation.Leg("2", "PJSIP/971-00000002"),
                        NOW.minusSeconds(80),
                        Optional.empty(),
                        Optional.empty())
                .ended(NOW.minusSeconds(20), new Ending(Ending.Kind.CUT, "the line broke"));
    }
}
