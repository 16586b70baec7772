package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.asterisk.cdr.CdrFiles;
import lastagent.asterisk.cdr.CdrHistory;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.FileOptions;
import lastagent.asterisk.cdr.OpenedFile;
import lastagent.asterisk.cdr.Peers;
import lastagent.core.call.AgentPatterns;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.PastCall;
import lastagent.core.conversation.UnreadableHistoryException;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the CDR rows of three real Asterisks give, beside what was learned from their events: the table of conversations that
 * {@link RecordingsTest} holds the AMI side to, scenario by scenario.
 */
class CdrRecordingsTest {

    private static List<String> differences(int version, AgentPatterns agents)
            throws IOException, UnreadableHistoryException {
        List<Instant> starts = starts(Recording.of(version));
        List<ConversationTable.Scenario> scenarios =
                ConversationTable.of(version).scenarios();
        List<List<Conversation>> told = new ArrayList<>();
        starts.forEach(start -> told.add(new ArrayList<>()));
        for (PastCall call : calls(version, agents)) {
            for (Conversation talk : call.talks()) {
                int place = starts.size() - 1;
                while (place >= 0 && starts.get(place).isAfter(call.startedAt())) {
                    place--;
                }
                if (place >= 0) {
                    told.get(place).add(talk);
                }
            }
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            for (String difference : differences(scenarios.get(i), told.get(i))) {
                differences.add(scenarios.get(i).name() + " | " + difference);
            }
        }
        return differences;
    }

    private static List<PastCall> calls(int version, AgentPatterns agents)
            throws IOException, UnreadableHistoryException {
        List<PastCall> calls = new ArrayList<>();
        new CdrHistory(
                        masterCsv(version),
                        "pbx",
                        new PhoneNumberPlan(Optional.of("RU"), List.of(), Set.of()),
                        Peers.of(agents))
                .read(CallHistory.Span.ALL, new CallHistory.Listener() {
                    @Override
                    public void call(PastCall call) {
                        calls.add(call);
                    }

                    @Override
                    public void rejected(CallHistory.Reject reject) {
                        throw new AssertionError(reject);
                    }
                });
        return calls;
    }

    private static CdrSource masterCsv(int version) throws IOException {
        Path file = Path.of("src/test/resources/recorded/asterisk-" + version + "/Master.csv");
        if (CdrFiles.open(file, FileOptions.in(ZoneOffset.UTC)) instanceof OpenedFile.Cdr(CdrSource rows)) {
            return rows;
        }
        throw new AssertionError(file + " is taken for something else");
    }

    // A CDR cuts fractions off; between two scenarios there are seconds.
    private static List<Instant> starts(Recording recording) {
        List<Instant> starts = new ArrayList<>();
        int begun = 0;
        for (Recording.Block block : recording.blocks()) {
            if (block instanceof Recording.Block.Scenario) {
                begun++;
            } else if (begun > 0
                    && block instanceof Recording.Block.Message message
                    && message.meant().containsKey("Timestamp")) {
                String seconds = message.meant().get("Timestamp").split("\\.", 2)[0];
                starts.addAll(Collections.nCopies(begun, Instant.ofEpochSecond(Long.parseLong(seconds))));
                begun = 0;
            }
        }
        starts.addAll(Collections.nCopies(begun, Instant.MAX));
        return starts;
    }

    private static List<String> differences(ConversationTable.Scenario scenario, List<Conversation> told) {
        List<String> differences = new ArrayList<>();
        List<Conversation> left = new ArrayList<>(told);
        for (ConversationTable.Talk talk : scenario.talks()) {
            Optional<Conversation> same = left.stream()
                    .filter(found -> found.caller().value().equals(talk.caller())
                            && found.agent().value().equals(talk.agent())
                            && (found.direction() == Conversation.Direction.INBOUND)
                                    == talk.direction().equals("in"))
                    .findFirst();
            if (same.isEmpty()) {
                differences.add("no talk of " + talk.caller() + " with " + talk.agent());
                continue;
            }
            left.remove(same.get());
            if (!same.get().queue().orElse("-").equals(talk.queue())) {
                differences.add("talk with " + talk.agent() + " by queue "
                        + same.get().queue().orElse("-"));
            }
            shift(talk.from(), same.get().startedAt())
                    .ifPresent(shift -> differences.add("talk with " + talk.agent() + " begins " + shift));
            shift(talk.to(), same.get().endedAt().orElseThrow())
                    .ifPresent(shift -> differences.add("talk with " + talk.agent() + " ends " + shift));
        }
        left.forEach(
                talk -> differences.add("a talk of " + talk.caller().value() + " with " + talk.agent() + " too many"));
        return differences;
    }

    private static Optional<String> shift(LocalTime expected, Instant told) {
        LocalTime time =
                told.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC).toLocalTime();
        long seconds = Duration.between(expected, time).toSeconds();
        if (Math.abs(seconds) <= 1) {
            return Optional.empty();
        }
        return Optional.of(Math.abs(seconds) + " s " + (seconds < 0 ? "early" : "late"));
    }

    /** What the rows cannot know: version, scenario, what differs, why. A line that is not needed any more fails the test. */
    private static final String CANNOT_KNOW = """
            11 | s612  | talk with SIP/102 begins 4 s early | answered before Queue: the row counts from Answer(), and no loser leaves one
            11 | s612b | talk with SIP/102 begins 4 s early | answered before Queue: as s612
            11 | s614  | talk with SIP/102 begins 8 s early | answered before Queue: as s612, and 101 rang in vain before
            11 | s614b | talk with SIP/102 begins 3 s early | answered before Queue: as s612
            11 | s641  | no talk of +79161234567 with SIP/102 | attended transfer: 101's own row with 102 goes on instead, under 101's number
            11 | s642  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s742  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s743  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s742  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s743  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s743  | no talk of +79161234567 with SIP/103 | attended transfer: as s641
            11 | s801  | no talk of +79990000002 with SIP/101 | takeover: 11 writes nothing for the new caller
            11 | s802  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s803  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s803  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s804  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s805  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s806  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s811  | no talk of +79990000002 with SIP/101 | takeover by AMI: a ManagerBridge row names the new caller's channel, and no row has their number
            11 | s812  | no talk of +79990000002 with SIP/101 | takeover by AMI: as s811
            11 | s813  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s813  | no talk of +79990000002 with SIP/101 | takeover by AMI: as s811
            11 | s814  | no talk of +79990000002 with SIP/101 | takeover by AMI: as s811
            11 | s823  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s824  | talk with SIP/101 ends 6 s late | both legs redirected to a Wait: one row goes on to the caller's end
            11 | s807  | talk with SIP/101 begins 3 s early | answered before Queue: as s612
            11 | s807  | no talk of +79990000002 with SIP/101 | takeover: as s801
            11 | s808  | no talk of +79990000002 with SIP/101 | takeover: as s801
            16 | s602  | talk with SIP/101 begins 3 s early | answered before Dial: the row counts from Answer(), and nobody else rang
            16 | s742  | no talk of +79161234567 with SIP/103 | it took less than a second: billsec is 0
            22 | s602  | talk with PJSIP/101 begins 3 s early | answered before Dial: as on 16
            """;

    @ParameterizedTest
    @CsvSource({"11", "16", "22"})
    void rowsGiveTheConversationsOfTheTable(int version) throws IOException, UnreadableHistoryException {
        List<String> cannotKnow = CANNOT_KNOW
                .lines()
                .map(line -> List.of(line.split("\\s*\\|\\s*", 4)))
                .filter(line -> line.getFirst().equals(Integer.toString(version)))
                .map(line -> line.get(1) + " | " + line.get(2))
                .toList();
        assertThat(differences(version, new AgentPatterns(List.of()))).isEqualTo(cannotKnow);
        assertThat(differences(version, new AgentPatterns(List.of("SIP/10*", "PJSIP/10*"))))
                .isEqualTo(cannotKnow);
    }
}
