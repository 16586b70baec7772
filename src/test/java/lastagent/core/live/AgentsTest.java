package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    private static final AgentInterface EVE = new AgentInterface("PJSIP/972");
    private static final List<String> SUPPORT = List.of("support");

    private final Agents agents = new Agents();

    @Test
    void knowsNothingBeforeTheFirstFullAnswer() {
        assertThat(presence(BOB)).isInstanceOf(Presence.Unknown.class);
        answer(Optional.of("support"), Optional.empty(), member("support", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(BOB)).isInstanceOf(Presence.Unknown.class);
    }

    @Test
    void callsWhoeverWasNeverAMemberGone() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(EVE)).isEqualTo(new Presence.Gone());
        assertThat(agents.isAgent(EVE)).isFalse();
    }

    @Test
    void makesNobodyAnAgentByAskingAboutThem() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        answer(Optional.of("support"), Optional.of(EVE.value()));
        assertThat(agents.isAgent(EVE)).isFalse();
    }

    @Test
    void callsAMemberOfOtherQueuesOnlyLoggedOff() {
        answerAll(member("vip", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(BOB)).isEqualTo(new Presence.LoggedOff());
        assertThat(agents.state(BOB, List.of(), NOW).presence()).isEqualTo(new Presence.Free());
        assertThat(agents.state(BOB, SUPPORT, NOW).queues()).containsExactly("vip");
    }

    @Test
    void tellsTheMembersNameOfEachQueueThatHasOne() {
        answerAll(
                named("support", Optional.of("Bob")),
                named("sales", Optional.of("PJSIP/971")),
                named("vip", Optional.empty()));
        AgentState state = agents.state(BOB, SUPPORT, NOW);
        assertThat(state.memberName("support")).contains("Bob");
        assertThat(state.memberName("sales")).contains("PJSIP/971");
        assertThat(state.memberName("vip")).isEmpty();
        assertThat(state.with(new Presence.Claimed()).memberName("support")).contains("Bob");
    }

    private static MemberFacts named(String queue, Optional<String> name) {
        return new MemberFacts(queue, BOB, name, DeviceState.NOT_IN_USE, false, "", Optional.empty(), Duration.ZERO);
    }

    @Test
    void knowsAnAgentStillWhoLoggedOff() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        answerAll();
        assertThat(agents.isAgent(BOB)).isTrue();
        assertThat(presence(BOB)).isEqualTo(new Presence.LoggedOff());
    }

    @Nested
    class AnAnswerReplacesWhatWasKnownOf {

        @Test
        void oneMembership() {
            answerAll(
                    member("support", BOB, DeviceState.NOT_IN_USE),
                    member("vip", BOB, DeviceState.NOT_IN_USE),
                    member("support", EVE, DeviceState.NOT_IN_USE));
            answer(Optional.of("Support"), Optional.of("PJSIP/971"));
            assertThat(agents.state(BOB, List.of(), NOW).queues()).containsExactly("vip");
            assertThat(agents.state(EVE, List.of(), NOW).queues()).containsExactly("support");
        }

        @Test
        void oneQueue() {
            answerAll(member("support", BOB, DeviceState.NOT_IN_USE), member("vip", BOB, DeviceState.NOT_IN_USE));
            answer(Optional.of("support"), Optional.empty(), member("support", EVE, DeviceState.NOT_IN_USE));
            assertThat(agents.state(BOB, List.of(), NOW).queues()).containsExactly("vip");
            assertThat(agents.state(EVE, List.of(), NOW).queues()).containsExactly("support");
        }

        @Test
        void oneAgentInAllQueues() {
            answerAll(member("support", BOB, DeviceState.NOT_IN_USE), member("support", EVE, DeviceState.NOT_IN_USE));
            answer(Optional.empty(), Optional.of("PJSIP/971"), member("vip", BOB, DeviceState.NOT_IN_USE));
            assertThat(agents.state(BOB, List.of(), NOW).queues()).containsExactly("vip");
            assertThat(agents.state(EVE, List.of(), NOW).queues()).containsExactly("support");
        }

        @Test
        void aLocalMemberWhateverItsOptions() {
            AgentInterface local = new AgentInterface("Local/971@agents");
            answerAll(member("support", local, DeviceState.NOT_IN_USE));
            answer(Optional.of("support"), Optional.of("Local/971@agents/n"));
            assertThat(presence(local)).isEqualTo(new Presence.LoggedOff());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            UNKNOWN,        Unknown
            NOT_IN_USE,     Free
            IN_USE,         Talking
            BUSY,           Talking
            INVALID,        Unknown
            UNAVAILABLE,    Unregistered
            RINGING,        Ringing
            RINGING_IN_USE, Ringing
            ON_HOLD,        Talking
            """)
    void takesTheDevicesWord(DeviceState state, String presence) {
        answerAll(member("support", BOB, state));
        assertThat(presence(BOB).getClass().getSimpleName()).isEqualTo(presence);
    }

    @Test
    void believesADeviceThatIsKnownBeforeOneThatIsNot() {
        answerAll(member("support", BOB, DeviceState.UNKNOWN), member("sales", BOB, DeviceState.NOT_IN_USE));
        assertThat(agents.state(BOB, List.of("support", "sales"), NOW).presence())
                .isEqualTo(new Presence.Free());
    }

    @Nested
    class APauseCounts {

        @Test
        void whenItIsInEveryQueueOfTheLine() {
            answerAll(paused("support", "lunch"), paused("sales", "lunch"), member("vip", BOB, DeviceState.NOT_IN_USE));
            assertThat(agents.state(BOB, List.of("support", "sales"), NOW).presence())
                    .isEqualTo(new Presence.Paused("lunch"));
        }

        @Test
        void butNotInOneOfThem() {
            answerAll(paused("support", "lunch"), member("sales", BOB, DeviceState.NOT_IN_USE));
            assertThat(agents.state(BOB, List.of("support", "sales"), NOW).presence())
                    .isEqualTo(new Presence.Free());
        }

        private static MemberFacts paused(String queue, String why) {
            return new MemberFacts(
                    queue, BOB, Optional.empty(), DeviceState.NOT_IN_USE, true, why, Optional.empty(), Duration.ZERO);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            29, WrapUp
            30, Free
            """)
    void pausesAfterACallUntilTheWrapUpIsOver(int secondsAgo, String presence) {
        Instant ended = NOW.minusSeconds(secondsAgo);
        answerAll(new MemberFacts(
                "support",
                BOB,
                Optional.empty(),
                DeviceState.NOT_IN_USE,
                false,
                "",
                Optional.of(ended),
                Duration.ofSeconds(30)));
        assertThat(presence(BOB).getClass().getSimpleName()).isEqualTo(presence);
    }

    @Test
    void knowsNothingWhileTheLinkIsDown() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        agents.apply(new PbxEvent.Lost(NOW));
        assertThat(presence(BOB)).isInstanceOf(Presence.Unknown.class);
        assertThat(agents.isAgent(BOB)).isTrue();
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(BOB)).isEqualTo(new Presence.Free());
    }

    @Test
    void takesNothingFromNews() {
        answerAll();
        agents.apply(new PbxEvent.MembersMoved(Optional.of("support"), Optional.of("SIP/mts"), NOW));
        assertThat(agents.isAgent(new AgentInterface("SIP/mts"))).isFalse();
    }

    private static MemberFacts member(String queue, AgentInterface agent, DeviceState state) {
        return new MemberFacts(queue, agent, Optional.empty(), state, false, "", Optional.empty(), Duration.ZERO);
    }

    private Presence presence(AgentInterface agent) {
        return agents.state(agent, SUPPORT, NOW).presence();
    }

    private void answerAll(MemberFacts... members) {
        answer(Optional.empty(), Optional.empty(), members);
    }

    private void answer(Optional<String> queue, Optional<String> location, MemberFacts... members) {
        agents.apply(new PbxEvent.MembersAnswered(queue, location, List.of(members), NOW));
    }
}
