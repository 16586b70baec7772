package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveCallsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final CallerNumber ALICE = new CallerNumber("+420601234567");
    private static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    private static final AgentInterface EVE = new AgentInterface("PJSIP/972");
    private static final AgentInterface LOCAL_BOB = new AgentInterface("Local/971@agents");
    private static final AgentInterface MOBILE = new AgentInterface("Local/777000111@out");

    private static final NumberPlan PLAN = (presented, presentation) -> presented.matches("\\+[0-9]{9,15}")
            ? new CallerId.Subscriber(new CallerNumber(presented))
            : new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);

    private final Set<AgentInterface> agents = new HashSet<>(Set.of(BOB, EVE, MOBILE));
    private final LiveCalls calls = new LiveCalls("pbx", PLAN, agents::contains);

    private static final String NONE = "";
    private static final String CALLER = "PJSIP/mts-00000001";
    private static final String BOBS = "PJSIP/971-00000002";
    private static final String EVES = "PJSIP/972-00000003";

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
            assertThat(calls.talks(BOB)).isTrue();
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
            MemberFacts bob =
                    new MemberFacts("support", BOB, DeviceState.IN_USE, false, "", Optional.empty(), Duration.ZERO);
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
            assertThat(calls.talks(BOB)).isTrue();
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
            assertThat(calls.talks(BOB)).isTrue();
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
            LiveCalls restarted = new LiveCalls("pbx", PLAN, agents::contains);
            restarted.resume(List.of(talk), at(20));
            assertThat(restarted.apply(
                            new PbxEvent.ChannelsListed(List.of(caller(CALLER, "b1"), agent(BOBS, "b1")), at(60))))
                    .isEmpty();
            LiveCalls tooLate = new LiveCalls("pbx", PLAN, agents::contains);
            tooLate.resume(List.of(talk), at(20));
            assertThat(only(tooLate.apply(new PbxEvent.ChannelsListed(List.of(), at(60))))
                            .endedAt())
                    .contains(at(20));
        }
    }

    @Test
    void aListEndsWhatItDoesNotHave() {
        talk();
        assertThat(only(list(30, agent(BOBS, NONE))).endedAt()).contains(at(30));
        assertThat(calls.talks(EVE)).isFalse();
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

    // A few microseconds on an idle machine; what must not be is that it grows with the number of talks.
    @Test
    void isQuickWithAThousandTalksUp() {
        for (int i = 0; i < 1000; i++) {
            answer(channel("PJSIP/971-0000" + (1000 + i), "b" + i, "971"), 0);
            answer(channel("PJSIP/mts-0000" + (1000 + i), "b" + i, ALICE.value()), 0);
        }
        int rounds = 20_000;
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            int call = i % 1000;
            String bridge = i / 1000 % 2 == 0 ? NONE : "b" + call;
            answer(channel("PJSIP/mts-0000" + (1000 + call), bridge, ALICE.value()), 1 + i / 100);
        }
        assertThat(Duration.ofNanos((System.nanoTime() - start) / rounds)).isLessThan(Duration.ofMillis(1));
    }

    private final Map<String, Conversation> lastTold = new TreeMap<>();

    private Conversation talk() {
        answer(agent(BOBS, "b1"), 0);
        return only(answer(caller(CALLER, "b1"), 1));
    }

    private static Instant at(int second) {
        return NOW.plusSeconds(second);
    }

    private static Conversation only(List<Conversation> told) {
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private static Ending.Kind kind(Conversation talk) {
        return talk.ending().orElseThrow().kind();
    }

    private List<Conversation> answer(ChannelFacts facts, int second) {
        return told(new PbxEvent.ChannelAnswered(facts.leg().channel(), Optional.of(facts), at(second)));
    }

    private List<Conversation> gone(String channel, int second) {
        return told(new PbxEvent.ChannelAnswered(channel, Optional.empty(), at(second)));
    }

    private List<Conversation> list(int second, ChannelFacts... channels) {
        return told(new PbxEvent.ChannelsListed(List.of(channels), at(second)));
    }

    private List<Conversation> told(PbxEvent event) {
        List<Conversation> told = new ArrayList<>(calls.apply(event));
        told.forEach(talk -> lastTold.put(talk.id(), talk));
        return told;
    }

    private static ChannelFacts caller(String name, String bridge) {
        return channel(name, bridge, ALICE.value());
    }

    private static ChannelFacts agent(String name, String bridge) {
        return channel(name, bridge, "971");
    }

    private static ChannelFacts local(String name, String bridge) {
        return channel(name, bridge, ALICE.value());
    }

    private static ChannelFacts queued(ChannelFacts facts, String queue) {
        return new ChannelFacts(
                facts.leg(), facts.linkedId(), true, facts.number(), facts.bridge(), Optional.of(queue), false);
    }

    private static ChannelFacts channel(String name, String bridge, String number) {
        return new ChannelFacts(
                new Conversation.Leg("uid-" + name, name),
                "uid-" + name,
                true,
                number,
                bridge.equals(NONE) ? Optional.empty() : Optional.of(bridge),
                Optional.empty(),
                false);
    }
}
