package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.PastCall;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code docs/cdr-rules.md}, by their numbers. The rows are those that real Asterisks wrote, with fewer digits.
 */
class ConversationExtractorTest {

    private static final PhoneNumberPlan NUMBERS = new PhoneNumberPlan(Optional.of("RU"), List.of(), Set.of());

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

    private static LocalTime time(java.time.Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalTime();
    }

    @Test
    void rule1ATalkIsWhatAnAnsweredRowOfTwoChannelsSays() {
        assertThat(talks(call("""
                1.1 | SIP/trunk-1a2b0001 -> SIP/101-1a2b0002 | +79161234567 -> 601 | Dial(SIP/101,6) | 08:57:55 08:57:56 08:57:59 | ANSWERED
                """))).containsExactly("+79161234567 -> SIP/101 - 08:57:56-08:57:59");
    }
}
