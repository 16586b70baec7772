package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import lastagent.core.conversation.Conversation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiveCallsTest extends LiveCallsFixture {

    @Nested
    class ATalkBegins {

        @Test
        void whenCallerAndAgentAreInOneBridge() {
            assertThat(answer(agent(BOBS, "b1"), 0)).isEmpty();
            Conversation talk = only(answer(caller(CALLER, "b1"), 1));
            assertThat(talk.caller()).isEqualTo(ALICE);
            assertThat(talk.agent()).isEqualTo(BOB);
            assertThat(talk.startedAt()).isEqualTo(at(1));
            assertThat(talk.isUp()).isTrue();
            assertThat(talk.id()).isEqualTo("pbx:uid-" + CALLER + ":uid-" + BOBS + ":" + at(1).toEpochMilli());
            assertThat(calls.use(List.of(BOB))).isEqualTo(ChannelUse.TALKING);
        }

        @Test
        void onceOnly() {
            talk();
            assertThat(answer(caller(CALLER, "b1"), 2)).isEmpty();
            assertThat(answer(agent(BOBS, "b1"), 3)).isEmpty();
        }

        @Test
        void onlyWhenBothAreUp() {
            answer(agent(BOBS, "b1"), 0);
            ChannelFacts ringing = caller(CALLER, "b1");
            assertThat(answer(
                            new ChannelFacts(
                                    ringing.leg(),
                                    ringing.linkedId(),
                                    false,
                                    ringing.number(),
                                    ringing.bridge(),
                                    ringing.queue(),
                                    false),
                            1))
                    .isEmpty();
            assertThat(answer(ringing, 2)).hasSize(1);
        }

        @Test
        void acrossALocalPairWithItsAgentBehindIt() {
            agents.remove(BOB);
            agents.add(LOCAL_BOB);
            answer(agent(BOBS, "b2"), 0);
            answer(local("Local/971@agents-00000001;2", "b2"), 0);
            answer(local("Local/971@agents-00000001;1", "b1"), 0);
            Conversation talk = only(answer(caller(CALLER, "b1"), 1));
            assertThat(talk.agent()).isEqualTo(LOCAL_BOB);
            assertThat(talk.agentLeg().channel()).isEqualTo(BOBS);
        }

        @Test
        void withThePhoneItselfWhereBothAreMembers() {
            agents.add(LOCAL_BOB);
            answer(agent(BOBS, "b2"), 0);
            answer(local("Local/971@agents-00000001;2", "b2"), 0);
            answer(local("Local/971@agents-00000001;1", "b1"), 0);
            assertThat(only(answer(caller(CALLER, "b1"), 1)).agent()).isEqualTo(BOB);
        }

        // A member on a mobile phone: the trunk's channel behind the pair is the agent's, the other one the caller's.
        @Test
        void withAnAgentBehindATrunk() {
            answer(channel("PJSIP/mts-00000009", "b2", "+777000111"), 0);
            answer(local("Local/777000111@out-00000001;2", "b2"), 0);
            answer(local("Local/777000111@out-00000001;1", "b1"), 0);
            Conversation talk = only(answer(caller(CALLER, "b1"), 1));
            assertThat(talk.caller()).isEqualTo(ALICE);
            assertThat(talk.agent()).isEqualTo(MOBILE);
        }

        @Test
        void outboundWhenThePbxDialledTheOutsideParty() {
            answer(agent(BOBS, "b1"), 0);
            ChannelFacts trunk = caller(CALLER, "b1");
            Conversation talk = only(answer(
                    new ChannelFacts(
                            trunk.leg(), "uid-" + BOBS, true, ALICE.value(), trunk.bridge(), Optional.empty(), true),
                    1));
            assertThat(talk.direction()).isEqualTo(Conversation.Direction.OUTBOUND);
        }

        @Test
        void throughTheQueueThatTheCallerIsIn() {
            answer(agent(BOBS, "b1"), 0);
            assertThat(only(answer(queued(caller(CALLER, "b1"), "support"), 1)).queue())
                    .contains("support");
        }

        @Test
        void evenIfTheQueueIsToldLater() {
            talk();
            Conversation talk = only(answer(queued(caller(CALLER, "b1"), "support"), 2));
            assertThat(talk.queue()).contains("support");
            assertThat(talk.startedAt()).isEqualTo(at(1));
        }

        @Test
        void whenTheAgentBecomesKnown() {
            agents.remove(BOB);
            answer(agent(BOBS, "b1"), 0);
            answer(caller(CALLER, "b1"), 1);
            agents.add(BOB);
            MemberFacts bob = new MemberFacts(
                    "support",
                    BOB,
                    Optional.empty(),
                    BOB.value(),
                    DeviceState.IN_USE,
                    false,
                    "",
                    Optional.empty(),
                    Duration.ZERO);
            assertThat(calls.apply(
                            new PbxEvent.MembersAnswered(Optional.empty(), Optional.empty(), List.of(bob), at(2))))
                    .hasSize(1);
        }
    }

    @Nested
    class NoTalkIs {

        @Test
        void whatTwoAgentsSayToOneAnother() {
            answer(agent(BOBS, "b1"), 0);
            assertThat(answer(agent(EVES, "b1"), 1)).isEmpty();
            assertThat(calls.use(List.of(BOB))).isEqualTo(ChannelUse.TALKING);
        }

        // In an attended transfer the caller is in the new bridge before the agent's own leg is known to have left it.
        @Test
        void whatIsKnownOfAChannelFromBeforeItMoved() {
            answer(agent(BOBS, "b1"), 0);
            calls.apply(new PbxEvent.ChannelsMoved(List.of(CALLER, BOBS), at(1)));
            assertThat(answer(caller(CALLER, "b1"), 1)).isEmpty();
            assertThat(answer(agent(BOBS, NONE), 1)).isEmpty();
        }

        @Test
        void lostWhenItsQuestionIsNeverAnswered() {
            answer(agent(BOBS, "b1"), 0);
            calls.apply(new PbxEvent.ChannelsMoved(List.of(BOBS), at(1)));
            assertThat(answer(caller(CALLER, "b1"), 1)).isEmpty();
            assertThat(list(30, caller(CALLER, "b1"), agent(BOBS, "b1"))).hasSize(1);
        }

        @Test
        void aCallFromNoSubscriber() {
            answer(agent(BOBS, "b1"), 0);
            assertThat(answer(channel(CALLER, "b1", "anonymous"), 1)).isEmpty();
            assertThat(answer(channel("PJSIP/105-00000007", "b1", "105"), 1)).isEmpty();
        }

        @Test
        void aRowThatNamesAnotherChannelThanTheOneAskedFor() {
            answer(agent(BOBS, "b1"), 0);
            assertThat(calls.apply(new PbxEvent.ChannelAnswered(
                            "PJSIP/mts-00000066", Optional.of(caller(CALLER, "b1")), at(1))))
                    .isEmpty();
        }

        @Test
        void anythingThatOnlyNewsTell() {
            assertThat(calls.apply(new PbxEvent.ChannelsMoved(List.of(CALLER, BOBS), at(0))))
                    .isEmpty();
            talk();
            assertThat(calls.apply(new PbxEvent.HungUp(CALLER, 16, at(5)))).isEmpty();
            assertThat(calls.apply(new PbxEvent.HangupRequested(CALLER, OptionalInt.of(38), at(5))))
                    .isEmpty();
            assertThat(calls.apply(new PbxEvent.Transferred(List.of(CALLER, BOBS), at(5))))
                    .isEmpty();
            assertThat(answer(caller(CALLER, "b1"), 6)).isEmpty();
        }
    }

    @Test
    void aListEndsWhatItDoesNotHave() {
        talk();
        assertThat(only(list(30, agent(BOBS, NONE))).endedAt()).contains(at(30));
        assertThat(calls.use(List.of(EVE))).isEqualTo(ChannelUse.NONE);
    }

    // Whatever comes in whatever order: no exception, no talk without a beginning, none that ends before it began.
    @Test
    void keepsItsWordsInAnyOrderOfEvents() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> names = List.of(
                CALLER, BOBS, EVES, "PJSIP/mts-00000004", "Local/971@agents-00000001;1", "Local/971@agents-00000001;2");
        agents.add(LOCAL_BOB);
        for (int i = 0; i < 20_000; i++) {
            String name = names.get(random.nextInt(names.size()));
            Instant at = at(i / 10);
            String bridge = random.nextInt(4) == 0 ? NONE : "b" + random.nextInt(3);
            String number = random.nextInt(10) == 0 ? "anonymous" : ALICE.value();
            PbxEvent event = switch (random.nextInt(9)) {
                case 0 -> new PbxEvent.ChannelAnswered(name, Optional.empty(), at);
                case 1 -> new PbxEvent.HangupRequested(name, OptionalInt.of(16), at);
                case 2 -> new PbxEvent.HungUp(name, random.nextInt(50), at);
                case 3 -> new PbxEvent.Transferred(List.of(name), at);
                case 4 ->
                    random.nextInt(20) == 0 ? new PbxEvent.Lost(at) : new PbxEvent.ChannelsMoved(List.of(name), at);
                case 5 -> new PbxEvent.ChannelsListed(List.of(channel(name, bridge, number)), at);
                default -> new PbxEvent.ChannelAnswered(name, Optional.of(channel(name, bridge, number)), at);
            };
            for (Conversation talk : calls.apply(event)) {
                assertThat(talk.endedAt().isPresent())
                        .as("seed " + seed)
                        .isEqualTo(talk.ending().isPresent());
                assertThat(talk.endedAt().orElse(at)).as("seed " + seed).isBetween(talk.startedAt(), at);
                lastTold.put(talk.id(), talk);
            }
        }
        calls.apply(new PbxEvent.ChannelsListed(List.of(), at(3000))).forEach(talk -> lastTold.put(talk.id(), talk));
        assertThat(lastTold).as("seed " + seed).isNotEmpty();
        assertThat(lastTold.values()).as("seed " + seed).noneMatch(Conversation::isUp);
    }
}
