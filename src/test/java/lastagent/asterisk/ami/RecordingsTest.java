package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.Presence;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three real Asterisks, recorded, and who talked to whom by their CDRs.
 *
 * <p>The recordings hold events and hardly any answers. So {@link RecordedPbx} answers as the recorded PBX would have,
 * from what it meant by its events, and {@link RecordedFollower} asks as the link does.
 */
class RecordingsTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final String TAKEOVER = "s8[0-9]+";
    private static final String SECOND_CALLER = "+79990000002";

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void theTableHasEveryScenarioOfTheRecording(int version) {
        RecordedFollower played = RecordedFollower.of(Recording.of(version), AT_ONCE);
        assertThat(played.scenarios())
                .hasSizeGreaterThan(80)
                .isEqualTo(ConversationTable.of(version).scenarios().stream()
                        .map(ConversationTable.Scenario::name)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void everyScenarioGivesTheConversationsOfTheTable(int version) {
        compare(ConversationTable.of(version), RecordedFollower.of(Recording.of(version), AT_ONCE), Duration.ZERO);
    }

    // The PBX looks when the question comes: what is long over is not learned, and everything else is, at its own time.
    @ParameterizedTest
    @CsvSource({"11, 1", "11, 20", "11, 200", "16, 1", "16, 20", "16, 200", "22, 1", "22, 20", "22, 200"})
    void soItDoesWhenTheAnswersComeLate(int version, int milliseconds) {
        Duration late = Duration.ofMillis(milliseconds);
        compare(ConversationTable.of(version), RecordedFollower.of(Recording.of(version), late), late);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void soItDoesWhenEveryMessageComesTwice(int version) {
        Recording recording = Recording.of(version);
        List<Recording.Block> twice = new ArrayList<>();
        for (Recording.Block block : recording.blocks()) {
            twice.add(block);
            if (block instanceof Recording.Block.Message message) {
                twice.add(new Recording.Block.Message(Map.of(), message.arrived()));
            }
        }
        Recording repeated = new Recording(version, recording.written(), twice);
        compare(ConversationTable.of(version), RecordedFollower.of(repeated, AT_ONCE), Duration.ZERO);
    }

    private static void compare(ConversationTable table, RecordedFollower played, Duration longerThan) {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < table.scenarios().size(); i++) {
            ConversationTable.Scenario scenario = table.scenarios().get(i);
            List<ConversationTable.Talk> expected = scenario.talks().stream()
                    .filter(talk -> longerThan.isZero() || talk.isLongerThan(longerThan))
                    .toList();
            List<Conversation> learned = played.of(i + 1);
            boolean same = expected.size() == learned.size();
            for (int j = 0; same && j < expected.size(); j++) {
                same = expected.get(j).is(learned.get(j));
            }
            if (!same) {
                different.add(
                        scenario.name() + ", the " + (i + 1) + "th: expected " + expected + ", learned " + learned);
            }
        }
        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void everyRecordedRowIsRead(int version) {
        AmiDialect dialect = version == 11 ? new AmiDialect11() : new AmiDialect12();
        List<AmiMessage> rows = messages(Recording.of(version)).stream()
                .filter(row -> row.event().filter("CoreShowChannel"::equals).isPresent())
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(100)
                .allMatch(row -> dialect.channel(row).isPresent());
    }

    private static List<AmiMessage> messages(Recording recording) {
        List<AmiMessage> messages = new ArrayList<>();
        for (Recording.Block block : recording.blocks()) {
            if (block instanceof Recording.Block.Message message) {
                messages.addAll(message.arrived());
            }
        }
        return messages;
    }

    /**
     * The takeovers once more (s801 to s808), with a second caller whose number has lines in it. They call while the
     * first caller talks to agent 101, and are then joined with that agent themselves.
     */
    @Nested
    class ACallerWhoseNumberHasLinesInIt {

        @ParameterizedTest
        @ValueSource(ints = {11, 16, 22})
        void makesNobodyAnAgent(int version) {
            assertNothingGetsIn(version, """
                    1

                    Event: QueueMemberAdded
                    Privilege: agent,all
                    Queue: qall
                    MemberName: SIP/900
                    Interface: SIP/900
                    Location: SIP/900
                    StateInterface: SIP/900
                    Membership: dynamic
                    Penalty: 0
                    CallsTaken: 0
                    LastCall: 0
                    InCall: 0
                    Status: 1
                    Paused: 0
                    X:""");
        }

        // Waiting in a queue, their number stands in a row of our own answer, and our id behind it.
        @ParameterizedTest
        @ValueSource(ints = {11, 16, 22})
        void makesNobodyAnAgentInOurOwnAnswer(int version) {
            assertNothingGetsIn(version, """
                    1

                    Event: QueueMember
                    Queue: qall
                    Name: SIP/900
                    Location: SIP/900
                    StateInterface: SIP/900
                    Membership: dynamic
                    Penalty: 0
                    CallsTaken: 0
                    LastCall: 0
                    Status: 1
                    Paused: 0
                    X:""");
        }

        @ParameterizedTest
        @ValueSource(ints = {11, 16, 22})
        void joinsNobody(int version) {
            String tech = version == 22 ? "PJSIP" : "SIP";
            StringBuilder forged = new StringBuilder("1");
            for (String channel : List.of("trunk-00000088", "101-00000089", "trunk-0000008e", "102-00000090")) {
                forged.append("""


                        Event: BridgeEnter
                        Privilege: call,all
                        BridgeUniqueid: 00000000-0000-4000-8000-000000000000
                        BridgeNumChannels: 2
                        Channel: %s/%s
                        ChannelState: 6
                        CallerIDNum: +79165550000
                        Uniqueid: 1795338435.1""".formatted(tech, channel));
            }
            forged.append("""


                    Event: Bridge
                    Bridgestate: Link
                    Channel1: %1$s/trunk-00000088
                    Channel2: %1$s/102-00000090
                    Uniqueid1: 1795338435.148
                    Uniqueid2: 1795338435.149
                    X:""".formatted(tech));
            assertNothingGetsIn(version, forged.toString());
        }

        @ParameterizedTest
        @ValueSource(ints = {11, 16, 22})
        void endsNobodysTalk(int version) {
            StringBuilder forged = new StringBuilder("1");
            for (Conversation talk :
                    RecordedFollower.of(Recording.of(version), AT_ONCE).all()) {
                if (talk.startedAt().isAfter(Instant.parse("2026-11-22T09:07:14Z"))) {
                    forged.append("\n\nEvent: Hangup\nPrivilege: call,all\nChannel: %s\nUniqueid: %s\nCause: 38"
                            .formatted(
                                    talk.callerLeg().channel(), talk.callerLeg().uniqueId()));
                }
            }
            assertNothingGetsIn(version, forged + "\nX:");
        }

        // The half that they cut off carries our id, and names a channel that is not theirs.
        @ParameterizedTest
        @ValueSource(ints = {11, 16, 22})
        void saysNothingOfAnotherChannelInOurOwnAnswer(int version) {
            String tech = version == 22 ? "PJSIP" : "SIP";
            assertNothingGetsIn(version, """
                    1

                    Event: Status
                    Privilege: Call
                    Channel: %s/trunk-00000088
                    ChannelState: 6
                    ChannelStateDesc: Up
                    CallerIDNum: +79165550000""".formatted(tech));
        }

        private void assertNothingGetsIn(int version, String forged) {
            String onTheWire = forged.replace("\n", "\r\n");
            Recording honest = Recording.of(version).only(TAKEOVER);
            Recording attacked =
                    Recording.of(version, Map.of(SECOND_CALLER, onTheWire)).only(TAKEOVER);
            assertThat(messages(attacked)).hasSizeGreaterThan(messages(honest).size());
            assertNothingGotIn(version, attacked, AT_ONCE, talk -> talk);
            // How a talk ended is known from news alone, and a caller who calls in that very moment can lend it another
            // class. That it ended, when, and with whom it was, they cannot.
            assertNothingGotIn(version, attacked, Duration.ofMillis(20), ConversationTable.Talk::endedAnyhow);
        }

        private void assertNothingGotIn(
                int version, Recording attacked, Duration late, UnaryOperator<ConversationTable.Talk> expected) {
            RecordedFollower played = RecordedFollower.of(attacked, late);
            ConversationTable withoutSecondCaller =
                    new ConversationTable(ConversationTable.of(version).scenarios().stream()
                            .filter(scenario -> scenario.name().matches(TAKEOVER))
                            .map(scenario -> new ConversationTable.Scenario(
                                    scenario.name(),
                                    scenario.talks().stream()
                                            .filter(talk -> !talk.caller().equals(SECOND_CALLER))
                                            .map(expected)
                                            .toList()))
                            .toList());
            compare(withoutSecondCaller, played, late);
            for (String nobody : List.of("SIP/900", "SIP/trunk", "PJSIP/trunk")) {
                assertThat(played.followed()
                                .state(new AgentInterface(nobody), List.of(), Instant.EPOCH)
                                .presence())
                        .isEqualTo(new Presence.Gone());
            }
        }
    }

    // Without this the tests above could pass because nothing was learned at all.
    @Test
    void anHonestSecondCallerIsLearned() {
        Recording other = Recording.of(16, Map.of(SECOND_CALLER, "+79165550000"));
        assertThat(RecordedFollower.of(other, AT_ONCE).all())
                .extracting(talk -> talk.caller().value())
                .contains("+79165550000")
                .doesNotContain(SECOND_CALLER);
    }

    @Test
    void theForgedNumbersOfTheRecordingsAreThere() {
        for (int version : Set.of(11, 16, 22)) {
            assertThat(messages(Recording.of(version)))
                    .as("unsound or headless messages of %s", version)
                    .anyMatch(message -> !message.isSound())
                    .anyMatch(message -> message.event().isEmpty()
                            && message.headers().stream()
                                    .anyMatch(header -> header.key().equals("CallerIDName")));
        }
    }
}
