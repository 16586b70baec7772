package lastagent.replay;

import static lastagent.replay.MadeUpHistory.ALICE;
import static lastagent.replay.MadeUpHistory.BOB;
import static lastagent.replay.MadeUpHistory.CAROL;
import static lastagent.replay.MadeUpHistory.DAVE;
import static lastagent.replay.MadeUpHistory.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.CallHistory.Span;
import lastagent.core.conversation.Ending;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoutingRules;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

    /** Alice talked to Bob, with two minutes of greeting, queue and talk, and was cut 120 seconds after the beginning. */
    private static MadeUpHistory aliceTalkedToBob() {
        return new MadeUpHistory().talked(ALICE, BOB, 0, 60, 120);
    }

    @Nested
    class AReturn {

        @ParameterizedTest(name = "{0} s after the end of the talk")
        @CsvSource(textBlock = """
                # seconds, within 1, 5, 15, 60 minutes, returns
                1,       1, 1, 1, 1, 1
                60,      1, 1, 1, 1, 1
                61,      0, 1, 1, 1, 1
                300,     0, 1, 1, 1, 1
                301,     0, 0, 1, 1, 1
                900,     0, 0, 1, 1, 1
                901,     0, 0, 0, 1, 1
                1800,    0, 0, 0, 1, 1
                1801,    0, 0, 0, 1, 0
                3600,    0, 0, 0, 1, 0
                3601,    0, 0, 0, 0, 0
                """)
        void comesWithinALookBackOfThirtyMinutes(int after, int one, int five, int fifteen, int sixty, int returns) {
            Report report = replay(
                    aliceTalkedToBob().gaveUp(ALICE, 120 + after, 130 + after), lookBack(Duration.ofMinutes(30)));

            assertThat(report.returnsWithin().stream().map(Report.Within::calls))
                    .containsExactly((long) one, (long) five, (long) fifteen, (long) sixty);
            assertThat(report.returns()).isEqualTo(returns);
        }

        @Test
        void isOfTheSameNumberOnly() {
            assertThat(replay(aliceTalkedToBob().gaveUp(DAVE, 130, 140)).returns())
                    .isZero();
        }

        @Test
        void reachesTheSameAgentAnotherOrNobody() {
            Report report = replay(aliceTalkedToBob()
                    .talked(ALICE, BOB, 130, 160, 200)
                    .talked(ALICE, CAROL, 210, 240, 300)
                    .gaveUp(ALICE, 310, 340));

            assertThat(report.returnsToSameAgent()).isEqualTo(1);
            assertThat(report.returnsToAnotherAgent()).isEqualTo(1);
            assertThat(report.returnsUnanswered()).isEqualTo(1);
            assertThat(report.returns()).isEqualTo(3);
        }

        @Test
        void hasReachedWhoeverAnsweredFirst() {
            Report report = replay(aliceTalkedToBob().transferred(ALICE, CAROL, BOB, 130, 160, 200, 260));

            assertThat(report.returnsToAnotherAgent()).isEqualTo(1);
        }

        @Test
        void isMeasuredAgainstTheNewestConversation() {
            Report report = replay(new MadeUpHistory()
                    .talked(ALICE, CAROL, 0, 10, 20)
                    .talked(ALICE, BOB, 30, 40, 50)
                    .talked(ALICE, BOB, 60, 70, 80));

            assertThat(report.returnsToAnotherAgent()).isEqualTo(1);
            assertThat(report.returnsToSameAgent()).isEqualTo(1);
        }

        @Test
        void isNoCallThatComesWhileTheConversationIsUp() {
            Report report =
                    replay(new MadeUpHistory().talked(ALICE, BOB, 0, 60, 300).gaveUp(ALICE, 200, 210));

            assertThat(report.returns()).isZero();
            assertThat(report.callsDuringConversation()).isEqualTo(1);
        }

        @Test
        void mayFollowACallOfOurs() {
            Report report =
                    replay(new MadeUpHistory().wasCalled(ALICE, BOB, 0, 10, 60).gaveUp(ALICE, 90, 100));

            assertThat(report.returns()).isEqualTo(1);
            assertThat(report.outboundCalls()).isEqualTo(1);
            assertThat(report.decisions()).containsExactly(new Report.Decision("none", "no-recent-talk", 1));
        }

        @Test
        void isNoCallOfOursToTheCaller() {
            Report report = replay(aliceTalkedToBob().wasCalled(ALICE, BOB, 130, 140, 150));

            assertThat(report.returns()).isZero();
            assertThat(report.conversations()).isEqualTo(2);
        }

        @Test
        void isNoCallWithoutANumber() {
            Report report = replay(aliceTalkedToBob().withheld(130, 140));

            assertThat(report.returns()).isZero();
            assertThat(report.callsWithoutNumber()).isEqualTo(1);
            assertThat(report.inboundCalls()).isEqualTo(2);
        }

        @Test
        void isCountedOnlyFromTheMomentThatIsAskedForButKnowsWhatWasBefore() {
            MadeUpHistory history = aliceTalkedToBob().talked(ALICE, BOB, 130, 160, 200);
            Report report = replay(history, RoutingRules.DEFAULTS, START.plusSeconds(130), ZoneOffset.UTC);

            assertThat(report.inboundCalls()).isEqualTo(1);
            assertThat(report.returnsToSameAgent()).isEqualTo(1);
            assertThat(report.firstCallAt()).contains(START.plusSeconds(130));
        }
    }

    @Nested
    class TheDecision {

        @Test
        void isToRingTheAgentWhoIsInNoOtherTalk() {
            Report report = replay(aliceTalkedToBob().talked(ALICE, CAROL, 130, 180, 200));

            assertThat(report.wouldReachSameAgent()).isEqualTo(1);
            assertThat(report.decisions()).containsExactly(new Report.Decision("ring", "free", 1));
        }

        @ParameterizedTest(name = "Bob talks to Dave from {0} to {1}, Alice calls at 130: {2}")
        @CsvSource({
            "125, 200, front, talking",
            "130, 131, front, talking",
            "100, 130, ring, free",
            "131, 200, ring, free"
        })
        void looksAtTheAgentsTalksAtThatMoment(int from, int until, String action, String reason) {
            Report report =
                    replay(aliceTalkedToBob().talked(DAVE, BOB, 90, from, until).gaveUp(ALICE, 130, 140));

            assertThat(report.decisions()).containsExactly(new Report.Decision(action, reason, 1));
            assertThat(report.wouldGoToFront()).isEqualTo(action.equals("front") ? 1 : 0);
        }

        @Test
        void countsApartWhereTheAgentOfAnEarlierTalkRings() {
            Report report = replay(new MadeUpHistory()
                    .to("support")
                    .talked(ALICE, BOB, 0, 60, 120)
                    .to("vip")
                    .talked(ALICE, CAROL, 130, 180, 200)
                    .to("support")
                    .gaveUp(ALICE, 210, 220));

            assertThat(report.decisions()).contains(new Report.Decision("ring", "free", 1));
            assertThat(report.wouldReachSameAgent()).isZero();
            assertThat(report.wouldReachEarlierAgent()).isEqualTo(1);
        }

        @Test
        void lendsNoAgentToALineOfAnotherQueue() {
            Report report = replay(new MadeUpHistory()
                    .to("vip")
                    .talked(ALICE, BOB, 0, 60, 120)
                    .to("support")
                    .gaveUp(ALICE, 130, 140));

            assertThat(report.returns()).isEqualTo(1);
            assertThat(report.decisions()).containsExactly(new Report.Decision("none", "no-recent-talk", 1));
        }

        @Test
        void takesTheAgentForAMemberOfEveryQueueWhoseCallTheyTook() {
            Report report = replay(new MadeUpHistory()
                    .to("support")
                    .talked(DAVE, BOB, 0, 5, 10)
                    .to("vip")
                    .talked(ALICE, BOB, 20, 60, 120)
                    .to("support")
                    .gaveUp(ALICE, 130, 140));

            assertThat(report.decisions()).containsExactly(new Report.Decision("ring", "free", 1));
        }

        @Test
        void followsTheRulesOfTheQueueAndTheDenyList() {
            MadeUpHistory history = aliceTalkedToBob()
                    .gaveUp(ALICE, 130, 140)
                    .talked(DAVE, BOB, 200, 210, 220)
                    .gaveUp(DAVE, 230, 240);
            QueueRules short10 = rules(Duration.ofSeconds(10));
            Report byQueue = replay(history, RoutingRules.DEFAULTS.withQueue("support", short10));
            Report denied = replay(history, RoutingRules.DEFAULTS.denying(Set.of(DAVE)));

            assertThat(byQueue.returns()).isEqualTo(2);
            assertThat(denied.decisions())
                    .containsExactly(new Report.Decision("none", "denied", 1), new Report.Decision("ring", "free", 1));
        }

        @Test
        void takesANumberForSharedAsThePolicyDoes() {
            Report cut = replay(twoTalksAtOnce(Ending.Kind.CUT));
            Report hungUp = replay(twoTalksAtOnce(Ending.Kind.BY_CALLER));
            Report listed =
                    replay(aliceTalkedToBob().gaveUp(ALICE, 130, 140), RoutingRules.DEFAULTS.sharing(Set.of(ALICE)));

            assertThat(cut.decisions()).contains(new Report.Decision("ring", "free", 1));
            assertThat(hungUp.decisions()).contains(new Report.Decision("none", "shared-number", 1));
            assertThat(listed.decisions()).containsExactly(new Report.Decision("none", "shared-number", 1));
        }

        private static MadeUpHistory twoTalksAtOnce(Ending.Kind first) {
            return new MadeUpHistory()
                    .ending(first)
                    .talked(ALICE, BOB, 0, 10, 100)
                    .ending(Ending.Kind.CUT)
                    .talked(ALICE, CAROL, 40, 50, 150)
                    .gaveUp(ALICE, 200, 210);
        }

        @Test
        void countsNoTalkOfLessThanTheMinimum() {
            QueueRules aMinute = QueueRules.DEFAULTS
                    .but()
                    .minimumTalkTime(Duration.ofSeconds(61))
                    .done();
            Report report =
                    replay(aliceTalkedToBob().gaveUp(ALICE, 130, 140), RoutingRules.DEFAULTS.withGeneral(aMinute));

            assertThat(report.returns()).isEqualTo(1);
            assertThat(report.wouldReachSameAgent()).isZero();
        }
    }

    @Nested
    class TheSecondsSaved {

        @Test
        void areThoseFromArrivalToAnswerWithoutTheRinging() {
            Report report = replay(aliceTalkedToBob().talked(ALICE, CAROL, 130, 175, 200));

            assertThat(report.secondsSaved()).isEqualTo(40);
            assertThat(report.secondsWaited()).isEqualTo(45);
            assertThat(report.callsSaved()).isEqualTo(1);
        }

        @Test
        void areNoneWhereNobodyAnswered() {
            Report report = replay(aliceTalkedToBob().gaveUp(ALICE, 130, 175));

            assertThat(report.secondsSaved()).isZero();
            assertThat(report.callsSaved()).isZero();
            assertThat(report.wouldReachSameAgent()).isEqualTo(1);
        }

        @Test
        void areNoneWhereTheAgentWouldNotHaveRung() {
            Report report =
                    replay(aliceTalkedToBob().talked(DAVE, BOB, 121, 125, 300).talked(ALICE, CAROL, 130, 175, 200));

            assertThat(report.secondsSaved()).isZero();
            assertThat(report.secondsWaited()).isEqualTo(45);
        }

        @Test
        void areNeverNegative() {
            assertThat(replay(aliceTalkedToBob().talked(ALICE, BOB, 130, 132, 200))
                            .secondsSaved())
                    .isZero();
        }
    }

    @Nested
    class Tries {

        @Test
        void areCountedUntilTheCallerIsWithTheSameAgent() {
            Report.TriesFigures tries = replay(aliceTalkedToBob()
                            .gaveUp(ALICE, 130, 140)
                            .talked(ALICE, CAROL, 150, 160, 170)
                            .talked(ALICE, BOB, 180, 190, 200))
                    .tries();

            assertThat(tries.toSameAgent()).contains(new Report.ByTries(3, 1));
            assertThat(tries.untilAnybody()).contains(new Report.ByTries(2, 1));
            assertThat(tries.most()).isEqualTo(3);
        }

        @Test
        void endWithAnotherAgentOrNobodyWhenTheCallerComesBackNoMore() {
            Report.TriesFigures tries = replay(aliceTalkedToBob()
                            .talked(ALICE, CAROL, 130, 160, 170)
                            .talked(DAVE, BOB, 200, 210, 220)
                            .gaveUp(DAVE, 230, 240)
                            .gaveUp(DAVE, 250, 260))
                    .tries();

            assertThat(tries.toAnotherAgent()).contains(new Report.ByTries(1, 1));
            assertThat(tries.toNobody()).contains(new Report.ByTries(2, 1));
        }

        @Test
        void beginAnewAfterTheLookBack() {
            Report.TriesFigures tries = replay(aliceTalkedToBob()
                            .gaveUp(ALICE, 130, 140)
                            .talked(ALICE, BOB, 7200, 7210, 7220)
                            .talked(ALICE, BOB, 7230, 7240, 7250))
                    .tries();

            assertThat(tries.toNobody()).contains(new Report.ByTries(1, 1));
            assertThat(tries.toSameAgent()).contains(new Report.ByTries(1, 1));
        }

        @Test
        void ofMoreThanTenStandTogether() {
            MadeUpHistory history = aliceTalkedToBob();
            for (int call = 0; call < 14; call++) {
                history.gaveUp(ALICE, 130 + 10 * call, 135 + 10 * call);
            }

            assertThat(replay(history).tries().toNobody()).contains(new Report.ByTries(11, 1));
            assertThat(replay(history).tries().most()).isEqualTo(14);
        }
    }

    @Nested
    class ATrunk {

        @Test
        void isRankedByTheShareOfItsTalksWhoseCallersAreBackWithinTwoMinutes() {
            MadeUpHistory history = new MadeUpHistory();
            for (int call = 0; call < 20; call++) {
                history.by("SIP/good").talked(number(call), BOB, call * 1000, call * 1000 + 10, call * 1000 + 20);
                history.by("SIP/bad")
                        .talked(number(100 + call), CAROL, call * 1000, call * 1000 + 10, call * 1000 + 20);
                // A second call soon after is not one more that was cut, and comes in wherever it comes in.
                if (call < 5) {
                    history.by("SIP/good").gaveUp(number(100 + call), call * 1000 + 140, call * 1000 + 141);
                    history.by("SIP/good").gaveUp(number(100 + call), call * 1000 + 139, call * 1000 + 140);
                }
            }
            history.by("SIP/rare").talked(ALICE, BOB, 50, 60, 70).gaveUp(ALICE, 80, 90);

            assertThat(replay(history).trunks())
                    .containsExactly(
                            new Report.Trunk("SIP/bad", 20, 5, 0.25), new Report.Trunk("SIP/good", 20, 0, 0.0));
        }

        @ParameterizedTest
        @CsvSource({"120, 1", "121, 0"})
        void isConcernedUpToTwoMinutes(int after, int cameBack) {
            MadeUpHistory history = aliceTalkedToBob().gaveUp(ALICE, 120 + after, 300);
            for (int call = 1; call < 20; call++) {
                history.talked(number(call), CAROL, 1000 * call, 1000 * call + 10, 1000 * call + 20);
            }

            assertThat(replay(history).trunks().getFirst().cameBack()).isEqualTo(cameBack);
        }
    }

    @Test
    void countsHoursAndWeekdaysInTheZone() {
        Report report = replay(
                aliceTalkedToBob().gaveUp(ALICE, 130, 140),
                RoutingRules.DEFAULTS,
                Instant.MIN,
                ZoneId.of("Pacific/Auckland"));

        assertThat(report.hours().get(23)).isEqualTo(new Report.Hour(23, 2, 1));
        assertThat(report.weekdays().getFirst()).isEqualTo(new Report.Weekday(1, 2, 1));
        assertThat(report.zone()).isEqualTo("Pacific/Auckland");
    }

    @Test
    void namesAgentsOnlyWhenAsked() {
        MadeUpHistory history = aliceTalkedToBob().talked(ALICE, BOB, 130, 140, 150);
        Replay replay = new Replay(RoutingRules.DEFAULTS, Instant.MIN, ZoneOffset.UTC);
        history.read(Span.ALL, replay);

        assertThat(replay.report("", true).agents()).contains(List.of(new Report.AgentFigures(BOB, 2, 1, 1, 1)));
        assertThat(replay(history).agents()).isEmpty();
    }

    @Test
    void holdsNoMoreTalksThanThoseOfTheLastHour() {
        Replay replay = new Replay(RoutingRules.DEFAULTS, Instant.MIN, ZoneOffset.UTC);
        MadeUpHistory history = new MadeUpHistory();
        for (int call = 0; call < 100_000; call++) {
            history.talked(number(call), "PJSIP/" + call % 300, call, call + 5, call + 10);
        }
        history.read(Span.ALL, replay);

        assertThat(replay.held()).isLessThan(20_000);
        assertThat(replay.report("", false).conversations()).isEqualTo(100_000);
    }

    private static CallerNumber number(int index) {
        return new CallerNumber("+380" + (500_000_000 + index));
    }

    private static QueueRules rules(Duration lookBack) {
        return QueueRules.DEFAULTS
                .but()
                .lookBack(lookBack)
                .lookBackByAgent(lookBack)
                .lookBackOutbound(lookBack)
                .done();
    }

    private static RoutingRules lookBack(Duration lookBack) {
        return RoutingRules.DEFAULTS.withGeneral(rules(lookBack));
    }

    private static Report replay(MadeUpHistory history) {
        return replay(history, RoutingRules.DEFAULTS);
    }

    private static Report replay(MadeUpHistory history, RoutingRules rules) {
        return replay(history, rules, Instant.MIN, ZoneOffset.UTC);
    }

    private static Report replay(MadeUpHistory history, RoutingRules rules, Instant from, ZoneId zone) {
        Replay replay = new Replay(rules, from, zone);
        history.read(Span.ALL, replay);
        return replay.report(history.description(), false);
    }
}
