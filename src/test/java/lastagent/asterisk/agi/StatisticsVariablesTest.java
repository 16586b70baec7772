package lastagent.asterisk.agi;

import static lastagent.asterisk.agi.ServiceInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoutingRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dialplan is told so that a routed call stands in the queue's statistics as the queue would have put it. */
class StatisticsVariablesTest {

    private final ServiceInMemory service = new ServiceInMemory();

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PJSIP/971",
                "Local/971@from-queue/n",
                "Sean O'Hara (2)",
                "Ганна Шевченко",
                "Zoe\u0308 Müller-Lüdenscheidt",
                "山田 太郎",
                "971 - José",
                "a (b) (c)",
            })
    void theMemberHasTheNameByWhichItsQueueKnowsIt(String name) throws IOException {
        assertThat(answerWithMember("support", name).set()).containsEntry("LASTAGENT_AGENT", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna, sales",
                "Anna \"the best\"",
                "Anna|COMPLETEAGENT",
                "back\\slash",
                "${SHELL(id)}",
                "$[1+1]",
                "Anna (",
                ") Anna",
                "a ((b))",
                "[b]",
                "{b}",
                "a&b",
                "a^b",
                "a;b",
                "a?b:c",
                "a=b",
                " Anna",
                "Anna ",
                "Anna\nSET VARIABLE LASTAGENT_DIAL SIP/mts/900",
                "Anna\r",
                "Anna\u0000",
                "Anna\u202e",
                "\ud800",
                "  ",
            })
    void aNameThatCouldBeMisreadIsLeftOut(String name) throws IOException {
        assertThat(answerWithMember("support", name).set())
                .doesNotContainKey("LASTAGENT_AGENT")
                .containsEntry("LASTAGENT_ACTION", "ring");
    }

    @Test
    void aNameThatIsLongerThanAppQueueKeepsIsLeftOut() throws IOException {
        assertThat(DialplanVariables.isSafeName("ж".repeat(39))).isTrue();
        assertThat(DialplanVariables.isSafeName("ж".repeat(40))).isFalse();
        assertThat(DialplanVariables.isSafeName("(x)".repeat(100_000))).isFalse();
    }

    @Test
    void theNameIsThatOfTheQueueThatTheCallIsCountedFor() throws IOException {
        service.agents = (pbx, agent, line, now) -> new AgentState(
                Set.of("support", "vip"), new Presence.Free(), Map.of("support", "Anna", "vip", "Dr. No"));

        assertThat(answer().set()).containsEntry("LASTAGENT_QUEUE", "support").containsEntry("LASTAGENT_AGENT", "Anna");
    }

    @Test
    void aNameThatNobodyToldIsLeftOut() throws IOException {
        assertThat(answerWithMember("vip", "Anna").set()).doesNotContainKey("LASTAGENT_AGENT");
    }

    @Test
    void theQueueIsToldOfTheEndUnlessTheSettingsSayNo() throws IOException {
        service.rules = RoutingRules.DEFAULTS.withQueue(
                "vip", QueueRules.DEFAULTS.but().queueUpdate(false).done());
        assertThat(answer().set()).containsEntry("LASTAGENT_UPDATE", "yes");
    }

    @Test
    void theQueueIsNotToldIfItsOwnSettingsSayNo() throws IOException {
        service.rules = RoutingRules.DEFAULTS.withQueue(
                "support", QueueRules.DEFAULTS.but().queueUpdate(false).done());
        assertThat(answer().set()).containsEntry("LASTAGENT_UPDATE", "no");
    }

    @Test
    void aCallForTheFrontOfTheQueueIsCountedByTheQueueItself() throws IOException {
        service.agents = (pbx, agent, line, now) ->
                new AgentState(Set.of("support"), new Presence.Talking(), Map.of("support", "Anna"));

        assertThat(answer().set()).doesNotContainKeys("LASTAGENT_AGENT", "LASTAGENT_UPDATE");
    }

    @Test
    void anAnswerThatCannotBeQuotedIsNotSent() throws IOException {
        service.serving(
                        "/odd",
                        session -> assertThatThrownBy(() -> session.answer(oneVariable("a\"b")))
                                .isInstanceOf(IllegalArgumentException.class))
                .start()
                .answer(new FakeAsterisk().requesting("agi_network_script", "odd"));
        service.awaitIdle();

        assertThat(service.faults).isEmpty();
    }

    private static SequencedMap<String, String> oneVariable(String value) {
        return new LinkedHashMap<>(Map.of("LASTAGENT_AGENT", value));
    }

    private FakeAsterisk answerWithMember(String queue, String name) throws IOException {
        service.agents =
                (pbx, agent, line, now) -> new AgentState(Set.of("support"), new Presence.Free(), Map.of(queue, name));
        return answer();
    }

    private FakeAsterisk answer() throws IOException {
        FakeAsterisk call = FakeAsterisk.callFrom(ALICE);
        service.start().answer(call);
        service.awaitIdle();
        return call;
    }
}
