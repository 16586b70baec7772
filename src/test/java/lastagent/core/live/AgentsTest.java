package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
        assertThat(agents.agentOf(EVE)).isEmpty();
    }

    @Test
    void makesNobodyAnAgentByAskingAboutThem() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        answer(Optional.of("support"), Optional.of(EVE.value()));
        assertThat(agents.agentOf(EVE)).isEmpty();
    }

    @Test
    void callsAMemberOfOtherQueuesOnlyLoggedOff() {
        answerAll(member("vip", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(BOB)).isEqualTo(new Presence.LoggedOff());
        assertThat(state(BOB, List.of()).presence()).isEqualTo(new Presence.Free());
        assertThat(state(BOB, SUPPORT).queues()).containsExactly("vip");
    }

    @Test
    void tellsTheMembersNameOfEachQueueThatHasOne() {
        answerAll(
                named("support", Optional.of("Bob")),
                named("sales", Optional.of("PJSIP/971")),
                named("vip", Optional.empty()));
        AgentState state = state(BOB, SUPPORT);
        assertThat(state.memberName("support")).contains("Bob");
        assertThat(state.memberName("sales")).contains("PJSIP/971");
        assertThat(state.memberName("vip")).isEmpty();
        assertThat(state.with(new Presence.Claimed()).memberName("support")).contains("Bob");
    }

    private static MemberFacts named(String queue, Optional<String> name) {
        return new MemberFacts(
                queue, BOB, name, BOB.value(), DeviceState.NOT_IN_USE, false, "", Optional.empty(), Duration.ZERO);
    }

    @Test
    void knowsAnAgentStillWhoLoggedOff() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        answerAll();
        assertThat(agents.agentOf(BOB)).contains(BOB);
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
            assertThat(state(BOB, List.of()).queues()).containsExactly("vip");
            assertThat(state(EVE, List.of()).queues()).containsExactly("support");
        }

        @Test
        void oneQueue() {
            answerAll(member("support", BOB, DeviceState.NOT_IN_USE), member("vip", BOB, DeviceState.NOT_IN_USE));
            answer(Optional.of("support"), Optional.empty(), member("support", EVE, DeviceState.NOT_IN_USE));
            assertThat(state(BOB, List.of()).queues()).containsExactly("vip");
            assertThat(state(EVE, List.of()).queues()).containsExactly("support");
        }

        @Test
        void oneAgentInAllQueues() {
            answerAll(member("support", BOB, DeviceState.NOT_IN_USE), member("support", EVE, DeviceState.NOT_IN_USE));
            answer(Optional.empty(), Optional.of("PJSIP/971"), member("vip", BOB, DeviceState.NOT_IN_USE));
            assertThat(state(BOB, List.of()).queues()).containsExactly("vip");
            assertThat(state(EVE, List.of()).queues()).containsExactly("support");
        }

        @Test
        void aLocalMemberWhateverItsOptions() {
            AgentInterface local = new AgentInterface("Local/971@agents");
            answerAll(member("support", local, DeviceState.NOT_IN_USE));
            answer(Optional.of("support"), Optional.of("Local/971@agents/n"));
            assertThat(presence(local)).isEqualTo(new Presence.LoggedOff());
        }
    }

    @Test
    void believesADeviceThatIsKnownBeforeOneThatIsNot() {
        answerAll(member("support", BOB, DeviceState.UNKNOWN), member("sales", BOB, DeviceState.NOT_IN_USE));
        assertThat(state(BOB, List.of("support", "sales")).presence()).isEqualTo(new Presence.Free());
    }

    @Nested
    class APauseCounts {

        @Test
        void whenItIsInEveryQueueOfTheLine() {
            answerAll(paused("support", "lunch"), paused("sales", "lunch"), member("vip", BOB, DeviceState.NOT_IN_USE));
            assertThat(state(BOB, List.of("support", "sales")).presence()).isEqualTo(new Presence.Paused("lunch"));
        }

        @Test
        void butNotInOneOfThem() {
            answerAll(paused("support", "lunch"), member("sales", BOB, DeviceState.NOT_IN_USE));
            assertThat(state(BOB, List.of("support", "sales")).presence()).isEqualTo(new Presence.Free());
        }

        private static MemberFacts paused(String queue, String why) {
            return new MemberFacts(
                    queue,
                    BOB,
                    Optional.empty(),
                    BOB.value(),
                    DeviceState.NOT_IN_USE,
                    true,
                    why,
                    Optional.empty(),
                    Duration.ZERO);
        }
    }

    @Nested
    class APhoneIs {

        private static final AgentInterface LOCAL_BOB = new AgentInterface("Local/971@from-queue");
        private static final AgentInterface LOCAL_EVE = new AgentInterface("Local/972@from-queue");

        @Test
        void thatOfTheMemberWhoseHintNamesIt() {
            answerAll(watching("support", LOCAL_BOB, "hint:971@ext-local"));
            assertThat(agents.agentOf(BOB)).isEmpty();
            hint("971@ext-local", BOB, new AgentInterface("SIP/9710"));
            assertThat(agents.agentOf(BOB)).contains(LOCAL_BOB);
            assertThat(agents.agentOf(new AgentInterface("SIP/9710"))).contains(LOCAL_BOB);
            assertThat(agents.phonesOf(LOCAL_BOB)).contains(LOCAL_BOB, BOB, new AgentInterface("SIP/9710"));
        }

        @Test
        void thatOfTheMemberWhoseHintNamesItNow() {
            answerAll(watching("support", LOCAL_BOB, "hint:971@ext-local"));
            hint("971@ext-local", BOB);
            hint("971@ext-local", EVE);
            assertThat(agents.agentOf(BOB)).isEmpty();
            assertThat(agents.agentOf(EVE)).contains(LOCAL_BOB);
        }

        @Test
        void thatOfTheMemberWhoseStateInterfaceItIs() {
            answerAll(watching("support", LOCAL_BOB, "PJSIP/971"));
            assertThat(agents.agentOf(BOB)).contains(LOCAL_BOB);
        }

        @Test
        void stillTheirsWhenTheyHaveLoggedOff() {
            answerAll(watching("support", LOCAL_BOB, "PJSIP/971"));
            answerAll();
            assertThat(agents.agentOf(BOB)).contains(LOCAL_BOB);
        }

        @Test
        void ofTwoMembersTheOnesWhoIsCalledLikeIt() {
            answerAll(watching("support", LOCAL_BOB, "PJSIP/971"), watching("sales", BOB, "PJSIP/971"));
            assertThat(agents.agentOf(BOB)).contains(BOB);
        }

        @Test
        void ofTwoMembersTheOnesWhoIsLoggedOn() {
            answerAll(watching("sales", BOB, "PJSIP/971"));
            answerAll(watching("support", LOCAL_BOB, "PJSIP/971"));
            assertThat(agents.agentOf(BOB)).contains(LOCAL_BOB);
        }

        @Test
        void ofTwoMembersTheFirstByName() {
            answerAll(watching("support", LOCAL_EVE, "PJSIP/971"), watching("support", LOCAL_BOB, "PJSIP/971"));
            assertThat(agents.agentOf(BOB)).contains(LOCAL_BOB);
        }

        @Test
        void nobodysIfNobodyWatchesIt() {
            answerAll(watching("support", LOCAL_BOB, "Custom:971"));
            assertThat(agents.agentOf(BOB)).isEmpty();
        }

        private static MemberFacts watching(String queue, AgentInterface agent, String stateInterface) {
            return new MemberFacts(
                    queue,
                    agent,
                    Optional.empty(),
                    stateInterface,
                    DeviceState.NOT_IN_USE,
                    false,
                    "",
                    Optional.empty(),
                    Duration.ZERO);
        }

        private void hint(String extension, AgentInterface... devices) {
            agents.apply(new PbxEvent.HintAnswered(extension, List.of(devices), NOW));
        }
    }

    @Test
    void knowsNothingWhileTheLinkIsDown() {
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        agents.apply(new PbxEvent.Lost(NOW));
        assertThat(presence(BOB)).isInstanceOf(Presence.Unknown.class);
        assertThat(agents.agentOf(BOB)).contains(BOB);
        answerAll(member("support", BOB, DeviceState.NOT_IN_USE));
        assertThat(presence(BOB)).isEqualTo(new Presence.Free());
    }

    @Test
    void takesNothingFromNews() {
        answerAll();
        agents.apply(new PbxEvent.MembersMoved(Optional.of("support"), Optional.of("SIP/mts"), NOW));
        assertThat(agents.agentOf(new AgentInterface("SIP/mts"))).isEmpty();
    }

    private static MemberFacts member(String queue, AgentInterface agent, DeviceState state) {
        return new MemberFacts(
                queue, agent, Optional.empty(), agent.value(), state, false, "", Optional.empty(), Duration.ZERO);
    }

    private AgentState state(AgentInterface agent, List<String> line) {
        return agents.state(agent, line, ChannelUse.NONE, new WrapUps(queue -> Duration.ZERO)::of, NOW);
    }

    private Presence presence(AgentInterface agent) {
        return state(agent, SUPPORT).presence();
    }

    private void answerAll(MemberFacts... members) {
        answer(Optional.empty(), Optional.empty(), members);
    }

    private void answer(Optional<String> queue, Optional<String> location, MemberFacts... members) {
        agents.apply(new PbxEvent.MembersAnswered(queue, location, List.of(members), NOW));
    }
}
