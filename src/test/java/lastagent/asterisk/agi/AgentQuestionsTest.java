package lastagent.asterisk.agi;

import static lastagent.asterisk.agi.ServiceInMemory.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.AgentPatterns;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentQuestionsTest {

    private static final AgentInterface BOB = new AgentInterface("SIP/971");
    private static final AgentInterface LOCAL = new AgentInterface("Local/972@agents");
    private static final AgentPatterns AGENTS = new AgentPatterns(List.of("SIP/9*", "Local/*@agents"));

    /** As it was tried on Asterisk 16 and 22. */
    @Test
    void asksForThePhoneAndForTheMembershipInEachQueueOfTheLine() {
        assertThat(about(List.of("support", "sales"), talk(BOB)).expressions())
                .containsExactly(
                        "${DEVICE_STATE(SIP/971)}:",
                        "${FIELDNUM(QUEUE_MEMBER_LIST(support),\\,,SIP/971)}:${QUEUE_MEMBER(support,${IF($[${FIELDNUM("
                                + "QUEUE_MEMBER_LIST(support),\\,,SIP/971)}]?paused:count)},SIP/971)}",
                        "${FIELDNUM(QUEUE_MEMBER_LIST(sales),\\,,SIP/971)}:${QUEUE_MEMBER(sales,${IF($[${FIELDNUM("
                                + "QUEUE_MEMBER_LIST(sales),\\,,SIP/971)}]?paused:count)},SIP/971)}");
    }

    @Test
    void asksForTheHintOfALocalAgentAndForBothWaysToWriteIt() {
        List<String> expressions = about(List.of("support"), talk(LOCAL)).expressions();

        assertThat(expressions.getFirst())
                .isEqualTo("${DEVICE_STATE(Local/972@agents)}:${EXTENSION_STATE(972@agents)}");
        assertThat(expressions.get(1)).contains("(support,", ",Local/972@agents/n)");
        assertThat(expressions.get(2)).contains("(support,", ",Local/972@agents)");
    }

    @Test
    void asksForTheQueueOfTheTalkWhereTheLineServesAny() {
        assertThat(about(List.of(), talk(BOB)).expressions())
                .hasSize(2)
                .last()
                .asString()
                .contains("(support)");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NOT_INUSE:   | 1:0 | Free
            NOT_INUSE:   | 7:0 | Free
            NOT_INUSE:   | 1:1 | Paused
            NOT_INUSE:   | 0:9 | LoggedOff
            NOT_INUSE:   | 0:1 | LoggedOff
            INUSE:       | 1:0 | Talking
            BUSY:        | 1:0 | Talking
            ONHOLD:      | 1:0 | OnHold
            RINGING:     | 1:0 | Ringing
            RINGINUSE:   | 1:0 | Talking
            UNAVAILABLE: | 1:0 | Unregistered
            INVALID:     | 1:0 | Unknown
            UNKNOWN:     | 1:0 | Unknown
            ''           | ''  | LoggedOff
            """, delimiter = '|')
    void readsTheAnswersAsAppQueueMeansThem(String device, String membership, String presence) {
        List<String> answers = List.of(
                Optional.ofNullable(device).orElse(""),
                Optional.ofNullable(membership).orElse(""));

        assertThat(state(about(List.of("support"), talk(BOB)), answers)
                        .presence()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(presence);
    }

    @Test
    void believesTheHintRatherThanTheLocalChannel() {
        AgentQuestions questions = about(List.of("support"), talk(LOCAL));

        assertThat(stateOf(LOCAL, questions, List.of("NOT_INUSE:INUSE", "1:0", "0:2"))
                        .presence())
                .isEqualTo(new Presence.Talking());
        assertThat(stateOf(LOCAL, questions, List.of("NOT_INUSE:UNKNOWN", "1:0", "0:2"))
                        .presence())
                .isEqualTo(new Presence.Free());
    }

    @Test
    void namesTheQueuesThatTheAgentIsAMemberOf() {
        AgentState state = state(about(List.of("support", "sales"), talk(BOB)), List.of("NOT_INUSE:", "0:4", "2:0"));

        assertThat(state.queues()).containsExactly("sales");
    }

    @Test
    void saysNothingWhereTheLineIsAnotherThanWasSupposed() {
        AgentQuestions questions = about(List.of("support"), talk(BOB));

        assertThat(questions
                        .states(List.of("NOT_INUSE:", "1:0"), List.of("vip"))
                        .state("pbx", BOB, List.of("vip"), NOW)
                        .presence())
                .isInstanceOf(Presence.Unknown.class);
    }

    @Test
    void saysNothingWithoutAnswers() {
        assertThat(state(about(List.of("support"), talk(BOB)), List.of()).presence())
                .isInstanceOf(Presence.Unknown.class);
    }

    @Test
    void knowsOneWhoIsNotListedForNoAgent() {
        AgentInterface trunk = new AgentInterface("SIP/mts");
        AgentQuestions questions = about(List.of("support"), talk(trunk));

        assertThat(questions.expressions()).isEmpty();
        assertThat(stateOf(trunk, questions, List.of()).presence()).isEqualTo(new Presence.Gone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a)", "${SHELL(id)}", "my queue", "\"", "\\", "очередь"})
    void asksAboutNoQueueWhoseNameWouldMeanMore(String queue) {
        assertThat(about(List.of(queue), talk(BOB)).expressions()).containsExactly("${DEVICE_STATE(SIP/971)}:");
    }

    @Test
    void keepsWithinALineOfAgi() {
        Conversation[] talks = IntStream.range(0, 50)
                .mapToObj(number -> talk(new AgentInterface("SIP/9" + "0".repeat(50) + number)))
                .toArray(Conversation[]::new);
        List<String> line = IntStream.range(0, 3)
                .mapToObj(number -> "q".repeat(40) + number)
                .toList();

        List<String> expressions = about(line, talks).expressions();

        assertThat(expressions).isNotEmpty();
        assertThat(expressions.stream().mapToInt(AgiSession::lengthOf).sum())
                .isLessThanOrEqualTo(AgiSession.MAX_QUESTIONS);
    }

    private static AgentQuestions about(List<String> line, Conversation... talks) {
        return AgentQuestions.about(List.of(talks), line, AGENTS::matches);
    }

    private static AgentState state(AgentQuestions questions, List<String> answers) {
        return stateOf(BOB, questions, answers);
    }

    private static AgentState stateOf(AgentInterface agent, AgentQuestions questions, List<String> answers) {
        List<String> line = questions.expressions().stream().anyMatch(expression -> expression.contains("sales"))
                ? List.of("support", "sales")
                : List.of("support");
        return questions.states(answers, line).state("pbx", agent, line, NOW);
    }

    private static Conversation talk(AgentInterface agent) {
        return ServiceInMemory.talk("+380991234567", agent);
    }
}
