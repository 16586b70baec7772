package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rule 18 of {@code docs/cdr-rules.md}. */
class CallAssemblerTest {

    private final List<List<CdrRecord>> calls = new ArrayList<>();
    private final CallAssembler assembler = new CallAssembler(rows -> calls.add(List.copyOf(rows)));

    private void add(String table) {
        Pasted.rows(table).forEach(assembler::add);
    }

    /** The calls as the texts in src, each call's in the order of the rows. */
    private List<Set<String>> sources() {
        assembler.finish();
        return calls.stream()
                .map(rows -> rows.stream().map(CdrRecord::src).collect(Collectors.toSet()))
                .toList();
    }

    @Test
    void rowsOfOneLinkedIdAreOneCall() {
        add("""
                1.4/1.1 | Local/102@q-2;2 -> SIP/102-41 | a -> 1 | Dial | 09:00:42 09:00:43 09:00:46 | ANSWERED
                2.1/2.1 | SIP/trunk-9 -> SIP/103-42     | b -> 1 | Dial | 09:00:44 09:00:45 09:00:46 | ANSWERED
                1.1/1.1 | SIP/trunk-8 -> Local/102@q-2;1 | c -> 1 | Queue(q) | 09:00:35 09:00:35 09:00:46 | ANSWERED
                """);
        assertThat(sources()).containsExactly(Set.of("a", "c"), Set.of("b"));
    }

    @Test
    void withoutLinkedIdRowsOfOneUniqueIdAreOneCallAndSoAreTheEndsOfALocalPair() {
        add("""
                1.4 | Local/102@q-2;2 -> SIP/102-41  | a -> 1 | Dial     | 09:00:42 09:00:43 09:00:46 | ANSWERED
                1.1 | SIP/trunk-8 -> Local/101@q-1;1 | b -> 1 | Queue(q) | 09:00:30 - 09:00:42 | NO ANSWER
                1.1 | SIP/trunk-8 -> Local/102@q-2;1 | c -> 1 | Queue(q) | 09:00:35 09:00:35 09:00:46 | ANSWERED
                1.2 | Local/101@q-1;2 -> SIP/101-40  | d -> 1 | Dial     | 09:00:30 - 09:00:42 | NO ANSWER
                """);
        assertThat(sources()).containsExactly(Set.of("a", "b", "c", "d"));
    }

    @Test
    void theNameOfALocalPairMeansAnotherOneAfterARestart() {
        add("""
                1.1 | SIP/trunk-8 -> Local/102@q-0;1 | a -> 1 | Queue(q) | 09:00:35 09:00:35 09:00:46 | ANSWERED
                1.4 | Local/102@q-0;2 -> SIP/102-41  | b -> 1 | Dial     | 09:00:42 09:00:43 09:00:46 | ANSWERED
                7.1 | SIP/trunk-0 -> Local/102@q-0;1 | c -> 1 | Queue(q) | 09:20:35 09:20:35 09:20:46 | ANSWERED
                7.4 | Local/102@q-0;2 -> SIP/102-1   | d -> 1 | Dial     | 09:20:42 09:20:43 09:20:46 | ANSWERED
                """);
        assertThat(sources()).containsExactly(Set.of("a", "b"), Set.of("c", "d"));
    }

    @Test
    void aLineThatIsFreeAgainAtOnceIsNotOneCallWithTheNext() {
        add("""
                1.1 | DAHDI/1-1 -> SIP/102-41 | a -> 1 | Dial | 09:00:35 09:00:35 09:00:46 | ANSWERED
                1.3 | DAHDI/1-1 -> SIP/102-42 | b -> 1 | Dial | 09:00:47 09:00:48 09:00:49 | ANSWERED
                """);
        assertThat(sources()).containsExactly(Set.of("a"), Set.of("b"));
    }

    @Test
    void withoutAnyIdTheTriesOfOneChannelAreOneCall() {
        add("""
                - | SIP/trunk-8 -> SIP/101-41 | a -> 1 | Dial | 09:00:35 - 09:00:46 | NO ANSWER
                - | SIP/trunk-9 -> SIP/101-43 | b -> 1 | Dial | 09:00:36 - 09:00:40 | BUSY
                - | SIP/trunk-8 -> SIP/102-42 | c -> 1 | Dial | 09:00:46 09:00:48 09:00:49 | ANSWERED
                """);
        assertThat(sources()).containsExactly(Set.of("a", "c"), Set.of("b"));
    }

    @Test
    void callsComeInTheOrderOfTheirStartThoughTheLongOneIsWrittenLast() {
        add("""
                2.1/2.1 | SIP/trunk-9 -> SIP/103-42 | b -> 1 | Dial | 09:10:44 09:10:45 09:10:46 | ANSWERED
                1.1/1.1 | SIP/trunk-8 -> SIP/102-41 | a -> 1 | Dial | 09:00:35 09:00:35 10:00:46 | ANSWERED
                """);
        assertThat(sources()).containsExactly(Set.of("a"), Set.of("b"));
    }

    @Test
    void aCallIsHandedOnWhenARowBeginsFourHoursAfterItsEnd() {
        add("1.1/1.1 | SIP/trunk-8 -> SIP/102-41 | a -> 1 | Dial | 09:00:35 09:00:35 09:00:46 | ANSWERED");
        add("2.1/2.1 | SIP/trunk-9 -> SIP/102-42 | b -> 1 | Dial | 13:00:46 13:00:46 13:00:50 | ANSWERED");
        assertThat(calls).isEmpty();
        add("3.1/3.1 | SIP/trunk-9 -> SIP/102-43 | c -> 1 | Dial | 13:00:47 13:00:47 13:00:50 | ANSWERED");
        assertThat(calls).hasSize(1);
    }

    @Test
    void aRowFromTheFarFutureClosesWhatIsOpenAndNothingElse() {
        add("1.1/1.1 | SIP/trunk-8 -> SIP/102-41 | a -> 1 | Dial | 09:00:35 09:00:35 09:00:46 | ANSWERED");
        assembler.add(row("9.9", Instant.parse("2099-01-01T00:00:00Z")));
        add("2.1/2.1 | Local/1@q-1;2 -> SIP/102-42 | b -> 1 | Dial | 09:10:00 09:10:00 09:10:50 | ANSWERED");
        add("2.2/2.1 | SIP/trunk-9 -> Local/1@q-1;1 | c -> 1 | Dial | 09:10:00 09:10:00 09:10:50 | ANSWERED");
        assertThat(sources()).contains(Set.of("a"), Set.of("b", "c"));
    }

    @Test
    void noMoreThanFiftyThousandRowsAreHeld() {
        List<Integer> held = new ArrayList<>();
        Instant start = Instant.parse("2026-11-22T09:00:00Z");
        for (int i = 0; i < CallAssembler.MOST_ROWS + 1_000; i++) {
            assembler.add(row("1." + i, start.plusMillis(i)));
            held.add(i + 1 - calls.size());
        }
        assertThat(Collections.max(held)).isEqualTo(CallAssembler.MOST_ROWS);
        assertThat(calls.getFirst()).extracting(CdrRecord::uniqueId).containsExactly("1.0");
    }

    @Test
    void oneCallGrowsToFiveThousandRows() {
        Instant start = Instant.parse("2026-11-22T09:00:00Z");
        for (int i = 0; i < CallAssembler.MOST_ROWS_OF_A_CALL + 10; i++) {
            assembler.add(row("1.1", start.plusMillis(i)));
        }
        assembler.finish();
        assertThat(calls).extracting(List::size).containsExactly(CallAssembler.MOST_ROWS_OF_A_CALL, 10);
    }

    private static CdrRecord row(String id, Instant start) {
        return new CdrRecord(
                id,
                id,
                "SIP/trunk-00000001",
                "",
                "0991234567",
                "1",
                "x",
                "",
                "Wait",
                "",
                start,
                Optional.empty(),
                start.plusSeconds(1),
                Duration.ZERO,
                Disposition.NO_ANSWER);
    }
}
