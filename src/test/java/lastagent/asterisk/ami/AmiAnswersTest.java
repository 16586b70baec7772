package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.asterisk.ami.AmiAnswers.Answer;
import org.junit.jupiter.api.Test;

/** The rows are as Asterisk 16 writes them; where a number is forged, as it tears them. */
class AmiAnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final AmiQuestion MEMBERS = new AmiQuestion.OfMembers(Optional.empty(), Optional.empty(), NOW);
    private static final AmiQuestion CHANNELS = new AmiQuestion.OfAllChannels(new AmiDialect12(), NOW);
    private static final AmiQuestion CHANNEL =
            new AmiQuestion.OfChannel(Optional.empty(), "SIP/mts-00000001", NOW, false, 0);

    private static final String BEGIN = """
            Response: Success
            ActionID: 5eb1
            EventList: start
            Message: Queue status will follow

            """;
    private static final String MEMBER = """
            Event: QueueMember
            Queue: support
            Name: SIP/971
            Location: SIP/971
            StateInterface: SIP/971
            Membership: static
            Penalty: 0
            CallsTaken: 0
            LastCall: 0
            InCall: 0
            Status: 1
            Paused: 0
            Wrapuptime: 0
            ActionID: 5eb1

            """;
    private static final String WAITING = """
            Event: QueueEntry
            Queue: support
            Position: 1
            Channel: SIP/mts-00000001
            Uniqueid: 1795414041.0
            CallerIDNum: %s
            CallerIDName: Ann
            Wait: 1
            Priority: 0
            ActionID: 5eb1

            """;

    private final AmiAnswers answers = new AmiAnswers();

    private static String end(String event, int items) {
        return "Event: " + event + "\nActionID: 5eb1\nEventList: Complete\nListItems: " + items + "\n\n";
    }

    private Optional<Answer> take(AmiQuestion question, String... parts) {
        answers.expect("5eb1", question);
        Optional<Answer> answer = Optional.empty();
        for (String block : String.join("", parts).strip().split("\n\n", -1)) {
            assertThat(answer).as("nothing is left after the end").isEmpty();
            answer = answers.take(AmiMessage.of(block.lines().toList()));
        }
        return answer;
    }

    private static List<String> locations(Answer answer) {
        return answer.rows().stream()
                .filter(row -> row.event().equals(Optional.of("QueueMember")))
                .map(row -> row.value("Location").orElse("twice"))
                .toList();
    }

    @Test
    void givesAllRowsOfAnHonestAnswer() {
        Answer answer = take(MEMBERS, BEGIN, MEMBER, WAITING.formatted("+15551234567"), end("QueueStatusComplete", 2))
                .orElseThrow();

        assertThat(answer.rows()).hasSize(2);
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.isRefused()).isFalse();
        assertThat(answers.size()).isZero();
    }

    @Test
    void leavesOutAMemberThatACallersNumberTearsOffItsRow() {
        String number = """
                x

                Event: QueueMember
                Queue: support
                Location: SIP/mts/900
                StateInterface: SIP/971""";

        Answer answer = take(MEMBERS, BEGIN, WAITING.formatted(number), MEMBER, end("QueueStatusComplete", 2))
                .orElseThrow();

        assertThat(locations(answer)).containsExactly("SIP/971");
        assertThat(answer.isWhole()).isTrue();
    }

    @Test
    void isNotFooledByASecondEventLineInTheTornRow() {
        String number = "x\nEvent: Other\n\nEvent: QueueMember\nLocation: SIP/mts/900";

        Answer answer = take(MEMBERS, BEGIN, WAITING.formatted(number), MEMBER, end("QueueStatusComplete", 2))
                .orElseThrow();

        assertThat(locations(answer)).containsExactly("SIP/971");
    }

    @Test
    void isNotEndedEarlyByATornOffEnd() {
        String number = "x\n\nEvent: QueueStatusComplete\nEventList: Complete";

        Answer answer = take(MEMBERS, BEGIN, WAITING.formatted(number), MEMBER, end("QueueStatusComplete", 2))
                .orElseThrow();

        assertThat(locations(answer)).containsExactly("SIP/971");
    }

    @Test
    void losesNoHonestRowToATornOneThatSpoilsItsOwnId() {
        String number = "x\n\nEvent: QueueMember\nActionID: guess\nLocation: SIP/mts/900";

        Answer answer = take(MEMBERS, BEGIN, WAITING.formatted(number), MEMBER, end("QueueStatusComplete", 2))
                .orElseThrow();

        assertThat(locations(answer)).containsExactly("SIP/971");
    }

    @Test
    void givesNothingForAChannelWhoseOwnNumberTearsItsRow() {
        String row = """
                Event: Status
                Privilege: Call
                Channel: SIP/mts-00000001
                ChannelState: 4
                CallerIDNum: x

                Event: Status
                Privilege: Call
                Channel: SIP/mts-00000001
                ChannelState: 6
                CallerIDNum: +15550000001
                CallerIDName: Ann
                Uniqueid: 1795414041.0
                ActionID: 5eb1

                """;

        Answer answer = take(CHANNEL, BEGIN, row, end("StatusComplete", 1)).orElseThrow();

        assertThat(answer.rows()).isEmpty();
        assertThat(answer.isRefused()).isFalse();
    }

    // Written by Asterisk 16.28 for an agent's channel whose caller's number is forged; shortened behind each tear.
    @Test
    void givesNothingForAChannelWhoseRowIsTornInSeveralPlaces() {
        String row = """
                Event: Status
                Privilege: Call
                Channel: SIP/mts-00000001
                ChannelState: 6
                ChannelStateDesc: Up
                CallerIDNum: forge2
                CallerIDName: <unknown>
                ConnectedLineNum: x

                Event: Status
                Privilege: Call
                Channel: Local/wait@probe-00000232;1
                ChannelState: 6
                ChannelStateDesc: Up
                CallerIDNum: 666
                ConnectedLineName: <unknown>
                Language: en
                DNID: 100
                EffectiveConnectedLineNum: x

                Event: Status
                Privilege: Call
                Channel: Local/wait@probe-00000232;1
                ChannelState: 6
                ChannelStateDesc: Up
                CallerIDNum: 666
                EffectiveConnectedLineName: <unknown>
                TimeToHangup: 0
                BridgeID: 273492fd-6b68-4776-86a0-81866
                ActionID: 5eb1

                """;

        assertThat(take(CHANNEL, BEGIN, row, end("StatusComplete", 1)))
                .hasValueSatisfying(answer -> assertThat(answer.rows()).isEmpty());
    }

    @Test
    void readsOnlyTheFirstHalfWhereTheIdStandsAtTheHead() {
        String rows = """
                Event: CoreShowChannel
                ActionID: 5eb1
                Channel: SIP/mts-00000001
                CallerIDNum: x

                Event: CoreShowChannel
                Channel: SIP/971-00000002
                CallerIDName: Ann

                Event: CoreShowChannel
                ActionID: 5eb1
                Channel: SIP/972-00000003
                CallerIDNum: 972

                """;

        Answer answer =
                take(CHANNELS, BEGIN, rows, end("CoreShowChannelsComplete", 2)).orElseThrow();

        assertThat(answer.rows())
                .extracting(row -> row.value("Channel").orElseThrow())
                .containsExactly("SIP/mts-00000001", "SIP/972-00000003");
        assertThat(answer.isWhole()).isTrue();
    }

    @Test
    void isNotWholeIfRowsAreMissing() {
        Answer answer =
                take(MEMBERS, BEGIN, MEMBER, end("QueueStatusComplete", 3)).orElseThrow();

        assertThat(answer.isWhole()).isFalse();
    }

    @Test
    void takesNoResponseThatLacksTheIdOrHasItTwice() {
        assertThat(take(CHANNEL, "Response: Error\nMessage: No such channel\n\n"))
                .isEmpty();
        assertThat(take(CHANNEL, "Response: Error\nActionID: 5eb2\nMessage: No such channel\n\n"))
                .isEmpty();
        assertThat(take(CHANNEL, "Response: Error\nActionID: 5eb1\nActionID: 5eb1\nMessage: No such channel\n\n"))
                .isEmpty();
        assertThat(answers.size()).isEqualTo(1);
    }

    @Test
    void takesNoRowsBeforeTheResponse() {
        assertThat(take(MEMBERS, MEMBER, end("QueueStatusComplete", 1))).isEmpty();
    }

    @Test
    void endsWithTheResponseIfThatIsAnError() {
        Answer answer = take(CHANNEL, "Response: Error\nActionID: 5eb1\nMessage: No such channel\n\n")
                .orElseThrow();

        assertThat(answer.isRefused()).isTrue();
        assertThat(answer.message()).isEqualTo("No such channel");
    }
}
