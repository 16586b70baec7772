package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveCallsEndTest extends LiveCallsFixture {

    @Nested
    class ATalkEnds {

        @ParameterizedTest
        @CsvSource(textBlock = """
                caller, ,   16, 16, BY_CALLER, the caller hung up
                caller, 16, 16, 16, BY_CALLER, the caller hung up
                agent,  16, 16, 16, BY_AGENT,  the agent hung up
                caller, 38, 38, 16, CUT,       cause 38 on the caller's leg
                caller, ,   38, 16, CUT,       cause 38 on the caller's leg
                nobody, ,   44, 44, CUT,       cause 44 on the caller's leg
                nobody, ,   16, 44, CUT,       cause 44 on the agent's leg
                agent,  44, 16, 44, CUT,       cause 44 on the agent's leg
                caller, 16, 16, 44, BY_CALLER, the caller hung up
                nobody, ,   16, 16, UNKNOWN,   the PBX did not say who hung up
                """)
        void asTheNewsAroundItsEndSay(
                String first, Integer requested, int callers, int agents, Ending.Kind kind, String evidence) {
            talk();
            if (!first.equals("nobody")) {
                calls.apply(new PbxEvent.HangupRequested(
                        first.equals("caller") ? CALLER : BOBS,
                        requested == null ? OptionalInt.empty() : OptionalInt.of(requested),
                        at(60)));
            }
            Conversation over = only(gone(CALLER, 60));
            told(new PbxEvent.HungUp(BOBS, agents, at(60)));
            gone(BOBS, 60);
            told(new PbxEvent.HungUp(CALLER, callers, at(60)));
            Conversation last = lastTold.getOrDefault(over.id(), over);
            assertThat(last.endedAt()).contains(at(60));
            assertThat(last.ending()).contains(new Ending(kind, evidence));
        }

        @Test
        void asTheFirstToHangUpSaid() {
            talk();
            calls.apply(new PbxEvent.HangupRequested(BOBS, OptionalInt.of(16), at(60)));
            calls.apply(new PbxEvent.HangupRequested(CALLER, OptionalInt.of(16), at(61)));
            assertThat(kind(only(gone(CALLER, 61)))).isEqualTo(Ending.Kind.BY_AGENT);
        }

        @Test
        void whateverWasSaidLongBefore() {
            talk();
            calls.apply(new PbxEvent.HangupRequested(CALLER, OptionalInt.of(38), at(10)));
            calls.apply(new PbxEvent.HungUp(CALLER, 38, at(10)));
            assertThat(kind(only(gone(CALLER, 60)))).isEqualTo(Ending.Kind.UNKNOWN);
        }

        @Test
        void transferredWhenTheAgentPassedTheCallerOn() {
            talk();
            calls.apply(new PbxEvent.Transferred(List.of(BOBS, CALLER), at(60)));
            assertThat(kind(only(gone(BOBS, 60)))).isEqualTo(Ending.Kind.TRANSFERRED);
            answer(caller(CALLER, NONE), 60);
            answer(agent(EVES, "b2"), 61);
            Conversation second = only(answer(caller(CALLER, "b2"), 62));
            assertThat(second.agent()).isEqualTo(EVE);
            assertThat(second.caller()).isEqualTo(ALICE);
        }

        @Test
        void transferredWhenTheNewsOfItComeAfterwards() {
            talk();
            assertThat(kind(only(gone(BOBS, 60)))).isEqualTo(Ending.Kind.UNKNOWN);
            List<Conversation> told = calls.apply(new PbxEvent.Transferred(List.of(BOBS, EVES, CALLER), at(60)));
            assertThat(kind(only(told))).isEqualTo(Ending.Kind.TRANSFERRED);
        }

        @Test
        void transferredWhenTheCallerIsWithAnotherAgentAndNobodyHungUp() {
            talk();
            answer(agent(EVES, "b2"), 59);
            List<Conversation> told = answer(caller(CALLER, "b2"), 60);
            assertThat(told).hasSize(2);
            assertThat(kind(told.getFirst())).isEqualTo(Ending.Kind.TRANSFERRED);
            assertThat(told.getLast().agent()).isEqualTo(EVE);
        }

        @Test
        void asATransferWhateverBecomesOfTheCallerThen() {
            talk();
            calls.apply(new PbxEvent.Transferred(List.of(BOBS, CALLER), at(60)));
            gone(BOBS, 60);
            assertThat(calls.apply(new PbxEvent.HungUp(CALLER, 38, at(62)))).isEmpty();
            assertThat(gone(CALLER, 62)).isEmpty();
        }

        @Test
        void whenTheAgentsLineGoesOnToAnotherCaller() {
            talk();
            answer(agent(BOBS, "b2"), 60);
            List<Conversation> told = answer(channel("PJSIP/mts-00000004", "b2", "+420602999999"), 60);
            assertThat(told).hasSize(2);
            assertThat(told.getLast().agent()).isEqualTo(BOB);
            assertThat(told.getLast().direction()).isEqualTo(Conversation.Direction.INBOUND);
            Conversation first = gone(CALLER, 60).stream().findFirst().orElseGet(() -> lastTold.get(idOfFirst()));
            assertThat(first.ending())
                    .contains(new Ending(Ending.Kind.UNKNOWN, "the agent's line went on to another call"));
        }

        private String idOfFirst() {
            return lastTold.values().stream()
                    .filter(talk -> talk.caller().equals(ALICE))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        @Test
        void butGoesOnAfterABlink() {
            Conversation talk = talk();
            assertThat(only(answer(agent(BOBS, NONE), 60)).isUp()).isFalse();
            assertThat(only(answer(agent(BOBS, "b1"), 61))).isEqualTo(talk);
        }

        @Test
        void andBeginsAnewAfterMoreThanABlink() {
            Conversation talk = talk();
            answer(agent(BOBS, NONE), 60);
            assertThat(only(answer(agent(BOBS, "b1"), 62)).id()).isNotEqualTo(talk.id());
        }

        @Test
        void butNotBecauseTheLocalPairIsOptimisedAway() {
            agents.remove(BOB);
            agents.add(LOCAL_BOB);
            answer(agent(BOBS, "b2"), 0);
            answer(local("Local/971@agents-00000001;2", "b2"), 0);
            answer(local("Local/971@agents-00000001;1", "b1"), 0);
            Conversation talk = only(answer(caller(CALLER, "b1"), 1));
            answer(agent(BOBS, NONE), 1);
            gone("Local/971@agents-00000001;1", 1);
            answer(agent(BOBS, "b1"), 1);
            gone("Local/971@agents-00000001;2", 1);
            assertThat(lastTold.getOrDefault(talk.id(), talk).isUp()).isTrue();
            assertThat(kindOf(gone(CALLER, 60))).isEqualTo(Ending.Kind.UNKNOWN);
        }

        private Ending.Kind kindOf(List<Conversation> told) {
            return kind(only(told));
        }
    }

    @Nested
    class AfterTheLinkWasLost {

        @Test
        void aTalkWhoseChannelsAreThereGoesOn() {
            talk();
            assertThat(calls.apply(new PbxEvent.Lost(at(30)))).isEmpty();
            assertThat(list(60, caller(CALLER, "b1"), agent(BOBS, "b1"))).isEmpty();
            assertThat(calls.use(List.of(BOB))).isEqualTo(ChannelUse.TALKING);
            assertThat(only(gone(CALLER, 90)).startedAt()).isEqualTo(at(1));
        }

        @Test
        void aTalkThatIsGoneEndedWhenThePbxWasLastHeard() {
            talk();
            calls.apply(new PbxEvent.Lost(at(30)));
            calls.apply(new PbxEvent.Lost(at(40)));
            Conversation over = only(list(60, agent(BOBS, NONE)));
            assertThat(over.endedAt()).contains(at(30));
            assertThat(kind(over)).isEqualTo(Ending.Kind.UNKNOWN);
        }

        // Asterisk was restarted: the same names, counted anew, other unique ids.
        @Test
        void aTalkOfNamesakesIsAnotherOne() {
            Conversation talk = talk();
            calls.apply(new PbxEvent.Lost(at(30)));
            ChannelFacts facts = caller(CALLER, "b1");
            ChannelFacts namesake = new ChannelFacts(
                    new Conversation.Leg("other", CALLER),
                    "other",
                    true,
                    facts.number(),
                    facts.bridge(),
                    facts.queue(),
                    false);
            List<Conversation> told = list(60, namesake, agent(BOBS, "b1"));
            assertThat(told).hasSize(2);
            assertThat(told)
                    .filteredOn(Conversation::isUp)
                    .noneMatch(up -> up.id().equals(talk.id()));
        }

        @Test
        void newsMayComeBeforeTheList() {
            Conversation talk = talk();
            calls.apply(new PbxEvent.Lost(at(30)));
            answer(caller(CALLER, "b1"), 40);
            assertThat(answer(agent(BOBS, "b1"), 41)).isEmpty();
            assertThat(list(60, caller(CALLER, "b1"), agent(BOBS, "b1"))).isEmpty();
            assertThat(only(gone(CALLER, 90)).id()).isEqualTo(talk.id());
        }

        @Test
        void aTalkOfAnEarlierRunGoesOnOrEndsLikewise() {
            Conversation talk = talk();
            LiveCalls restarted = new LiveCalls("pbx", PLAN, LiveCallsEndTest.this::agentOf);
            restarted.resume(List.of(talk), at(20));
            assertThat(restarted.apply(
                            new PbxEvent.ChannelsListed(List.of(caller(CALLER, "b1"), agent(BOBS, "b1")), at(60))))
                    .isEmpty();
            LiveCalls tooLate = new LiveCalls("pbx", PLAN, LiveCallsEndTest.this::agentOf);
            tooLate.resume(List.of(talk), at(20));
            assertThat(only(tooLate.apply(new PbxEvent.ChannelsListed(List.of(), at(60))))
                            .endedAt())
                    .contains(at(20));
        }
    }
}
