package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.Test;

class ChannelQuestionsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final String CHANNEL = "SIP/mts-00000001";
    private static final AmiDialect DIALECT = new AmiDialect12();

    private final List<AmiQuestion> asked = new ArrayList<>();
    private final List<PbxEvent> events = new ArrayList<>();
    private final ChannelQuestions questions =
            new ChannelQuestions(DIALECT, AmiTimings.DEFAULT, new Timers(), asked::add, events::add);

    private static AmiMessage listed(String channel, String callerNumber) {
        return AmiMessage.of("""
                Event: CoreShowChannel
                ActionID: 5eb1
                Channel: %s
                ChannelState: 6
                ChannelStateDesc: Up
                CallerIDNum: %s
                CallerIDName: Ann
                ConnectedLineNum: 971
                ConnectedLineName: Bob
                Language: en
                AccountCode:
                Context: from-trunk
                Exten: 100
                Priority: 1
                Uniqueid: 1795414089.2
                Linkedid: 1795414089.2
                Application: Queue
                ApplicationData: support
                Duration: 00:00:01
                BridgeId: 723f9b63
                """.formatted(channel, callerNumber).lines().toList());
    }

    private List<String> answerToTheList(AmiMessage... rows) {
        questions.list(NOW);
        questions.listed((AmiQuestion.OfAllChannels) asked.getLast(), List.of(rows), System.nanoTime());
        return ((PbxEvent.ChannelsListed) events.getLast())
                .channels().stream().map(facts -> facts.leg().channel()).toList();
    }

    @Test
    void givesAllChannelsOfAList() {
        assertThat(answerToTheList(listed(CHANNEL, "+15551234567"), listed("SIP/971-00000002", "971")))
                .containsExactly(CHANNEL, "SIP/971-00000002");
    }

    @Test
    void leavesOutOnlyTheChannelWhoseRowCannotBeRead() {
        assertThat(answerToTheList(listed(CHANNEL, "x\nUniqueid: 1.1"), listed("SIP/971-00000002", "971")))
                .containsExactly("SIP/971-00000002");
    }

    @Test
    void believesAFreshAnswerRatherThanAListThatLagsBehind() {
        questions.answered(new AmiQuestion.OfChannel(Optional.empty(), CHANNEL, NOW, true, 0), List.of());

        assertThat(answerToTheList(listed(CHANNEL, "+15551234567"))).isEmpty();
    }

    @Test
    void asksForOneListAtATime() {
        questions.list(NOW);
        questions.list(NOW.plusSeconds(1));

        assertThat(asked).hasSize(1);
    }
}
