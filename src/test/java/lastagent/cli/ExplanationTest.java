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
import lastagent.core.routing.Reason;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
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
                .containsPattern(
                        "passed +which talk counts\\? +PJSIP/971 through support, ended 20 s ago, the line broke")
                .containsPattern("> 11 decided +does the agent ring\\?");
    }

    @Test
    void tellsWhichSingleChangesWouldHaveMadeItAnotherDecision() {
        JournalEntry paused = entry(new Presence.Paused("lunch"));

        assertThat(new Explanation(false).text(List.of(paused)))
                .contains("decided: to the front of the queue support, because the agent is paused")
                .contains("any one of these would have changed that:")
                .containsPattern(
                        "PJSIP/971 free \\(was: paused: lunch\\) +ring PJSIP/971 for 20 s, because the agent is free")
                .containsPattern("front-within: 10s \\(was: 5m\\) +the ordinary way, because the agent is paused");
        JsonNode others = JsonMapper.shared()
                .readTree(new Explanation(false).json(List.of(paused)))
                .get(0)
                .get("otherDecisions");
        assertThat(others.get(0)).isEqualTo(JsonMapper.shared().readTree("""
                        {"what": "agent", "change": "PJSIP/971 free", "was": "paused: lunch", "decision": "ring",
                         "agent": "PJSIP/971", "reason": "free"}"""));
    }

    @Test
    void saysSoWhenNoSingleChangeWouldHaveHelped() {
        JournalEntry withheld = entry(
                new CallerId.Unusable(CallerId.Why.WITHHELD), new Presence.Free(), RoutingRules.DEFAULTS, Mode.ON);

        assertThat(new Explanation(false).text(List.of(withheld))).contains("no single change would have changed that");
    }

    @Test
    void masksTheNumberInWhatWouldHaveChangedIt() {
        JournalEntry denied = entry(
                new CallerId.Subscriber(ALICE),
                new Presence.Free(),
                RoutingRules.DEFAULTS.denying(Set.of(ALICE)),
                Mode.ON);

        assertThat(new Explanation(false).text(List.of(denied))).contains("deny: without …4567");
        assertThat(new Explanation(false).json(List.of(denied))).doesNotContain("0991234567");
        assertThat(new Explanation(true).text(List.of(denied))).contains("deny: without +380991234567");
    }

    @Test
    void saysWhatThisVersionWouldDecideWhereTheOneThatRanDecidedOtherwise() {
        RoutedCall routed = entry().routed();
        Verdict other = new Verdict(new RoutingDecision.Overflow(Reason.FAULT), Optional.empty(), List.of());
        RoutedCall earlier = new RoutedCall(
                routed.id(), routed.call(), routed.situation(), other, Mode.ON, other.decision(), routed.took());

        assertThat(new Explanation(false).text(List.of(new JournalEntry(earlier, Optional.empty()))))
                .contains("decided: the ordinary way, because the service failed")
                .contains("this version would decide: ring PJSIP/971 for 20 s, because the agent is free");
        assertThat(new Explanation(false).text(List.of(entry()))).doesNotContain("this version");
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
        assertThat(call.get("trace").size()).isEqualTo(10);
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
        return entry(new Presence.Free());
    }

    private static JournalEntry entry(Presence bob) {
        return entry(new CallerId.Subscriber(ALICE), bob, RoutingRules.DEFAULTS, Mode.ON);
    }

    private static JournalEntry entry(CallerId caller, Presence bob, RoutingRules rules, Mode mode) {
        InboundCall call =
                new InboundCall("pbx", "1795337875.12", "PJSIP/mts-0000000c", caller, List.of("support"), NOW);
        Situation situation = new Situation(
                call, List.of(talk()), Map.of(BOB, new AgentState(Set.of("support"), bob)), List.of(), rules, NOW);
        Verdict verdict = new LastAgentPolicy().decide(situation);
        RoutedCall routed = new RoutedCall(
                "3f2a", call, Optional.of(situation), verdict, mode, verdict.decision(), Duration.ofMillis(2));
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
