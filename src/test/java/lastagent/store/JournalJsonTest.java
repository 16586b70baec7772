package lastagent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.CallerId;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Mode;
import lastagent.core.routing.Offer;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.Reason;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JournalJsonTest {

    private final JournalJson json = new JournalJson();

    static List<Presence> presences() {
        return List.of(
                new Presence.Free(),
                new Presence.Paused("lunch, \"back\" soon\r\n"),
                new Presence.LoggedOff(),
                new Presence.Unregistered(),
                new Presence.WrapUp(Samples.NOON, Samples.NOON.plusSeconds(15)),
                new Presence.Ringing(),
                new Presence.Talking(),
                new Presence.OnHold(),
                new Presence.Claimed(),
                new Presence.Gone(),
                new Presence.Unknown("nobody asked"));
    }

    static List<CallerId> callers() {
        List<CallerId> callers = new ArrayList<>(List.of(new CallerId.Subscriber(Samples.ALICE)));
        for (CallerId.Why why : CallerId.Why.values()) {
            callers.add(new CallerId.Unusable(why));
        }
        return callers;
    }

    static List<RoutingDecision> decisions() {
        return List.of(
                new RoutingDecision.RingAgent(
                        Samples.BOB, Duration.ofSeconds(20), Optional.of("support"), 10, Reason.FREE),
                new RoutingDecision.FrontOfQueue(Optional.of("support"), 10, Reason.TALKING),
                new RoutingDecision.Overflow(Optional.empty(), Reason.NO_RECENT_TALK));
    }

    private RoutedCall writtenAndRead(RoutedCall routed) {
        return new JournalJson().read(json.write(routed));
    }

    private static RoutedCall answered(RoutingDecision decision) {
        RoutedCall sample = Samples.redial("a1", new Presence.Free());
        Verdict verdict = new Verdict(decision, Optional.empty(), List.of());
        return new RoutedCall("a1", sample.call(), sample.situation(), verdict, Mode.SHADOW, decision, Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("presences")
    void readsAnAgentWhoWas(Presence presence) {
        RoutedCall routed = Samples.redial("a1", presence);
        assertThat(writtenAndRead(routed)).isEqualTo(routed);
    }

    @ParameterizedTest
    @MethodSource("callers")
    void readsACallFrom(CallerId caller) {
        RoutedCall routed = Samples.redial("a1", caller, new Presence.Free(), Samples.NOON.plusSeconds(120));
        assertThat(writtenAndRead(routed)).isEqualTo(routed);
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void readsACallThatWasAnswered(RoutingDecision decision) {
        assertThat(writtenAndRead(answered(decision))).isEqualTo(answered(decision));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryReason(Reason reason) {
        RoutingDecision decision = new RoutingDecision.Overflow(Optional.of("support"), reason);
        assertThat(writtenAndRead(answered(decision))).isEqualTo(answered(decision));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryOutcomeOfAnEarlierOffer(Offer.Outcome outcome) {
        RoutedCall sample = Samples.redial("a1", new Presence.Free());
        Situation seen = sample.situation().orElseThrow();
        List<Offer> offers = List.of(new Offer(
                "x1",
                "main",
                Optional.of("1795432987.2"),
                Samples.ALICE,
                Samples.BOB,
                Optional.of("support"),
                Samples.NOON.plusSeconds(100),
                outcome));
        Situation situation = new Situation(seen.call(), seen.talks(), seen.agents(), offers, seen.rules(), seen.now());
        RoutedCall routed = new RoutedCall(
                "a1", sample.call(), Optional.of(situation), sample.verdict(), Mode.ON, sample.answer(), sample.took());
        assertThat(writtenAndRead(routed)).isEqualTo(routed);
    }

    @Test
    void readsACallThatWasNeverDecided() {
        RoutedCall sample = Samples.redial("a1", new Presence.Free());
        RoutedCall routed = new RoutedCall(
                "a1", sample.call(), Optional.empty(), sample.verdict(), Mode.ON, sample.answer(), Duration.ZERO);
        assertThat(json.write(routed).rules()).isEmpty();
        assertThat(writtenAndRead(routed)).isEqualTo(routed);
    }

    @Test
    void hasASampleOfEveryCase() {
        assertThat(presences()).extracting(Object::getClass).containsExactlyInAnyOrder(cases(Presence.class));
        assertThat(decisions()).extracting(Object::getClass).containsExactlyInAnyOrder(cases(RoutingDecision.class));
        assertThat(callers()).extracting(Object::getClass).contains(cases(CallerId.class));
    }

    private static Class<?>[] cases(Class<?> sealed) {
        return sealed.getPermittedSubclasses();
    }

    @ParameterizedTest
    @MethodSource("presences")
    void letsThePolicyDecideTheSameOnceMore(Presence presence) {
        RoutedCall routed = Samples.redial("a1", presence);
        Situation situation = writtenAndRead(routed).situation().orElseThrow();
        assertThat(new LastAgentPolicy().decide(situation)).isEqualTo(routed.verdict());
    }

    @Test
    void writesNumbersWhole() {
        JournalJson.Document document = json.write(Samples.redial("a1", new Presence.Free()));
        assertThat(document.call()).contains("\"number\":\"+380991234567\"", "\"caller\":\"+380991234567\"");
        assertThat(document.rules().orElseThrow()).contains("+380671234567");
    }

    @Test
    void keepsTheRulesApart() {
        JournalJson.Document document = json.write(Samples.redial("a1", new Presence.Free()));
        assertThat(document.call()).doesNotContain("rules").doesNotContain("+380671234567");
    }

    @Test
    void doesNotKeepTheAgentsName() {
        RoutedCall sample = Samples.redial("a1", new Presence.Free());
        Situation seen = sample.situation().orElseThrow();
        AgentState named = new AgentState(Set.of("support"), new Presence.Free(), Map.of("support", "Robert Smith"));
        Situation situation = new Situation(
                seen.call(), seen.talks(), Map.of(Samples.BOB, named), seen.offers(), seen.rules(), seen.now());
        RoutedCall routed = new RoutedCall(
                "a1", sample.call(), Optional.of(situation), sample.verdict(), Mode.ON, sample.answer(), sample.took());
        assertThat(json.write(routed).call()).contains("support").doesNotContain("Smith");
        assertThat(writtenAndRead(routed).situation().orElseThrow().agent(Samples.BOB))
                .isEqualTo(new AgentState(Set.of("support"), new Presence.Free()));
    }

    /** {@code journal-1.json} and its rules are what version 1 of the form wrote; they are never written anew. */
    @Test
    void readsWhatVersionOneWrote() throws IOException {
        RoutedCall routed = json.read(
                new JournalJson.Document(resource("journal-1.json"), Optional.of(resource("journal-1-rules.json"))));
        RoutedCall expected = Samples.redial("a1", new Presence.WrapUp(Samples.NOON, Samples.NOON.plusSeconds(15)));
        assertThat(routed.situation().orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("rules")
                .isEqualTo(expected.situation().orElseThrow());
        assertThat(routed.verdict().decision()).isEqualTo(expected.verdict().decision());
        assertThat(routed.verdict().trace()).hasSize(7);
        assertThat(routed)
                .extracting(RoutedCall::id, RoutedCall::mode, RoutedCall::took)
                .isEqualTo(List.of("a1", Mode.ON, expected.took()));
    }

    /** Version 1 knew one look-back for whoever had called, told the queue nothing, and had no list of shared numbers. */
    @Test
    void readsTheRulesOfVersionOneAsThatVersionMeantThem() throws IOException {
        RoutedCall routed = json.read(
                new JournalJson.Document(resource("journal-1.json"), Optional.of(resource("journal-1-rules.json"))));
        assertThat(routed.situation().orElseThrow().rules())
                .isEqualTo(new RoutingRules(
                        QueueRules.DEFAULTS.but().queueUpdate(false).done(),
                        Map.of(
                                "vip",
                                Samples.RULES
                                        .of(Optional.of("vip"))
                                        .but()
                                        .lookBackByCaller(Optional.empty())
                                        .lookBackOutbound(Duration.ofHours(2))
                                        .wrapUp(Duration.ZERO)
                                        .done()),
                        Samples.RULES.deny(),
                        Set.of()));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(JournalJsonTest.class.getResourceAsStream(name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
