package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code docs/cdr-rules.md}, by their numbers. The rows are those that real Asterisks wrote, with fewer digits.
 */
class ConversationExtractorTest {

    private static final PhoneNumberPlan NUMBERS = new PhoneNumberPlan(Optional.of("RU"), List.of(), Set.of());

    /** Agents as the administrator would list them. */
    private static final Peers AGENTS = Peers.of(new AgentPatterns(List.of("SIP/10*")));

    private static PastCall call(String table) {
        return call(Peers.byEvidence(), table);
    }

    private static PastCall call(Peers peers, String table) {
        List<CdrRecord> rows = Pasted.rows(table);
        rows.forEach(peers::learn);
        return new ConversationExtractor("pbx", NUMBERS, peers).callOf(rows);
    }

    private static List<String> talks(PastCall call) {
        return call.talks().stream().map(ConversationExtractorTest::text).toList();
    }

    private static String text(Conversation talk) {
        return "%s %s %s %s %s-%s"
                .formatted(
                        talk.caller().value(),
                        talk.direction() == Conversation.Direction.INBOUND ? "->" : "<-",
                        talk.agent(),
                        talk.queue().orElse("-"),
                        time(talk.startedAt()),
                        time(talk.endedAt().orElseThrow()));
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(at.atZone(ZoneOffset.UTC).toLocalTime());
    }

    @Test
    void rule1ATalkIsWhatAnAnsweredRowOfTwoChannelsSays() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-0c -> SIP/101-0d | +79161234567 -> 601@from-trunk | Dial(SIP/101,6) | 08:57:55 08:57:56 08:57:59 | ANSWERED
                """))).containsExactly("+79161234567 -> SIP/101 - 08:57:56-08:57:59");
    }

    @Test
    void rule1TheAgentIsInDstchannelAndNotInDst() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-72 -> SIP/101-73 | +79161234567 -> 103@from-internal | Queue(qall,,,,30) | 09:06:10 09:06:11 09:06:13 | ANSWERED
                """))).containsExactly("+79161234567 -> SIP/101 qall 09:06:11-09:06:13");
    }

    @Test
    void rule1ATalkOfLessThanASecondIsNone() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-72 -> SIP/103-76 | +79161234567 -> 103 | Dial(SIP/103,20) | 09:06:14 09:06:14 09:06:14 | ANSWERED
                """))).isEmpty();
    }

    @Test
    void rule2AMenuAndAQueueThatNobodyLeftToAnAgentAreNoTalk() {
        PastCall abandoned = call("""
                1.1 | SIP/trunk-4a -> - | +79161234567 -> 612 | Queue(qall,,,,30) | 09:01:15 09:01:15 09:01:20 | ANSWERED
                """);
        assertThat(abandoned.talks()).isEmpty();
        assertThat(abandoned.queue()).contains("qall");
        assertThat(abandoned.caller()).isEqualTo(NUMBERS.read("+79161234567", 0));
        assertThat(talks(call("""
                1.1 | SIP/trunk-66 -> - | +79161234567 -> 650 | Wait(20) | 09:02:31 09:02:31 09:02:34 | ANSWERED
                """))).isEmpty();
    }

    @Test
    void rule3WhoRangAndDidNotAnswerTalkedToNobodyWhateverBillsecSays() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-1a -> SIP/101-1b | +79161234567 -> 602 | Dial(SIP/101,6) | 08:58:41 08:58:41 08:58:49 | NO ANSWER
                1.1 | SIP/trunk-1a -> -          | +79161234567 -> 602 | Hangup          | 08:58:49 08:58:49 08:58:49 | ANSWERED
                """))).isEmpty();
    }

    @Test
    void rule3TheLosersOfARingAllAreDropped() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-1e -> SIP/101-1f | +79161234567 -> 603 | Dial(SIP/101&SIP/102&SIP/103,6) | 08:58:58 -        08:59:00 | NO ANSWER
                1.1 | SIP/trunk-1e -> SIP/102-20 | +79161234567 -> 603 | Dial(SIP/101&SIP/102&SIP/103,6) | 08:58:58 08:59:00 08:59:03 | ANSWERED
                1.1 | SIP/trunk-1e -> SIP/103-21 | +79161234567 -> 603 | Dial(SIP/101&SIP/102&SIP/103,6) | 08:58:58 -        08:59:00 | NO ANSWER
                """))).containsExactly("+79161234567 -> SIP/102 - 08:59:00-08:59:03");
    }

    @Test
    void rule4NobodyTalksToAVoicemailOrAPromptWhoeverRangBefore() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-61 -> SIP/114-62 | 0991234567 -> 114 | VoiceMail(114@default,b) | 12:28:20 +6 12:28:28 | ANSWERED
                """))).isEmpty();
        assertThat(talks(call("""
                1.1 | SIP/trunk-61 -> SIP/114-62 | 0991234567 -> 114 | Playback(sorry) | 12:28:20 12:28:22 12:28:28 | ANSWERED
                """))).isEmpty();
    }

    @Test
    void rule4AConferenceIsNoTalk() {
        assertThat(talks(call("""
                1.1 | PJSIP/mts-141 -> PJSIP/1113-151 | +79161234567 -> 6112 | ConfBridge(6112) | 07:10:03 07:10:03 09:15:10 | ANSWERED
                """))).isEmpty();
    }

    @Nested
    class Rule5ALocalPair {

        private static final String ROWS = """
                1.1/1.1 | SIP/trunk-3f -> Local/102@from-queue-00000002;1      | +79161234567 -> 615 | Queue(qloc,,,,30)    | 09:00:35 09:00:35 09:00:46 | ANSWERED
                1.4/1.1 | Local/102@from-queue-00000002;2 -> SIP/102-00000041 | +79161234567 -> 102@from-queue | Dial(SIP/102,20,Ttr) | 09:00:42 09:00:43 09:00:46 | ANSWERED
                """;

        @Test
        void isFollowedToTheLineBehindIt() {
            PastCall call = call(AGENTS, ROWS);
            assertThat(talks(call)).containsExactly("+79161234567 -> SIP/102 qloc 09:00:43-09:00:46");
            assertThat(call.talks().getFirst().callerLeg().uniqueId()).isEqualTo("1.1");
            assertThat(call.talks().getFirst().agentLeg().channel()).isEqualTo("SIP/102-00000041");
        }

        @Test
        void isFollowedThroughAnother() {
            assertThat(talks(call("""
                    1.1 | PJSIP/trunk-3f -> Local/FMPR-102@from-internal-00000002;1             | +79161234567 -> 102 | Dial(Local/FMPR-102@from-internal) | 09:00:35 09:00:43 09:00:46 | ANSWERED
                    1.4 | Local/FMPR-102@from-internal-00000002;2 -> Local/102@ext-local-00000003;1 | +79161234567 -> 102 | Dial(Local/102@ext-local/n)        | 09:00:36 09:00:43 09:00:46 | ANSWERED
                    1.6 | Local/102@ext-local-00000003;2 -> PJSIP/102-00000041                     | +79161234567 -> 102 | Dial(PJSIP/102/sip:102@192.0.2.7:5060) | 09:00:36 09:00:43 09:00:46 | ANSWERED
                    """))).containsExactly("+79161234567 -> PJSIP/102 - 09:00:43-09:00:46");
        }

        @Test
        void behindWhichOnlyAPromptAnsweredIsNoTalk() {
            assertThat(talks(call("""
                    1.1 | PJSIP/trunk-1f -> Local/201@from-internal-0000000e;1 | +79161234567 -> 201 | Queue(sales) | 18:40:43 18:40:43 18:41:15 | ANSWERED
                    1.4 | Local/201@from-internal-0000000e;2 -> PJSIP/201-22  | +79161234567 -> 201 | Dial(PJSIP/201) | 18:40:34 - 18:40:42 | BUSY
                    1.4 | Local/201@from-internal-0000000e;2 -> -             | +79161234567 -> 201 | VoiceMail(201@default,b) | 18:40:43 18:40:43 18:41:15 | ANSWERED
                    """))).isEmpty();
        }

        @Test
        void isKnownByItsAgentWhereTheQueueCallsThatOnly() {
            assertThat(talks(call(ROWS)))
                    .containsExactly("+79161234567 -> Local/102@from-queue qloc 09:00:43-09:00:46");
        }
    }

    @Test
    void rule6ALocalChannelWithoutRowsOfItsOtherEndIsTheAgent() {
        assertThat(talks(call("""
                1.1 | PJSIP/trunk-19f -> Local/5001@stasis-dial-000000bb;1 | +79161234567 -> 5001 | Dial(Local/5001@stasis-dial/nm) | 16:32:06 16:32:16 16:32:46 | ANSWERED
                """))).containsExactly("+79161234567 -> Local/5001@stasis-dial - 16:32:16-16:32:46");
    }

    @Nested
    class Rule7ALocalPairOptimisedAway {

        @Test
        void endsOn11WithTheCallersRow() {
            assertThat(talks(call(AGENTS, """
                    1.3/1.1 | Local/101@from-queue-00000004;2 -> SIP/101-6e | +79161234567 -> 101@from-queue | Dial(SIP/101,20,Ttr) | 09:05:28 09:05:29 09:05:30 | ANSWERED
                    1.1/1.1 | SIP/trunk-6d -> Local/101@from-queue-00000004;1 | +79161234567 -> 616 | Queue(qlocopt,,,,30) | 09:05:27 09:05:27 09:05:34 | ANSWERED
                    """))).containsExactly("+79161234567 -> SIP/101 qlocopt 09:05:29-09:05:34");
        }

        @Test
        void goesOnFrom12OnInARowWithTheLineItself() {
            String rows = """
                    1.3/1.1 | Local/101@from-queue-00000004;2 -> SIP/101-6d   | +79161234567 -> 101@from-queue | Dial(SIP/101,20,Ttr)       | 09:05:28 09:05:29 09:05:29 | ANSWERED
                    1.4/1.1 | SIP/101-6d -> Local/101@from-queue-00000004;1   | 101 -> -                       | AppDial((Outgoing Line)) | 09:05:29 09:05:29 09:05:29 | ANSWERED
                    1.1/1.1 | SIP/trunk-6c -> Local/101@from-queue-00000004;1 | +79161234567 -> 616            | Queue(qlocopt,,,,30)       | 09:05:27 09:05:27 09:05:29 | ANSWERED
                    1.1/1.1 | SIP/trunk-6c -> SIP/101-6d                      | +79161234567 -> 616            | Queue(qlocopt,,,,30)       | 09:05:29 09:05:29 09:05:34 | ANSWERED
                    """;
            assertThat(talks(call(AGENTS, rows))).containsExactly("+79161234567 -> SIP/101 qlocopt 09:05:29-09:05:34");
            assertThat(talks(call(rows)))
                    .containsExactly("+79161234567 -> Local/101@from-queue qlocopt 09:05:29-09:05:34");
        }
    }

    @Nested
    class Rule8TheRowOfAReplacedLocalChannel {

        @Test
        void tellsOfTheRingingOnly() {
            assertThat(talks(call("""
                    2.4/2.7 | Local/1127@stasis-dial-00000025;1 -> Local/1127@callback-agent-00000024;1 | 1127 -> - | AppDial((Outgoing Line)) | 13:32:33 +847 13:46:40 | ANSWERED
                    2.7/2.7 | PJSIP/mts-91 -> Local/1127@callback-agent-0000001e;1 | +79161234567 -> 6001 | Queue(IT,t,,,300) | 13:31:48 +9 13:31:57 | FAILED
                    2.7/2.7 | PJSIP/mts-91 -> Local/1127@callback-agent-00000024;1 | +79161234567 -> 6001 | Queue(IT,t,,,300) | 13:32:26 +6 13:32:32 | ANSWERED
                    2.7/2.7 | PJSIP/mts-91 -> Local/1127@stasis-dial-00000025;1 | +79161234567 -> 6001 | Queue(IT,t,,,300) | 13:32:33 +847 13:46:40 | ANSWERED
                    """)))
                    .containsExactly("+79161234567 -> Local/1127@callback-agent IT 13:32:33-13:46:40");
        }

        @Test
        void soItDoesWhereAnotherPhonePickedTheCallUp() {
            assertThat(talks(call("""
                    2.9/2.7 | PJSIP/1127-f3 -> Local/1141@callback-agent-0000005c;1 | 1127 -> - | Pickup(1141@PICKUPMARK) | 14:36:27 +98 14:38:05 | ANSWERED
                    2.7/2.7 | PJSIP/mts-e0 -> Local/1141@callback-agent-0000005c;1 | +79161234567 -> 6001 | Queue(IT,t,,,300) | 14:36:20 +7 14:36:27 | ANSWERED
                    2.7/2.7 | PJSIP/mts-e0 -> PJSIP/1127-f3 | +79161234567 -> 6001 | Queue(IT,t,,,300) | 14:36:27 +98 14:38:05 | ANSWERED
                    """))).containsExactly("+79161234567 -> PJSIP/1127 IT 14:36:27-14:38:05");
        }
    }

    @Nested
    class Rule9TheTalkBegins {

        @Test
        void whenTheOthersStoppedRingingIfTheCallerHadBeenAnsweredBefore() {
            assertThat(talks(call("""
                    1.1 | SIP/trunk-2e -> SIP/101-2f | +79161234567 -> 612 | Queue(qall,,,,30) | 08:59:40 08:59:40 08:59:44 | NO ANSWER
                    1.1 | SIP/trunk-2e -> SIP/102-30 | +79161234567 -> 612 | Queue(qall,,,,30) | 08:59:42 08:59:42 08:59:47 | ANSWERED
                    1.1 | SIP/trunk-2e -> SIP/103-31 | +79161234567 -> 612 | Queue(qall,,,,30) | 08:59:42 08:59:42 08:59:44 | NO ANSWER
                    """))).containsExactly("+79161234567 -> SIP/102 qall 08:59:44-08:59:47");
        }

        @Test
        void atAnswerIfNobodyElseRang() {
            assertThat(talks(call("""
                    1.1 | SIP/trunk-18 -> SIP/101-19 | +79161234567 -> 602 | Dial(SIP/101,6) | 08:58:32 08:58:32 08:58:38 | ANSWERED
                    """))).containsExactly("+79161234567 -> SIP/101 - 08:58:32-08:58:38");
        }

        @Test
        void asLongBeforeTheEndAsBillsecSaysIfTheSourceKeepsNoAnswer() {
            assertThat(talks(call("""
                    1.1 | SIP/trunk-18 -> SIP/101-19 | +79161234567 -> 601 | Dial(SIP/101,6) | 08:58:32 +3 08:58:38 | ANSWERED
                    """))).containsExactly("+79161234567 -> SIP/101 - 08:58:35-08:58:38");
        }
    }

    @Nested
    class Rule10SeveralRowsOfOneTalk {

        @Test
        void areOne() {
            assertThat(talks(call("""
                    1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 601 | Dial(SIP/101) | 09:00:00 09:00:05 09:01:00 | ANSWERED
                    1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 601 | Dial(SIP/101) | 09:01:00 09:01:00 09:09:00 | ANSWERED
                    """))).containsExactly("+79161234567 -> SIP/101 - 09:00:05-09:09:00");
        }

        @Test
        void areTwoIfTheCallerWaitedOrTalkedToAnotherInBetween() {
            PastCall call = call("""
                    1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 601 | Dial(SIP/101) | 09:00:00 09:00:05 09:01:00 | ANSWERED
                    1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 601 | Dial(SIP/101) | 09:02:00 09:02:00 09:03:00 | ANSWERED
                    1.1 | SIP/trunk-1 -> SIP/102-3 | +79161234567 -> 601 | Dial(SIP/101) | 09:03:00 09:03:00 09:03:04 | ANSWERED
                    1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 601 | Dial(SIP/101) | 09:03:04 09:03:04 09:04:00 | ANSWERED
                    """);
            assertThat(talks(call)).hasSize(4);
            assertThat(call.talks()).extracting(Conversation::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void rule11ATransferMakesASecondTalk() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-57 -> SIP/101-58 | +79161234567 -> 601 | Dial(SIP/101,6)  | 09:01:44 09:01:45 09:01:47 | ANSWERED
                1.1 | SIP/trunk-57 -> SIP/102-59 | +79161234567 -> 102 | Dial(SIP/102,20) | 09:01:47 09:01:48 09:01:52 | ANSWERED
                """)))
                .containsExactly(
                        "+79161234567 -> SIP/101 - 09:01:45-09:01:47", "+79161234567 -> SIP/102 - 09:01:48-09:01:52");
        assertThat(talks(call("""
                1.160/1.160 | SIP/trunk-5a -> SIP/101-5b | +79161234567 -> 601 | Dial(SIP/101,6) | 09:01:55 09:01:56 09:02:01 | ANSWERED
                1.160/1.160 | SIP/trunk-5a -> SIP/102-5d | +79161234567 -> 601 | Dial(SIP/101,6) | 09:02:01 09:02:01 09:02:06 | ANSWERED
                """)))
                .containsExactly(
                        "+79161234567 -> SIP/101 - 09:01:56-09:02:01", "+79161234567 -> SIP/102 - 09:02:01-09:02:06");
    }

    @Nested
    class Rule12ATakeover {

        @Test
        void isTurnedRoundAndTheNumberIsInTheNewCallersOwnRow() {
            PastCall call = call("""
                    1.374/1.374 | SIP/trunk-8e -> SIP/101-8f | +79161234567 -> 612 | Queue(qall,,,,30) | 09:07:41 09:07:43 09:07:45 | ANSWERED
                    1.381/1.374 | SIP/trunk-92 -> -          | +79990000002 -> 640 | Bridge(SIP/101-8f) | 09:07:45 09:07:45 09:07:45 | ANSWERED
                    1.375/1.374 | SIP/101-8f -> SIP/trunk-92 | 101 -> 612@from-internal | AppQueue((Outgoing Line)) | 09:07:45 09:07:45 09:07:49 | ANSWERED
                    """);
            assertThat(talks(call))
                    .containsExactly(
                            "+79161234567 -> SIP/101 qall 09:07:43-09:07:45",
                            "+79990000002 -> SIP/101 - 09:07:45-09:07:49");
            assertThat(call.talks().getLast().callerLeg())
                    .isEqualTo(new Conversation.Leg("1.381", "SIP/trunk-00000092"));
        }

        @Test
        void byACallerOfWhomNoRowTellsIsNotKept() {
            assertThat(talks(call("""
                    1.375 | SIP/101-8f -> SIP/trunk-92 | 101 -> - | AppDial((Outgoing Line)) | 09:07:45 09:07:45 09:07:49 | ANSWERED
                    """))).isEmpty();
        }
    }

    @Nested
    class Rule13AnOutboundCall {

        @Test
        void isWithTheNumberThatTheTrunkWasGiven() {
            PastCall call = call("""
                    1.1 | PJSIP/201-1 -> PJSIP/mts-2 | 84951112233 -> 9089161234567@from-internal | Dial(PJSIP/89161234567@mts,300,Tb(func)) | 09:00:00 09:00:10 09:00:20 | ANSWERED
                    """);
            assertThat(talks(call)).containsExactly("+79161234567 <- PJSIP/201 - 09:00:10-09:00:20");
            assertThat(call.direction()).isEqualTo(Conversation.Direction.OUTBOUND);
            assertThat(call.caller()).isEqualTo(NUMBERS.read("89161234567", 0));
            assertThat(call.line()).isEmpty();
        }

        @Test
        void isWithTheNumberDialledIntoTheDialplanWhereItsArgumentsAreLost() {
            assertThat(talks(call("""
                    1.1 | SIP/201-1 -> SIP/mts-2 | 201 -> 89161234567 | Hangup | 09:00:00 09:00:10 09:00:20 | ANSWERED
                    """))).containsExactly("+79161234567 <- SIP/201 - 09:00:10-09:00:20");
        }

        @Test
        void thatNobodyAnsweredIsACallAllTheSame() {
            PastCall call = call("""
                    1.1 | SIP/201-1 -> SIP/mts-2 | 201 -> 89161234567 | Dial(SIP/mts/89161234567) | 09:00:00 - 09:00:20 | NO ANSWER
                    """);
            assertThat(call.direction()).isEqualTo(Conversation.Direction.OUTBOUND);
            assertThat(call.caller()).isEqualTo(NUMBERS.read("89161234567", 0));
            assertThat(call.talks()).isEmpty();
        }
    }

    @Nested
    class Rule14ACallWithNobodyOutsideOrNobodyInside {

        @Test
        void isNoTalkBetweenTwoExtensions() {
            PastCall call = call("""
                    1.1 | SIP/101-55 -> SIP/102-56 | 101 -> 102 | Dial(SIP/102,20) | 09:01:39 09:01:40 09:01:42 | ANSWERED
                    """);
            assertThat(call.talks()).isEmpty();
            assertThat(call.direction()).isEqualTo(Conversation.Direction.OUTBOUND);
            assertThat(call.caller()).isEqualTo(new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER));
        }

        @Test
        void isATalkWithAPhoneThatTheAdministratorDoesNotList() {
            assertThat(talks(call(Peers.of(new AgentPatterns(List.of("SIP/102"))), """
                    1.1 | SIP/101-55 -> SIP/102-56 | 101 -> 102 | Dial(SIP/102,20) | 09:01:39 09:01:40 09:01:42 | ANSWERED
                    """)))
                    .containsExactly("101 -> SIP/102 - 09:01:40-09:01:42");
        }

        @Test
        void isNoTalkWhereACallIsForwardedOut() {
            assertThat(talks(call("""
                    1.1 | SIP/trunk-1 -> SIP/mts-2 | +79161234567 -> 601 | Dial(SIP/mts/89990000003) | 09:01:39 09:01:40 09:01:42 | ANSWERED
                    """))).isEmpty();
        }
    }

    @Test
    void rule15ACallerWhoWithholdsTheNumberHasACallAndNoTalk() {
        PastCall call = call("""
                1.1 | SIP/trunk-62 -> SIP/101-63 | anonymous -> 601 | Dial(SIP/101,6) | 09:02:20 09:02:21 09:02:23 | ANSWERED
                """);
        assertThat(call.talks()).isEmpty();
        assertThat(call.caller()).isEqualTo(new CallerId.Unusable(CallerId.Why.WITHHELD));
        assertThat(call.line()).isEqualTo("SIP/trunk");
    }

    @Nested
    class Rule16 {

        @Test
        void theQueueIsInDstOnFreePbxWhateverRanLast() {
            assertThat(talks(call("""
                    1.1 | PJSIP/trunk-1 -> PJSIP/101-2 | +79161234567 -> 600@ext-queues | Hangup | 09:00:00 09:00:05 09:01:00 | ANSWERED
                    """))).containsExactly("+79161234567 -> PJSIP/101 600 09:00:05-09:01:00");
        }

        @Test
        void theIdStaysTheSameWhicheverRowsAreThereAlready() {
            List<CdrRecord> rows = new ArrayList<>(Pasted.rows("""
                    1.1/1.1 | SIP/trunk-3f -> SIP/101-40                          | +79161234567 -> 615 | Queue(qloc) | 09:00:30 09:00:30 09:00:35 | NO ANSWER
                    1.1/1.1 | SIP/trunk-3f -> Local/102@from-queue-00000002;1     | +79161234567 -> 615 | Queue(qloc) | 09:00:35 09:00:35 09:00:46 | ANSWERED
                    1.4/1.1 | Local/102@from-queue-00000002;2 -> SIP/102-00000041 | +79161234567 -> 102 | Dial(SIP/102) | 09:00:42 09:00:43 09:00:46 | ANSWERED
                    1.1/1.1 | SIP/trunk-3f -> SIP/103-42                          | +79161234567 -> 103 | Dial(SIP/103) | 09:00:46 09:00:47 09:00:50 | ANSWERED
                    """));
            ConversationExtractor extractor = new ConversationExtractor("pbx", NUMBERS, AGENTS);
            List<String> ids = ids(extractor.callOf(rows));
            assertThat(ids).hasSize(2);
            Collections.reverse(rows);
            assertThat(ids(extractor.callOf(rows))).isEqualTo(ids);
            // Each row alone may be missing when a window is read for the first time.
            for (CdrRecord missing : rows) {
                List<CdrRecord> some = new ArrayList<>(rows);
                some.remove(missing);
                assertThat(ids).containsAll(ids(extractor.callOf(some)));
            }
        }

        private static List<String> ids(PastCall call) {
            return call.talks().stream().map(Conversation::id).toList();
        }
    }

    @Test
    void theEndingIsNothingThatARowTells() {
        assertThat(call("""
                1.1 | SIP/trunk-0c -> SIP/101-0d | +79161234567 -> 601 | Dial(SIP/101,6) | 08:57:55 08:57:56 08:57:59 | ANSWERED
                """).talks())
                .extracting(talk -> talk.ending().orElseThrow())
                .containsExactly(new Ending(Ending.Kind.UNKNOWN, "from CDR"));
    }

    @Test
    void rowsThatNameOneAnotherInCirclesComeToAnEnd() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 40; j++) {
                rows.append(
                        "1.1/1.1 | Local/%d@x-0000;1 -> Local/%d@x-0000;2 | 1 -> 2 | Dial(x) | 09:00:00 09:00:01 09:00:09 | ANSWERED\n"
                                .formatted(i, j));
            }
            rows.append(
                    "1.1/1.1 | SIP/trunk-1 -> Local/%d@x-0000;1 | 1 -> 2 | Dial(x) | 09:00:00 09:00:01 09:00:09 | ANSWERED\n"
                            .formatted(i));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> call(rows.toString()));
    }
}
