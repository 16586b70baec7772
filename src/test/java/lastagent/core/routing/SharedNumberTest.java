package lastagent.core.routing;

import static lastagent.core.routing.Situations.ALICE;
import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.CAROL;
import static lastagent.core.routing.Situations.NOW;
import static lastagent.core.routing.Situations.aliceTalkedToBob;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.Ending.Kind;
import lastagent.core.routing.RoutingDecision.Overflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Talks are told by the seconds before now of their beginning and their end. */
class SharedNumberTest {

    private final LastAgentPolicy policy = new LastAgentPolicy();

    @Test
    void isOneThatIsListed() {
        Situations situations = aliceTalkedToBob(20);
        situations.rules = RoutingRules.DEFAULTS.sharing(Set.of(ALICE));

        assertThat(policy.decide(situations.situation()).decision())
                .isEqualTo(new Overflow(Optional.of("support"), Reason.SHARED_NUMBER));
        assertThat(lastStep(situations)).isEqualTo("it is listed under shared");
    }

    @Test
    void isOneOfWhichTwoCallersTalkedAtOnce() {
        Situations situations = of(talk(BOB, 600, 300, Kind.BY_CALLER), talk(CAROL, 400, 200, Kind.CUT));

        assertThat(policy.decide(situations.situation()).decision())
                .isEqualTo(new Overflow(Optional.of("support"), Reason.SHARED_NUMBER));
        assertThat(lastStep(situations))
                .isEqualTo("two callers at once for 100 s: PJSIP/971 through support, ended 5 min ago, by the test;"
                        + " and PJSIP/972 through support, ended 3 min ago, by the test");
    }

    @Test
    void isToldByTalksThroughOtherQueuesToo() {
        Situations situations = of(talk(BOB, 600, 300, Kind.BY_CALLER), talk(CAROL, 400, 200, Kind.CUT));
        situations.line = List.of("vip");

        assertThat(isShared(situations)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # began, ended, began, ended, shared
            600, 300, 330, 100, true
            600, 300, 329, 100, false
            600, 100, 300, 270, true
            600, 100, 300, 271, false
            600, 300, 600, 570, true
            600, 300, 200, 100, false
            600, 300, 300, 100, false
            """)
    void wasCalledFromTwiceForHalfAMinute(int began, int ended, int otherBegan, int otherEnded, boolean shared) {
        assertThat(isShared(of(talk(BOB, began, ended, Kind.BY_CALLER), talk(CAROL, otherBegan, otherEnded, Kind.CUT))))
                .isEqualTo(shared);
    }

    @Test
    void isToldWhileTheSecondCallerIsStillTalking() {
        assertThat(isShared(of(talk(BOB, 600, 300, Kind.BY_CALLER), up(CAROL, 331))))
                .isTrue();
        assertThat(isShared(of(talk(BOB, 600, 20, Kind.BY_CALLER), up(CAROL, 51))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isProvedOnlyByAFirstTalkWhoseCallerLivedToItsEnd(Kind how) {
        assertThat(isShared(of(talk(BOB, 600, 300, how), talk(CAROL, 400, 200, Kind.BY_CALLER))))
                .isEqualTo(how == Kind.BY_CALLER || how == Kind.TRANSFERRED);
    }

    @Test
    void isNotProvedByATalkThatIsStillUp() {
        assertThat(isShared(of(up(BOB, 600), talk(CAROL, 400, 200, Kind.BY_CALLER))))
                .isFalse();
    }

    @Test
    void isNotThatOfACallerWhoWasCutFiveTimesWithFiveAgents() {
        Situations situations = new Situations();
        for (int call = 0; call < 5; call++) {
            // Each dead leg stays up beside the next three talks.
            int began = 1000 - 100 * call;
            situations.with(talk(agent(call), began, Math.max(0, began - 400), Kind.CUT));
        }
        assertThat(isShared(situations)).isFalse();
    }

    @Test
    void isNotThatOfACallerWhoHangsUpBesideADeadLeg() {
        assertThat(isShared(of(talk(BOB, 600, 100, Kind.CUT), talk(CAROL, 400, 200, Kind.BY_CALLER))))
                .isFalse();
    }

    @Test
    void isNotThatOfACallerWithTwoAgentsInOneCall() {
        Conversation withBob = talk(BOB, 600, 300, Kind.TRANSFERRED);
        Conversation withCarol = talk(CAROL, 400, 200, Kind.BY_CALLER);
        Conversation sameCall = new Conversation(
                withCarol.id(),
                withCarol.pbx(),
                ALICE,
                CAROL,
                withCarol.direction(),
                withCarol.queue(),
                withBob.callerLeg(),
                withCarol.agentLeg(),
                withCarol.startedAt(),
                withCarol.endedAt(),
                withCarol.ending());

        assertThat(isShared(of(withBob, sameCall))).isFalse();
    }

    @Test
    void isNotToldByTwoTalksOfOneAgent() {
        assertThat(isShared(of(talk(BOB, 600, 300, Kind.BY_CALLER), talk(BOB, 400, 200, Kind.BY_CALLER))))
                .isFalse();
    }

    @Test
    void isForgottenWithTheLookBack() {
        assertThat(isShared(of(talk(BOB, 4000, 3600, Kind.BY_CALLER), talk(CAROL, 3900, 3500, Kind.CUT))))
                .isTrue();
        assertThat(isShared(of(talk(BOB, 4000, 3601, Kind.BY_CALLER), talk(CAROL, 3900, 3500, Kind.CUT))))
                .isFalse();
        assertThat(isShared(of(talk(BOB, 4000, 3500, Kind.BY_CALLER), talk(CAROL, 3900, 3601, Kind.CUT))))
                .isFalse();
    }

    @Test
    void isToldInWhateverOrderTheTalksAreKnown() {
        assertThat(isShared(of(talk(CAROL, 400, 200, Kind.CUT), talk(BOB, 600, 300, Kind.BY_CALLER))))
                .isTrue();
    }

    @Test
    void isToldThoughTheOneWhoseCallerHungUpIsKnownAfterAnotherOfTheSameBeginning() {
        assertThat(isShared(of(talk(CAROL, 600, 300, Kind.CUT), talk(BOB, 600, 300, Kind.BY_CALLER))))
                .isTrue();
    }

    @Test
    void isToldWithTheTimeForWhichBothWereUp() {
        assertThat(lastStep(of(talk(BOB, 600, 100, Kind.BY_CALLER), talk(CAROL, 400, 250, Kind.CUT))))
                .startsWith("two callers at once for 150 s: ");
    }

    @Test
    void isToldByTheTalksThatBeganFirst() {
        AgentInterface dave = agent(3);
        Situations situations = of(
                talk(dave, 500, 100, Kind.BY_CALLER),
                talk(CAROL, 580, 100, Kind.BY_CALLER),
                talk(BOB, 600, 100, Kind.BY_CALLER));

        assertThat(lastStep(situations))
                .startsWith("two callers at once for 480 s: PJSIP/971")
                .contains("PJSIP/972");
    }

    private static AgentInterface agent(int number) {
        return new AgentInterface("PJSIP/97" + number);
    }

    private static Situations of(Conversation... talks) {
        Situations situations = new Situations();
        for (Conversation talk : talks) {
            situations.with(talk);
        }
        return situations;
    }

    private static Conversation talk(AgentInterface agent, int beganSecondsAgo, int endedSecondsAgo, Kind how) {
        return up(agent, beganSecondsAgo).ended(NOW.minusSeconds(endedSecondsAgo), new Ending(how, "by the test"));
    }

    // Of each agent by a channel of its own, though two of them begin at once.
    private static Conversation up(AgentInterface agent, int beganSecondsAgo) {
        Conversation talk = Situations.up(
                agent, NOW.minus(Duration.ofSeconds(beganSecondsAgo)), Direction.INBOUND, Optional.of("support"));
        return new Conversation(
                talk.id(),
                talk.pbx(),
                talk.caller(),
                agent,
                talk.direction(),
                talk.queue(),
                new Conversation.Leg(agent + "." + beganSecondsAgo, "PJSIP/mts-" + beganSecondsAgo),
                talk.agentLeg(),
                talk.startedAt(),
                talk.endedAt(),
                talk.ending());
    }

    private boolean isShared(Situations situations) {
        return policy.decide(situations.situation()).decision().reason() == Reason.SHARED_NUMBER;
    }

    private String lastStep(Situations situations) {
        return policy.decide(situations.situation()).trace().getLast().saw();
    }
}
