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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.Ending.Kind;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtherDecisionsTest {

    private static final Optional<String> SUPPORT = Optional.of("support");

    @Test
    void areNoneForACallerWhoIsNobodyInParticular() {
        Situations situations = aliceTalkedToBob(20);
        situations.caller = new CallerId.Unusable(CallerId.Why.WITHHELD);

        assertThat(OtherDecisions.of(situations.situation())).isEmpty();
    }

    @Test
    void areNoneForAStranger() {
        assertThat(OtherDecisions.of(new Situations().situation())).isEmpty();
    }

    @Test
    void comeWithWhatWouldHaveBeenDecided() {
        assertThat(OtherDecisions.of(aliceTalkedToBob(20)
                        .where(BOB, new Presence.Paused("lunch"))
                        .situation()))
                .containsExactly(
                        new OtherDecision(
                                OtherDecision.What.AGENT,
                                "PJSIP/971 free",
                                "paused: lunch",
                                new RingAgent(BOB, Duration.ofSeconds(20), SUPPORT, 10, Reason.FREE)),
                        new OtherDecision(
                                OtherDecision.What.SETTING,
                                "minimum-talk-time: 70s",
                                "0s",
                                new Overflow(SUPPORT, Reason.NO_RECENT_TALK)),
                        new OtherDecision(
                                OtherDecision.What.SETTING,
                                "front-within: 10s",
                                "5m",
                                new Overflow(SUPPORT, Reason.PAUSED)),
                        new OtherDecision(
                                OtherDecision.What.SETTING,
                                "look-back: 10s",
                                "60m",
                                new Overflow(SUPPORT, Reason.NO_RECENT_TALK)));
    }

    @Nested
    class WithoutASetting {

        @Test
        void tellOfTheAgentWhoWasNotFree() {
            assertThat(others(aliceTalkedToBob(400).where(BOB, new Presence.Talking())))
                    .contains("PJSIP/971 free (in a call): ring PJSIP/971");
        }

        @Test
        void tellOfTheOfferThatCameToNothing() {
            assertThat(others(aliceTalkedToBob(60).offered(BOB, 30, Offer.Outcome.ABANDONED)))
                    .contains("without the last offer to PJSIP/971 (given up by the caller, 30 s ago): ring PJSIP/971");
        }

        @Test
        void doNotTellOfAnOfferIfTheOneBeforeItCameToNothingToo() {
            assertThat(others(aliceTalkedToBob(60)
                            .offered(BOB, 40, Offer.Outcome.ABANDONED)
                            .offered(BOB, 30, Offer.Outcome.ABANDONED)))
                    .noneMatch(other -> other.contains("offer"));
        }

        @Test
        void tellOfATalkThatWasStillUp() {
            Situations situations = new Situations().with(up(BOB, NOW.minusSeconds(30), Direction.INBOUND, SUPPORT));

            assertThat(others(situations)).contains("that talk with PJSIP/971 at its end (still up): ring PJSIP/971");
        }

        @Test
        void tellOfATalkThatProvedANumberToBeShared() {
            Situations situations = new Situations()
                    .with(talk(BOB, Duration.ofSeconds(200), 100, Kind.BY_CALLER, SUPPORT))
                    .with(talk(CAROL, Duration.ofSeconds(200), 50, Kind.CUT, SUPPORT));

            assertThat(others(situations))
                    .contains("without the talk with PJSIP/971 (ended 100 s ago, by the test): ring PJSIP/972");
        }

        @Test
        void tellOfALineThatServesTheAgentsQueue() {
            Situations situations =
                    new Situations().with(talk(CAROL, Duration.ofMinutes(1), 10, Kind.CUT, Optional.of("vip")));
            situations.agents.put(CAROL, new AgentState(Set.of("vip", "gold"), new Presence.LoggedOff()));

            assertThat(others(situations))
                    .containsExactly(
                            "line support&gold with PJSIP/972 free there (support): ring PJSIP/972",
                            "line support&vip with PJSIP/972 free there (support): ring PJSIP/972");
        }

        @Test
        void tellOfTheQueuesThatTheAgentIsInNow() {
            Situations situations = aliceTalkedToBob(400);
            situations.agents.put(BOB, new AgentState(Set.of("vip"), new Presence.LoggedOff()));

            assertThat(others(situations))
                    .contains("line support&vip with PJSIP/971 free there (support): ring PJSIP/971");
        }

        @Test
        void supposeNoOtherAgentFreeThanThoseOfThatQueue() {
            Situations situations =
                    aliceTalkedToBob(400).with(talk(CAROL, Duration.ofMinutes(1), 10, Kind.CUT, Optional.of("vip")));
            situations.agents.put(BOB, new AgentState(Set.of("sales"), new Presence.LoggedOff()));
            situations.agents.put(CAROL, new AgentState(Set.of("vip"), new Presence.LoggedOff()));

            assertThat(others(situations))
                    .contains("line support&vip with PJSIP/972 free there (support): ring PJSIP/972");
        }

        @Test
        void supposeEveryAgentFreeWhoIsInThatQueue() {
            Situations situations = aliceTalkedToBob(400).with(talk(CAROL, 4000));
            situations.agents.put(BOB, new AgentState(Set.of("vip"), new Presence.LoggedOff()));
            situations.agents.put(CAROL, new AgentState(Set.of("vip"), new Presence.LoggedOff()));

            assertThat(others(situations))
                    .contains("line support&vip with PJSIP/971, PJSIP/972 free there (support): ring PJSIP/971");
        }

        @Test
        void doNotSupposeAnAgentFreeWhomTheLineSawInACall() {
            Situations situations = aliceTalkedToBob(400);
            situations.agents.put(BOB, new AgentState(Set.of("support", "vip"), new Presence.Talking()));

            assertThat(others(situations)).noneMatch(other -> other.startsWith("line"));
        }

        @Test
        void tellOfNoOtherLineWhereTheLineServesAnyQueue() {
            Situations situations =
                    aliceTalkedToBob(20).with(talk(CAROL, Duration.ofMinutes(1), 300, Kind.CUT, Optional.of("vip")));
            situations.line = List.of();

            assertThat(others(situations)).noneMatch(other -> other.startsWith("line"));
        }

        @Test
        void supposeNothingOfAnAgentWhomTheLineSaw() {
            Situations situations =
                    new Situations().with(talk(CAROL, Duration.ofMinutes(1), 10, Kind.CUT, Optional.of("vip")));
            situations.agents.put(CAROL, new AgentState(Set.of(), new Presence.LoggedOff()));

            assertThat(others(situations)).containsExactly("line support&vip (support): front logged-off");
        }
    }

    @Nested
    class BySetting {

        @Test
        void tellOfAnotherAgentWhoWouldHaveRung() {
            Situations situations =
                    aliceTalkedToBob(600).with(talk(CAROL, Duration.ofMinutes(1), 330, Kind.BY_AGENT, SUPPORT));

            assertThat(others(situations)).contains("look-back-by-agent: 6m (5m): ring PJSIP/972");
        }

        @Test
        void goOnUntilAChangeMakesADifference() {
            Situations situations = new Situations()
                    .with(talk(BOB, Duration.ofMinutes(39), 61 * 60, Kind.CUT, SUPPORT))
                    .with(talk(CAROL, Duration.ofMinutes(5), 75 * 60, Kind.CUT, SUPPORT))
                    .where(BOB, new Presence.Paused(""));

            assertThat(others(situations)).containsExactly("look-back: 75m (60m): ring PJSIP/972");
        }

        @Test
        void mayBeMoreAndLessOfTheSame() {
            Situations situations = new Situations()
                    .with(talk(BOB, Duration.ofMinutes(50), 50 * 60, Kind.CUT, SUPPORT))
                    .with(talk(CAROL, Duration.ofMinutes(15), 75 * 60, Kind.CUT, SUPPORT));

            assertThat(others(situations))
                    .contains("look-back: 45m (60m): none no-recent-talk", "look-back: 75m (60m): ring PJSIP/972");
        }

        @Test
        void leaveTheGeneralValueAloneWhereAQueueHasItsOwn() {
            Situations situations = aliceTalkedToBob(61 * 60)
                    .with(talk(CAROL, Duration.ofMinutes(1), 70 * 60, Kind.CUT, Optional.of("vip")));
            situations.line = List.of();
            situations.rules = RoutingRules.DEFAULTS.withQueue(
                    "vip",
                    QueueRules.DEFAULTS.but().lookBack(Duration.ofMinutes(50)).done());

            assertThat(others(situations)).contains("queues.vip.look-back: 70m (50m): ring PJSIP/972");
        }

        @Test
        void takeAQueueWithTheGeneralValueToHaveInheritedIt() {
            Situations situations = aliceTalkedToBob(71 * 60)
                    .with(talk(CAROL, Duration.ofMinutes(1), 70 * 60, Kind.CUT, Optional.of("vip")));
            situations.line = List.of();
            situations.rules = RoutingRules.DEFAULTS.withQueue(
                    "vip",
                    QueueRules.DEFAULTS.but().ringTime(Duration.ofSeconds(5)).done());

            assertThat(others(situations))
                    .containsExactly(
                            "queues.vip.look-back: 70m (60m): ring PJSIP/972", "look-back: 75m (60m): ring PJSIP/972");
            situations.rules = RoutingRules.DEFAULTS.withQueue(
                    "vip",
                    QueueRules.DEFAULTS.but().lookBack(Duration.ofMinutes(50)).done());
            assertThat(others(situations))
                    .containsExactly(
                            "look-back: 75m (60m): ring PJSIP/971", "queues.vip.look-back: 70m (50m): ring PJSIP/972");
        }

        @Test
        void tellOfTheModeThatKeptADecisionFromBeingActedUpon() {
            assertThat(others(under(aliceTalkedToBob(20), rules -> rules.mode(Mode.SHADOW))))
                    .contains("mode: on (shadow): ring PJSIP/971");
            assertThat(others(under(aliceTalkedToBob(4000), rules -> rules.mode(Mode.SHADOW))))
                    .noneMatch(other -> other.startsWith("mode"));
            assertThat(others(aliceTalkedToBob(20))).noneMatch(other -> other.startsWith("mode"));
        }

        @Test
        void tellOfTheListsThatTheNumberIsIn() {
            Situations denied = aliceTalkedToBob(20);
            denied.rules = denied.rules.denying(Set.of(ALICE));
            Situations shared = aliceTalkedToBob(20);
            shared.rules = shared.rules.sharing(Set.of(ALICE));

            assertThat(others(denied)).containsExactly("deny: without …4567 (with it): ring PJSIP/971");
            assertThat(others(shared)).containsExactly("shared: without …4567 (with it): ring PJSIP/971");
        }

        @Test
        void tellOfTheLookBackThatWasTooShort() {
            assertThat(others(aliceTalkedToBob(72 * 60))).containsExactly("look-back: 75m (60m): ring PJSIP/971");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                BY_AGENT  | look-back-by-agent: 75m (5m)
                CUT       | look-back: 75m (60m)
                """)
        void tellOfTheLookBackThatIsForSuchATalk(Kind how, String change) {
            Situations situations = new Situations().with(talk(BOB, Duration.ofMinutes(1), 72 * 60, how, SUPPORT));
            assertThat(others(situations)).containsExactly(change + ": ring PJSIP/971");
        }

        @Test
        void tellOfTheLookBackByTheCallerWhereThereIsOne() {
            assertThat(others(under(
                            aliceTalkedToBob(72 * 60),
                            rules -> rules.lookBackByCaller(Optional.of(Duration.ofMinutes(10))))))
                    .containsExactly("look-back-by-caller: 75m (10m): ring PJSIP/971");
        }

        @Test
        void tellOfOutboundCalls() {
            Situations situations = new Situations()
                    .with(up(BOB, NOW.minusSeconds(3601), Direction.OUTBOUND, SUPPORT)
                            .ended(NOW.minusSeconds(3601), new Ending(Kind.MISSED, "rang out")));
            assertThat(others(situations)).as("two settings stand in the way").isEmpty();
            assertThat(others(under(situations, rules -> rules.outboundCounts(true))))
                    .containsExactly("look-back-outbound: 65m (60m): ring PJSIP/971");
            assertThat(others(under(situations, rules -> rules.lookBackOutbound(Duration.ofHours(2)))))
                    .containsExactly("outbound-counts: yes (no): ring PJSIP/971");
            assertThat(others(under(
                            situations,
                            rules -> rules.lookBackOutbound(Duration.ofHours(2)).outboundCounts(true))))
                    .containsExactly(
                            "outbound-counts: no (yes): none no-recent-talk",
                            "look-back-outbound: 60m (2h): none no-recent-talk");
        }

        @Test
        void tellOfATalkThatWasTooShort() {
            assertThat(others(under(
                            new Situations().with(talk(BOB, Duration.ofSeconds(9), 20, Kind.CUT, SUPPORT)),
                            rules -> rules.minimumTalkTime(Duration.ofSeconds(10)))))
                    .containsExactly("minimum-talk-time: 0s (10s): ring PJSIP/971");
            assertThat(others(under(
                            new Situations().with(talk(BOB, Duration.ofSeconds(20), 20, Kind.CUT, SUPPORT)),
                            rules -> rules.minimumTalkTime(Duration.ofSeconds(21)))))
                    .containsExactly("minimum-talk-time: 20s (21s): ring PJSIP/971");
        }

        @Test
        void tellOfTheTimeForTheFrontOfTheQueue() {
            assertThat(others(aliceTalkedToBob(301).where(BOB, new Presence.Ringing())))
                    .contains("front-within: 6m (5m): front ringing");
            assertThat(others(aliceTalkedToBob(301)
                            .where(BOB, new Presence.WrapUp(NOW.minusSeconds(301), NOW.plusSeconds(60)))))
                    .contains("front-within: 6m (5m): ring PJSIP/971");
        }

        @Test
        void nameTheSectionOfAQueueWithRulesOfItsOwn() {
            Situations situations = aliceTalkedToBob(72 * 60);
            situations.rules = situations.rules.withQueue(
                    "support", QueueRules.DEFAULTS.but().mode(Mode.SHADOW).done());

            assertThat(others(situations)).containsExactly("queues.support.look-back: 75m (60m): ring PJSIP/971");
            assertThat(others(situations.with(talk(BOB, 20)).under(QueueRules.DEFAULTS)))
                    .contains("queues.support.mode: on (shadow): ring PJSIP/971");
        }

        @Test
        void areOnlyTheSmallestChangeInEachDirection() {
            Situations situations = aliceTalkedToBob(72 * 60)
                    .with(talk(CAROL, 90 * 60))
                    .with(talk(CAROL, Duration.ofMinutes(1), 30 * 60, Kind.BY_AGENT, SUPPORT));

            assertThat(others(situations))
                    .containsExactly(
                            "look-back: 75m (60m): ring PJSIP/971", "look-back-by-agent: 30m (5m): ring PJSIP/972");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # point, now, across
            PT72M,  PT60M, PT75M
            PT75M,  PT60M, PT75M
            PT75M,  PT75M, PT70M
            PT72M,  PT80M, PT70M
            PT20S,  PT60M, PT10S
            PT9S,   PT60M, PT0S
            PT0S,   PT60M, PT0S
            PT2M,   PT60M, PT1M
            PT10M,  PT60M, PT5M
            PT2H,   PT60H, PT1H
            PT48H,  PT60H, PT24H
            PT119S, PT0S,  PT2M
            PT121S, PT0S,  PT3M
            PT599S, PT0S,  PT10M
            PT601S, PT0S,  PT15M
            PT121M, PT0S,  PT3H
            PT47H1S, PT0S, PT48H
            PT49H,  PT0S,  PT72H
            PT49H,  PT60H, PT48H
            """)
    void areRoundFigures(Duration point, Duration now, Duration across) {
        assertThat(RoundSpan.across(point, now)).isEqualTo(across);
    }

    @ParameterizedTest
    @EnumSource
    void setEachSpanInItsPlace(SpanSetting setting) {
        QueueRules changed = setting.set(QueueRules.DEFAULTS, Duration.ofSeconds(7));

        assertThat(setting.in(changed)).isEqualTo(Duration.ofSeconds(7));
        assertThat(changed).isNotEqualTo(QueueRules.DEFAULTS);
        assertThat(setting.set(changed, setting.in(QueueRules.DEFAULTS))
                        .but()
                        .lookBackByCaller(Optional.empty())
                        .done())
                .isEqualTo(QueueRules.DEFAULTS);
    }

    private static Situations under(Situations situations, UnaryOperator<QueueRules.Changed> change) {
        return situations.under(change.apply(QueueRules.DEFAULTS.but()).done());
    }

    private static List<String> others(Situations situations) {
        return OtherDecisions.of(situations.situation()).stream()
                .map(other -> other.change() + " (" + other.instead() + "): " + words(other.decision()))
                .toList();
    }

    private static String words(RoutingDecision decision) {
        return switch (decision) {
            case RingAgent ring -> "ring " + ring.agent();
            case FrontOfQueue front -> "front " + front.reason().code();
            case Overflow overflow -> "none " + overflow.reason().code();
        };
    }
}
