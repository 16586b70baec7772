package lastagent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.CallerId;
import lastagent.core.live.Presence;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.Offer;
import lastagent.core.routing.RoutedCall;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingHistoryTest {

    private static final Instant ONE = Samples.NOON.plusSeconds(3600);

    private static final RoutedCall FIRST = routed("abc1", new CallerId.Subscriber(Samples.ALICE), Samples.NOON);
    private static final RoutedCall SECOND =
            routed("abd2", new CallerId.Subscriber(Samples.CAROL), ONE.minusSeconds(1));
    private static final RoutedCall THIRD = routed("xyz3", new CallerId.Subscriber(Samples.ALICE), ONE);
    private static final RoutedCall WITHHELD =
            routed("xyz4", new CallerId.Unusable(CallerId.Why.WITHHELD), ONE.plusSeconds(1));

    @TempDir
    Path directory;

    private SqliteStore store;

    @BeforeEach
    void fill() {
        open();
        List.of(THIRD, FIRST, WITHHELD, SECOND).forEach(store::record);
        store.ended("xyz3", Offer.Outcome.ABANDONED, ONE.plusSeconds(7));
        reopen();
    }

    private void open() {
        store = SqliteStore.open(directory, Thread.ofPlatform()::start, InstantSource.fixed(Samples.NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        close();
        open();
    }

    private static RoutedCall routed(String id, CallerId caller, Instant at) {
        return Samples.redial(id, caller, new Presence.Free(), at);
    }

    private static List<RoutedCall> calls(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::routed).toList();
    }

    @Test
    void tellsTheCallsOfOneCallerTheNewestFirst() {
        assertThat(calls(store.history().of(Samples.ALICE, 10))).containsExactly(THIRD, FIRST);
        assertThat(calls(store.history().of(Samples.ALICE, 1))).containsExactly(THIRD);
    }

    @Test
    void tellsAllCallsTheNewestFirst() {
        assertThat(calls(store.history().latest(3))).containsExactly(WITHHELD, THIRD, SECOND);
        assertThat(store.history().count()).isEqualTo(4);
    }

    @Test
    void findsACallByTheBeginningOfItsId() {
        assertThat(calls(store.history().byId("abc1", 10))).containsExactly(FIRST);
        assertThat(calls(store.history().byId("ab", 10))).containsExactly(SECOND, FIRST);
        assertThat(store.history().byId("b", 10)).isEmpty();
        assertThat(store.history().byId("abc11", 10)).isEmpty();
        assertThat(store.history().byId("%", 10)).isEmpty();
    }

    @Test
    void findsCallsByTheUniqueIdOfTheirChannel() {
        assertThat(store.history().byId("1700000100.9", 10)).hasSize(4);
        assertThat(store.history().byId("1700000100", 10)).isEmpty();
    }

    @Test
    void tellsWhatBecameOfAnOffer() {
        assertThat(store.history().byId("xyz3", 1).getFirst().end())
                .contains(new JournalEntry.End(Offer.Outcome.ABANDONED, ONE.plusSeconds(7)));
        assertThat(store.history().byId("abc1", 1).getFirst().end()).isEqualTo(Optional.empty());
    }

    @Test
    void readsBesideARunningServiceFromAnotherPlace() {
        assertThat(calls(SqliteStore.historyOf(directory).latest(1))).containsExactly(WITHHELD);
    }

    @Test
    void leavesOutACallThatCannotBeRead() {
        try (Handle stranger = Jdbi.create("jdbc:sqlite:" + directory.resolve(SqliteStore.FILE))
                .open()) {
            stranger.execute("UPDATE routed_call SET json = '{\"id\":\"xyz3\"}' WHERE id = 'xyz3'");
        }
        assertThat(calls(store.history().latest(10))).containsExactly(WITHHELD, SECOND, FIRST);
    }
}
