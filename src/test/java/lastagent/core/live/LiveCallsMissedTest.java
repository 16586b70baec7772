package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiveCallsMissedTest extends LiveCallsFixture {

    private static final String TRUNK = "PJSIP/mts-00000007";

    @Test
    void anAgentsCallThatNobodyAnsweredIsToldWhenItIsOver() {
        answer(dials(BOBS), 0);
        assertThat(answer(rings(TRUNK, BOBS, ALICE.value()), 0)).isEmpty();
        Conversation missed = only(gone(TRUNK, 12));
        assertThat(missed.caller()).isEqualTo(ALICE);
        assertThat(missed.agent()).isEqualTo(BOB);
        assertThat(missed.direction()).isEqualTo(Conversation.Direction.OUTBOUND);
        assertThat(missed.queue()).isEmpty();
        assertThat(missed.startedAt()).isEqualTo(at(12));
        assertThat(missed.endedAt()).contains(at(12));
        assertThat(kind(missed)).isEqualTo(Ending.Kind.MISSED);
        assertThat(gone(TRUNK, 13)).isEmpty();
    }

    @Test
    void soItIsWhenTheAgentGaveUpAndTheirChannelIsGoneFirst() {
        answer(dials(BOBS), 0);
        answer(rings(TRUNK, BOBS, ALICE.value()), 0);
        assertThat(gone(BOBS, 5)).isEmpty();
        assertThat(kind(only(gone(TRUNK, 5)))).isEqualTo(Ending.Kind.MISSED);
    }

    @Test
    void soItIsOfAPhoneThatIsTheAgents() {
        AgentInterface desk = new AgentInterface("PJSIP/desk7");
        phones.put(desk, LOCAL_BOB);
        answer(dials("PJSIP/desk7-00000001"), 0);
        answer(rings(TRUNK, "PJSIP/desk7-00000001", ALICE.value()), 0);
        assertThat(only(gone(TRUNK, 5)).agent()).isEqualTo(LOCAL_BOB);
    }

    @Test
    void soItIsWhenAListTells() {
        list(0, dials(BOBS), rings(TRUNK, BOBS, ALICE.value()));
        assertThat(kind(only(list(30, dials(BOBS))))).isEqualTo(Ending.Kind.MISSED);
    }

    @Nested
    class Nothing {

        @Test
        void isMissedByWhoeverAnswers() {
            answer(dials(BOBS), 0);
            answer(rings(TRUNK, BOBS, ALICE.value()), 0);
            answer(agent(BOBS, "b1"), 3);
            Conversation talk = only(answer(talks(TRUNK, BOBS, ALICE.value()), 3));
            assertThat(talk.isUp()).isTrue();
            assertThat(kind(only(gone(TRUNK, 9)))).isNotEqualTo(Ending.Kind.MISSED);
        }

        @Test
        void isMissedByAnotherAgent() {
            answer(dials(BOBS), 0);
            answer(rings(EVES, BOBS, ALICE.value()), 0);
            assertThat(gone(EVES, 9)).isEmpty();
        }

        @Test
        void isMissedByAnExtension() {
            answer(dials(BOBS), 0);
            answer(rings("PJSIP/980-00000009", BOBS, "980"), 0);
            assertThat(gone("PJSIP/980-00000009", 9)).isEmpty();
        }

        @Test
        void isMissedWhenACallerRingsAnAgent() {
            answer(dials(CALLER), 0);
            answer(rings(BOBS, CALLER, "971"), 0);
            assertThat(gone(BOBS, 9)).isEmpty();
        }

        // A caller who is passed on to a number outside, as a queue does with a member on a mobile phone.
        @Test
        void isMissedWhenACallerIsPutThroughToTheOutside() {
            answer(dials(CALLER), 0);
            answer(rings(TRUNK, CALLER, "+420777000111"), 0);
            assertThat(gone(TRUNK, 9)).isEmpty();
        }

        @Test
        void isMissedWhereTheChannelsDoNotTellWhatTheyShare() {
            answer(dials(BOBS), 0);
            answer(rings(TRUNK, TRUNK, ALICE.value()), 0);
            assertThat(gone(TRUNK, 9)).isEmpty();
        }

        @Test
        void isMissedWhereOneOfTwoTrunksIsAnswered() {
            answer(dials(BOBS), 0);
            answer(rings(TRUNK, BOBS, ALICE.value()), 0);
            answer(rings("PJSIP/kyivstar-00000008", BOBS, ALICE.value()), 0);
            answer(agent(BOBS, "b1"), 3);
            assertThat(answer(talks("PJSIP/kyivstar-00000008", BOBS, ALICE.value()), 3))
                    .hasSize(1);
            assertThat(gone(TRUNK, 3)).isEmpty();
        }

        @Test
        void isMissedByNewsAlone() {
            answer(dials(BOBS), 0);
            assertThat(told(new PbxEvent.Dialling(List.of(BOBS, TRUNK), at(0)))).isEmpty();
            assertThat(told(new PbxEvent.HungUp(TRUNK, 16, at(5)))).isEmpty();
            assertThat(gone(TRUNK, 5)).isEmpty();
        }

        @Test
        void isMissedWhenTheLinkWasLost() {
            answer(dials(BOBS), 0);
            answer(rings(TRUNK, BOBS, ALICE.value()), 0);
            told(new PbxEvent.Lost(at(3)));
            assertThat(list(9)).isEmpty();
        }
    }

    private static ChannelFacts dials(String name) {
        return new ChannelFacts(
                new Conversation.Leg("uid-" + name, name),
                "uid-" + name,
                false,
                "971",
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static ChannelFacts rings(String name, String first, String number) {
        return dialled(name, first, number, false, Optional.empty());
    }

    private static ChannelFacts talks(String name, String first, String number) {
        return dialled(name, first, number, true, Optional.of("b1"));
    }

    private static ChannelFacts dialled(String name, String first, String number, boolean up, Optional<String> bridge) {
        return new ChannelFacts(
                new Conversation.Leg("uid-" + name, name), "uid-" + first, up, number, bridge, Optional.empty(), true);
    }
}
