package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.DeviceState;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AmiDialectTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final AmiDialect ELEVEN = new AmiDialect11();
    private static final AmiDialect TWELVE = new AmiDialect12();

    // A caller in Queue(support,t,,,30) on 22, as generate_status writes it; %s is the caller's number.
    private static final String STATUS = """
            Event: Status
            Privilege: Call
            Channel: PJSIP/mts-0000002a
            ChannelState: 6
            ChannelStateDesc: Up
            CallerIDNum: %s
            CallerIDName: Alice
            ConnectedLineNum: 971
            ConnectedLineName: Bob
            Language: en
            AccountCode:
            Context: from-trunk
            Exten: 100
            Priority: 3
            Uniqueid: 1795338128.102
            Linkedid: 1795338128.102
            Type: PJSIP
            DNID: 100
            EffectiveConnectedLineNum: 971
            EffectiveConnectedLineName: Bob
            TimeToHangup: 0
            BridgeID: 2f7b5d1e-0000-4000-8000-000000000001
            Application: Queue
            Data: support,t,,,30
            Nativeformats: (alaw)
            Readformat: alaw
            Readtrans:
            Writeformat: alaw
            Writetrans:
            Callgroup: 0
            Pickupgroup: 0
            Seconds: 9
            ActionID: 5f1c
            """;

    // The same on 11, asked with Variables; a channel without a peer has no Bridged… lines.
    private static final String STATUS_11 = """
            Event: Status
            Privilege: Call
            Channel: SIP/mts-0000002a
            CallerIDNum: %s
            CallerIDName: Alice
            ConnectedLineNum: 971
            ConnectedLineName: Bob
            Accountcode:
            ChannelState: 6
            ChannelStateDesc: Up
            Context: from-trunk
            Extension: 100
            Priority: 3
            Seconds: 9
            %sUniqueid: 1795338128.102
            Variable: CHANNEL(linkedid)=1795338128.102
            Variable: CHANNEL(appname)=Queue
            Variable: CHANNEL(appdata)=support,t,,,30
            ActionID: 5f1c
            """;

    private static final String PEER = "BridgedChannel: SIP/971-0000002b\nBridgedUniqueid: 1795338130.103\n";

    private static final String MEMBER = """
            Event: QueueMember
            Queue: support
            Name: Bob
            Location: Local/971@agents/n
            StateInterface: hint:971@ext-local
            Membership: dynamic
            Penalty: 0
            CallsTaken: 7
            LastCall: 1795338128
            LastPause: 0
            LoginTime: 1795330000
            InCall: 0
            Status: 1
            Paused: 1
            PausedReason: lunch
            Wrapuptime: 30
            ActionID: 5f1c
            """;

    @Nested
    class AChannelOnTwelveAndLater {

        @Test
        void isReadFromStatus() {
            assertThat(TWELVE.channel(message(STATUS.formatted("+420601234567"))))
                    .contains(new ChannelFacts(
                            new Conversation.Leg("1795338128.102", "PJSIP/mts-0000002a"),
                            "1795338128.102",
                            true,
                            "+420601234567",
                            Optional.of("2f7b5d1e-0000-4000-8000-000000000001"),
                            Optional.of("support"),
                            false));
        }

        @Test
        void isReadFromCoreShowChannelsAsRecordedOnSixteen() {
            assertThat(TWELVE.channel(message("""
                    Event: CoreShowChannel
                    ActionID: a2
                    Channel: SIP/101-00000089
                    ChannelState: 6
                    ChannelStateDesc: Up
                    CallerIDNum: 101
                    CallerIDName: Oper 101
                    ConnectedLineNum: +79161234567
                    ConnectedLineName: Иванов, И. Ваня
                    Language: en
                    AccountCode:
                    Context: from-internal
                    Exten:
                    Priority: 1
                    Uniqueid: 1795338435.248
                    Linkedid: 1795338435.247
                    Application: AppDial
                    ApplicationData: (Outgoing Line)
                    Duration: 00:00:02
                    BridgeId: 8f8844fd-0e9c-4517-9a72-646d1bd647f1
                    """)))
                    .contains(new ChannelFacts(
                            new Conversation.Leg("1795338435.248", "SIP/101-00000089"),
                            "1795338435.247",
                            true,
                            "101",
                            Optional.of("8f8844fd-0e9c-4517-9a72-646d1bd647f1"),
                            Optional.empty(),
                            true));
        }

        @Test
        void withoutALinkedIdLinksToItself() {
            String before135 = STATUS.formatted("1").replaceAll("(?m)^(Linkedid|Language):.*\n", "");
            assertThat(TWELVE.channel(message(before135)).orElseThrow().linkedId())
                    .isEqualTo("1795338128.102");
        }

        @Test
        void hasNoNumberWhereAsteriskWritesAWordForNone() {
            assertThat(TWELVE.channel(message(STATUS.formatted("<unknown>")))
                            .orElseThrow()
                            .number())
                    .isEmpty();
        }
    }

    @Nested
    class AChannelOnEleven {

        @Test
        void isJoinedWithThePeerThatNamesItToo() {
            ChannelFacts caller = ELEVEN.channel(message(STATUS_11.formatted("601234567", PEER)))
                    .orElseThrow();
            ChannelFacts agent = ELEVEN.channel(message("""
                    Event: Status
                    Privilege: Call
                    Channel: SIP/971-0000002b
                    CallerIDNum: 971
                    CallerIDName: Bob
                    ConnectedLineNum: 601234567
                    ConnectedLineName: Alice
                    Account:
                    State: Up
                    BridgedChannel: SIP/mts-0000002a
                    BridgedUniqueid: 1795338128.102
                    Uniqueid: 1795338130.103
                    Variable: CHANNEL(linkedid)=1795338128.102
                    Variable: CHANNEL(appname)=AppQueue
                    Variable: CHANNEL(appdata)=(Outgoing Line)
                    ActionID: 5f1c
                    """)).orElseThrow();
            assertThat(caller.bridge()).isPresent().isEqualTo(agent.bridge());
            assertThat(caller.queue()).contains("support");
            assertThat(agent.up()).isTrue();
            assertThat(agent.dialled()).isTrue();
            assertThat(agent.linkedId()).isEqualTo(caller.leg().uniqueId());
        }

        @Test
        void isAloneWithoutAPeer() {
            assertThat(ELEVEN.channel(message(STATUS_11.formatted("601234567", "")))
                            .orElseThrow()
                            .bridge())
                    .isEmpty();
        }
    }

    @Nested
    class ANumberWithLinesInItGivesNoChannel {

        @Test
        void thatSaysItIsInABridgeOnEleven() {
            assertThat(ELEVEN.channel(message(STATUS_11.formatted("601234567\n" + PEER.strip(), ""))))
                    .isEmpty();
        }

        @Test
        void thatSaysItIsInABridgeOnTwelve() {
            assertThat(TWELVE.channel(message(STATUS.formatted("601234567\nBridgeID: another"))))
                    .isEmpty();
        }

        @Test
        void evenIfTheLinesMeanNothing() {
            assertThat(TWELVE.channel(message(STATUS.formatted("601234567\nX-Mas: yes"))))
                    .isEmpty();
            assertThat(TWELVE.channel(message(STATUS.formatted("601234567\nno header"))))
                    .isEmpty();
        }

        @Test
        void evenIfTheyRepeatTheLinesAroundThem() {
            String repeated = "1\nCallerIDName: x\nConnectedLineNum: y\nConnectedLineName: z\nLanguage: en";
            assertThat(TWELVE.channel(message(STATUS.formatted(repeated)))).isEmpty();
        }

        @Test
        void ofTheHalfThatItCutOff() {
            String firstHalf = STATUS.substring(0, STATUS.indexOf("%s"));
            assertThat(TWELVE.channel(message(firstHalf))).isEmpty();
        }
    }

    @Nested
    class AMember {

        @Test
        void isReadFromQueueStatus() {
            assertThat(TWELVE.member(message(MEMBER)))
                    .contains(new MemberFacts(
                            "support",
                            new AgentInterface("Local/971@agents"),
                            Optional.of("Bob"),
                            "hint:971@ext-local",
                            DeviceState.NOT_IN_USE,
                            true,
                            "lunch",
                            Optional.of(Instant.ofEpochSecond(1795338128)),
                            Duration.ofSeconds(30)));
        }

        @Test
        void isReadWithWhatElevenSays() {
            assertThat(ELEVEN.member(message("""
                    Event: QueueMember
                    Queue: support
                    Name: SIP/971
                    Location: SIP/971
                    StateInterface: SIP/971
                    Membership: static
                    Penalty: 0
                    CallsTaken: 0
                    LastCall: 0
                    IsInCall: 0
                    Status: 6
                    Paused: 0
                    ActionID: 5f1c
                    """)))
                    .contains(new MemberFacts(
                            "support",
                            new AgentInterface("SIP/971"),
                            Optional.of("SIP/971"),
                            "SIP/971",
                            DeviceState.RINGING,
                            false,
                            "",
                            Optional.empty(),
                            Duration.ZERO));
        }

        // A waiting caller's QueueEntry, cut in two by an empty line in the number: the second half, with our own id.
        @Test
        void isNotWhatAWaitingCallersNumberSays() {
            String forged = MEMBER.replace("ActionID: 5f1c\n", "") + """
                    CallerIDName: Mallory
                    ConnectedLineNum: unknown
                    ConnectedLineName: unknown
                    Wait: 3
                    Priority: 0
                    ActionID: 5f1c
                    """;
            assertThat(TWELVE.member(message(forged))).isEmpty();
            assertThat(ELEVEN.member(message(forged))).isEmpty();
        }

        @Test
        void isNobodyWhoseLocationIsNotDialled() {
            assertThat(TWELVE.member(message(MEMBER.replace("Local/971@agents/n", "Agent/971"))))
                    .isEmpty();
        }
    }

    @Nested
    class News {

        @Test
        void ofAPhoneThatIsDialledNamesBothChannels() {
            assertThat(TWELVE.news(
                            message("Event: DialBegin\nChannel: PJSIP/mts-00000001\nDestChannel: PJSIP/971-00000002"),
                            NOW))
                    .containsExactly(new PbxEvent.Dialling(List.of("PJSIP/mts-00000001", "PJSIP/971-00000002"), NOW));
            assertThat(ELEVEN.news(
                            message("Event: Dial\nSubEvent: Begin\nChannel: SIP/mts-01\nDestination: SIP/971-02"), NOW))
                    .containsExactly(new PbxEvent.Dialling(List.of("SIP/mts-01", "SIP/971-02"), NOW));
        }

        @Test
        void ofACallerOnHoldNamesWhoHolds() {
            assertThat(TWELVE.news(message("Event: Hold\nChannel: PJSIP/971-02\nMusicClass: default"), NOW))
                    .containsExactly(new PbxEvent.Held("PJSIP/971-02", true, NOW));
            assertThat(TWELVE.news(message("Event: Unhold\nChannel: PJSIP/971-02"), NOW))
                    .containsExactly(new PbxEvent.Held("PJSIP/971-02", false, NOW));
            assertThat(ELEVEN.news(message("Event: Hold\nStatus: On\nChannel: SIP/971-02\nUniqueid: 1.1"), NOW))
                    .containsExactly(new PbxEvent.Held("SIP/971-02", true, NOW));
            assertThat(ELEVEN.news(message("Event: Hold\nStatus: Off\nChannel: SIP/971-02\nUniqueid: 1.1"), NOW))
                    .containsExactly(new PbxEvent.Held("SIP/971-02", false, NOW));
        }

        @Test
        void ofAPhoneThatRingsForAQueueIsAllThatElevenTells() {
            assertThat(ELEVEN.news(
                            message("Event: Newstate\nChannel: SIP/971-02\nChannelState: 5\nChannelStateDesc: Ringing"),
                            NOW))
                    .containsExactly(new PbxEvent.Dialling(List.of("SIP/971-02"), NOW));
            assertThat(ELEVEN.news(
                            message("Event: Newstate\nChannel: SIP/mts-01\nChannelState: 4\nChannelStateDesc: Ring"),
                            NOW))
                    .isEmpty();
        }

        @Test
        void tellWhoMoved() {
            assertThat(TWELVE.news(message("Event: BridgeEnter\nBridgeUniqueid: b\nChannel: PJSIP/971-00000001"), NOW))
                    .containsExactly(new PbxEvent.ChannelsMoved(List.of("PJSIP/971-00000001"), NOW));
            assertThat(ELEVEN.news(
                            message("Event: Bridge\nBridgestate: Unlink\nChannel1: SIP/mts-01\nChannel2: SIP/971-02"),
                            NOW))
                    .containsExactly(new PbxEvent.ChannelsMoved(List.of("SIP/mts-01", "SIP/971-02"), NOW));
        }

        @Test
        void leaveOutTheNamesOfAMasquerade() {
            assertThat(ELEVEN.news(
                            message("Event: Rename\nChannel: SIP/971-02<MASQ>\nNewname: SIP/971-02<ZOMBIE>"), NOW))
                    .isEmpty();
        }

        @Test
        void tellWhoHungUpAndWhy() {
            assertThat(TWELVE.news(message("Event: HangupRequest\nChannel: PJSIP/mts-01"), NOW))
                    .containsExactly(new PbxEvent.HangupRequested("PJSIP/mts-01", OptionalInt.empty(), NOW));
            assertThat(TWELVE.news(message("Event: Hangup\nChannel: PJSIP/mts-01\nCause: 38"), NOW))
                    .containsExactly(new PbxEvent.HungUp("PJSIP/mts-01", 38, NOW));
        }

        // Its Cause is a bit mask: 16 is the ordinary end of the dialplan (channel.h, AST_SOFTHANGUP_*).
        @Test
        void takeNoCauseFromASoftHangup() {
            assertThat(TWELVE.news(message("Event: SoftHangupRequest\nChannel: PJSIP/mts-01\nCause: 16"), NOW))
                    .isEmpty();
        }

        @Test
        void tellThatAMemberChanged() {
            assertThat(TWELVE.news(
                            message("Event: QueueMemberPause\nQueue: support\nInterface: PJSIP/971\nPaused: 1"), NOW))
                    .containsExactly(new PbxEvent.MembersMoved(Optional.of("support"), Optional.of("PJSIP/971"), NOW));
        }

        @Test
        void tellThatAnOfferEnded() {
            assertThat(TWELVE.news(
                            message("Event: UserEvent\nUserEvent: LastAgentEnded\nId: 7c\nOutcome: NOANSWER"), NOW))
                    .containsExactly(new PbxEvent.OfferEnded("7c", "NOANSWER", NOW));
        }
    }

    private static AmiMessage message(String text) {
        return AmiMessage.of(text.strip().lines().toList());
    }
}
