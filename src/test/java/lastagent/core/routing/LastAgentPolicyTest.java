package lastagent.core.routing;

import static lastagent.core.routing.Situations.ALICE;
import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.CAROL;
import static lastagent.core.routing.Situations.NOW;
import static lastagent.core.routing.Situations.aliceTalkedToBob;
import static lastagent.core.routing.Situations.talk;
import static lastagent.core.routing.Situations.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LastAgentPolicyTest {

    private final LastAgentPolicy policy = new LastAgentPolicy();

    @Test
    void ringsTheAgentWhoLastTalkedToTheCaller() {
        Verdict verdict = decide(aliceTalkedToBob(20));

        assertThat(verdict.decision())
                .isEqualTo(new RingAgent(BOB, Duration.ofSeconds(20), Optional.of("support"), 10, Reason.FREE));
        assertThat(verdict.talk()).map(found -> found.agent()).contains(BOB);
    }

    @Test
    void ringsTheNewestOfTwo() {
        assertThat(agentFor(aliceTalkedToBob(600).with(talk(CAROL, 60)))).isEqualTo(CAROL);
        assertThat(agentFor(new Situations().with(talk(CAROL, 60)).with(talk(BOB, 600))))
                .isEqualTo(CAROL);
    }

    @Test
    void leavesALineForEveryRungThatItLookedAt() {
        assertThat(decide(aliceTalkedToBob(20)).trace())
                .extracting(Verdict.Step::rung)
                .containsExactly(1, 2, 3, 5, 6, 7, 8, 9, 10, 11);
        assertThat(decide(new Situations()).trace())
                .extracting(Verdict.Step::rung)
                .containsExactly(1, 2, 3);
    }

    @Test
    void endsEveryTraceWithTheOnlyStepThatApplied() {
        for (Situations situations : List.of(
                aliceTalkedToBob(20),
                new Situations(),
                aliceTalkedToBob(20).where(BOB, new Presence.Paused("")),
                aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.ABANDONED))) {
            List<Verdict.Step> trace = decide(situations).trace();
            assertThat(trace.getLast().applied()).isTrue();
            assertThat(trace.subList(0, trace.size() - 1)).noneMatch(Verdict.Step::applied);
        }
    }

    @Test
    void neverWritesTheWholeNumberIntoTheTrace() {
        assertThat(decide(aliceTalkedToBob(20)).trace())
                .asString()
                .contains("…4567")
                .doesNotContain("0991234567");
    }

    @Nested
    class TheCaller {

        @ParameterizedTest
        @EnumSource(CallerId.Why.class)
        void takesTheOrdinaryWayIfNobodyInParticular(CallerId.Why why) {
            Situations situations = aliceTalkedToBob(20);
            situations.caller = new CallerId.Unusable(why);

            assertThat(decide(situations).decision())
                    .isEqualTo(new Overflow(Optional.of("support"), Reason.valueOf(why.name())));
        }

        @Test
        void takesTheOrdinaryWayIfDenied() {
            Situations situations = aliceTalkedToBob(20);
            situations.rules = RoutingRules.DEFAULTS.denying(Set.of(ALICE));

            assertThat(reason(situations)).isEqualTo(Reason.DENIED);
        }
    }

    @Nested
    class ATalkCounts {

        @Test
        void atTheVeryEdgeOfTheLookBack() {
            assertThat(reason(aliceTalkedToBob(3600))).isEqualTo(Reason.FREE);
        }

        @Test
        void butNotOneSecondEarlier() {
            assertThat(reason(aliceTalkedToBob(3601))).isEqualTo(Reason.NO_RECENT_TALK);
        }

        @Test
        void acrossTheEdgeOfTheHour() {
            // Cut at 10:59:50, back at 11:00:10.
            assertThat(NOW).hasToString("2026-11-23T11:00:10Z");
            assertThat(reason(aliceTalkedToBob(20))).isEqualTo(Reason.FREE);
        }

        @Test
        void forAShorterTimeIfTheAgentHungUp() {
            assertThat(reason(endedBy(Ending.Kind.BY_AGENT, 300))).isEqualTo(Reason.FREE);
            assertThat(reason(endedBy(Ending.Kind.BY_AGENT, 301))).isEqualTo(Reason.NO_RECENT_TALK);
        }

        @ParameterizedTest
        @EnumSource(value = Ending.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "BY_AGENT")
        void forTheWholeLookBackHoweverElseItEnded(Ending.Kind how) {
            assertThat(reason(endedBy(how, 3600))).isEqualTo(Reason.FREE);
        }

        @Test
        void onlyIfItWasLongEnough() {
            QueueRules tenSeconds = rules(Duration.ofSeconds(10), false);
            assertThat(reason(lasting(10).under(tenSeconds))).isEqualTo(Reason.FREE);
            assertThat(reason(lasting(9).under(tenSeconds))).isEqualTo(Reason.NO_RECENT_TALK);
        }

        @Test
        void onlyIfOutboundTalksDoWhereTheAgentHadCalled() {
            assertThat(reason(outbound())).isEqualTo(Reason.NO_RECENT_TALK);
            assertThat(reason(outbound().under(rules(Duration.ZERO, true)))).isEqualTo(Reason.FREE);
        }

        @Test
        void onlyWithAnAgentOfThisLine() {
            Situations situations = new Situations()
                    .with(talk(CAROL, Duration.ofMinutes(1), 10, Ending.Kind.BY_CALLER, Optional.of("vip")))
                    .with(talk(BOB, 60));
            situations.agents.put(CAROL, new AgentState(Set.of("vip"), new Presence.LoggedOff()));

            assertThat(agentFor(situations)).isEqualTo(BOB);
        }

        @Test
        void withAnAgentWhoServesTheLineThoughTheTalkWasDirect() {
            Situations situations = new Situations()
                    .with(talk(BOB, Duration.ofMinutes(1), 10, Ending.Kind.BY_CALLER, Optional.empty()));

            assertThat(decide(situations).decision().queue()).contains("support");
            assertThat(agentFor(situations)).isEqualTo(BOB);
        }

        @Test
        void withAnyAgentWhereTheLineNamesNoQueue() {
            Situations situations = new Situations()
                    .with(talk(BOB, Duration.ofMinutes(1), 10, Ending.Kind.BY_CALLER, Optional.of("vip")));
            situations.line = List.of();
            assertThat(agentFor(situations)).isEqualTo(BOB);
        }

        @Test
        void byTheRulesOfItsQueue() {
            Situations situations = aliceTalkedToBob(3601);
            situations.rules = RoutingRules.DEFAULTS.withQueue("support", lookBack(Duration.ofHours(2)));

            assertThat(reason(situations)).isEqualTo(Reason.FREE);
        }

        private static Situations endedBy(Ending.Kind how, int secondsAgo) {
            return new Situations().with(talk(BOB, Duration.ofMinutes(1), secondsAgo, how, Optional.of("support")));
        }

        private static Situations lasting(int seconds) {
            return new Situations()
                    .with(talk(BOB, Duration.ofSeconds(seconds), 5, Ending.Kind.BY_CALLER, Optional.of("support")));
        }

        private static Situations outbound() {
            return new Situations()
                    .with(up(BOB, NOW.minusSeconds(60), Direction.OUTBOUND, Optional.empty())
                            .ended(NOW.minusSeconds(30), new Ending(Ending.Kind.CUT, "by the test")));
        }
    }

    @Nested
    class TheAgent {

        @Test
        void isLeftAloneWhileTheTalkIsStillUp() {
            Situations situations =
                    new Situations().with(up(BOB, NOW.minusSeconds(30), Direction.INBOUND, Optional.of("support")));
            assertThat(decide(situations).decision())
                    .isEqualTo(new Overflow(Optional.of("support"), Reason.STILL_TALKING));
        }

        @Test
        void isNotRungWhenNobodyKnowsWhatTheyAreDoing() {
            Situations situations = aliceTalkedToBob(20).where(BOB, new Presence.Unknown("the PBX is not followed"));
            assertThat(decide(situations).decision())
                    .isEqualTo(new Overflow(Optional.of("support"), Reason.STATE_UNKNOWN));
        }

        @Test
        void givesTheFrontOfTheQueueWhenAway() {
            for (Map.Entry<Presence, Reason> row : Map.<Presence, Reason>of(
                            new Presence.Gone(), Reason.AGENT_GONE,
                            new Presence.Paused("lunch"), Reason.PAUSED,
                            new Presence.LoggedOff(), Reason.LOGGED_OFF,
                            new Presence.Unregistered(), Reason.UNREGISTERED,
                            new Presence.Talking(), Reason.TALKING,
                            new Presence.OnHold(), Reason.ON_HOLD,
                            new Presence.Ringing(), Reason.RINGING,
                            new Presence.Claimed(), Reason.CLAIMED)
                    .entrySet()) {
                assertThat(decide(aliceTalkedToBob(300).where(BOB, row.getKey()))
                                .decision())
                        .isEqualTo(new FrontOfQueue(Optional.of("support"), 10, row.getValue()));
                assertThat(decide(aliceTalkedToBob(301).where(BOB, row.getKey()))
                                .decision())
                        .as("not the front after front-within")
                        .isEqualTo(new Overflow(Optional.of("support"), row.getValue()));
            }
        }

        @Test
        void ringsInTheWrapUpOfTheVeryTalkThatWasCut() {
            assertThat(reason(aliceTalkedToBob(20).where(BOB, wrapUpOfTalkEnded(22))))
                    .isEqualTo(Reason.FREE);
            assertThat(reason(aliceTalkedToBob(20).where(BOB, wrapUpOfTalkEnded(18))))
                    .isEqualTo(Reason.FREE);
        }

        @Test
        void doesNotRingInTheWrapUpOfAnotherTalk() {
            assertThat(reason(aliceTalkedToBob(20).where(BOB, wrapUpOfTalkEnded(17))))
                    .isEqualTo(Reason.WRAP_UP);
            assertThat(reason(aliceTalkedToBob(20).where(BOB, wrapUpOfTalkEnded(23))))
                    .isEqualTo(Reason.WRAP_UP);
        }

        @Test
        void doesNotRingInALongWrapUpOfATalkLongAgo() {
            assertThat(reason(aliceTalkedToBob(301).where(BOB, wrapUpOfTalkEnded(301))))
                    .isEqualTo(Reason.WRAP_UP);
        }

        private static Presence wrapUpOfTalkEnded(int secondsAgo) {
            return new Presence.WrapUp(NOW.minusSeconds(secondsAgo), NOW.plusSeconds(60));
        }
    }

    @Nested
    class TheLastOffer {

        @Test
        void lettingTheCallerChooseTheGreetingIfTheyHungUp() {
            assertThat(decide(aliceTalkedToBob(60).offered(BOB, 30, Offer.Outcome.ABANDONED))
                            .decision())
                    .isEqualTo(new Overflow(Optional.of("support"), Reason.OFFER_ABANDONED));
        }

        @Test
        void isNotRepeatedIfRefusedOrNotAnswered() {
            assertThat(decide(aliceTalkedToBob(60).offered(BOB, 30, Offer.Outcome.REFUSED))
                            .decision())
                    .isEqualTo(new FrontOfQueue(Optional.of("support"), 10, Reason.OFFER_REFUSED));
            assertThat(decide(aliceTalkedToBob(60).offered(BOB, 30, Offer.Outcome.NOT_ANSWERED))
                            .decision())
                    .isEqualTo(new FrontOfQueue(Optional.of("support"), 10, Reason.OFFER_NOT_ANSWERED));
        }

        @Test
        void isOverOnceTheTwoTalkAgain() {
            Situations situations = aliceTalkedToBob(20).offered(BOB, 81, Offer.Outcome.REFUSED);
            assertThat(reason(situations)).isEqualTo(Reason.FREE);
        }

        @Test
        void isTheOneThatCounts() {
            Situations situations = aliceTalkedToBob(60)
                    .offered(BOB, 10, Offer.Outcome.NOT_MADE)
                    .offered(BOB, 30, Offer.Outcome.REFUSED);
            assertThat(reason(situations)).isEqualTo(Reason.FREE);
        }

        @Test
        void toAnotherAgentDoesNotMatter() {
            assertThat(reason(aliceTalkedToBob(60).offered(CAROL, 30, Offer.Outcome.REFUSED)))
                    .isEqualTo(Reason.FREE);
        }
    }

    private Verdict decide(Situations situations) {
        return policy.decide(situations.situation());
    }

    private Reason reason(Situations situations) {
        return decide(situations).decision().reason();
    }

    private Object agentFor(Situations situations) {
        return decide(situations).decision() instanceof RingAgent ring ? ring.agent() : "nobody";
    }

    private static QueueRules rules(Duration minimumTalkTime, boolean outboundCounts) {
        return QueueRules.DEFAULTS
                .but()
                .minimumTalkTime(minimumTalkTime)
                .outboundCounts(outboundCounts)
                .done();
    }

    private static QueueRules lookBack(Duration lookBack) {
        return QueueRules.DEFAULTS.but().lookBack(lookBack).done();
    }
}
