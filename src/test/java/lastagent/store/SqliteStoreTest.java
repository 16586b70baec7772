package lastagent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutedCall;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    private static final String PUT_ASIDE = "lastagent.db.damaged-20261123T120000Z";

    @TempDir
    Path parent;

    private final List<SqliteStore> opened = new ArrayList<>();

    private Path directory() {
        return parent.resolve("state");
    }

    private Path file() {
        return directory().resolve(SqliteStore.FILE);
    }

    private SqliteStore open() {
        SqliteStore store =
                SqliteStore.open(directory(), Thread.ofPlatform()::start, InstantSource.fixed(Samples.NOON));
        opened.add(store);
        return store;
    }

    /** Another program that has the same file open. */
    private Handle stranger() {
        return Jdbi.create("jdbc:sqlite:" + file()).open();
    }

    @AfterEach
    void close() {
        opened.forEach(SqliteStore::close);
    }

    private static RoutedCall routed(String id) {
        return Samples.redial(id, new Presence.Free());
    }

    @SuppressWarnings("NullAway")
    private static Conversation withoutAChannel() {
        Conversation talk = Samples.talk();
        return new Conversation(
                "broken",
                "main",
                talk.caller(),
                talk.agent(),
                talk.direction(),
                talk.queue(),
                new Leg("1", null),
                talk.agentLeg(),
                talk.startedAt(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void countsAConversationAsStoredOnlyWhenItCanBeReadAgain() {
        SqliteStore store = open();
        store.append(Samples.talk());
        await().until(() -> store.health().conversationsStored() == 1);
        assertThat(store.since(Instant.EPOCH)).containsExactly(Samples.talk());
        assertThat(store.health()).isEqualTo(new StoreHealth(true, 0, 1, 0, 0, 0));
    }

    @Test
    void keepsItsFilesFromOtherUsers() throws IOException {
        SqliteStore store = open();
        store.append(Samples.talk());
        await().until(() -> store.health().conversationsStored() == 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void givesUpAnEntryThatNoDatabaseTakesAndKeepsTheOthers() {
        SqliteStore store = open();
        store.append(withoutAChannel());
        store.append(Samples.talk());
        await().until(() -> store.health().conversationsStored() == 1);
        assertThat(store.since(Instant.EPOCH)).containsExactly(Samples.talk());
        assertThat(store.health().conversationsDropped()).isEqualTo(1);
        assertThat(store.health().failedAttempts()).isZero();
    }

    @Test
    void keepsWhatItCannotWriteAndWritesItLater() {
        SqliteStore store = open();
        try (Handle stranger = stranger()) {
            stranger.execute("BEGIN EXCLUSIVE");
            store.append(Samples.talk());
            store.record(routed("a1"));
            await().until(() -> store.health().failedAttempts() >= 1);
            assertThat(store.health().writing()).isFalse();
            assertThat(store.health().waiting()).isEqualTo(2);
            stranger.execute("ROLLBACK");
        }
        await().until(() -> store.health().waiting() == 0);
        assertThat(store.health().writing()).isTrue();
        assertThat(store.health().conversationsDropped()).isZero();
        assertThat(store.since(Instant.EPOCH)).containsExactly(Samples.talk());
        assertThat(store.history().latest(9)).hasSize(1);
    }

    @Test
    void tellsAFaultWithoutTheNumbersInIt() {
        SqliteStore store = open();
        try (CapturedLog log = CapturedLog.of(GroupCommit.class);
                Handle stranger = stranger()) {
            stranger.execute("BEGIN EXCLUSIVE");
            store.append(Samples.talk());
            await().until(() -> store.health().failedAttempts() >= 2);
            stranger.execute("ROLLBACK");
            await().until(() -> store.health().waiting() == 0);
            assertThat(log.lines())
                    .hasSize(3)
                    .noneMatch(line -> line.contains("0991234567"))
                    .satisfies(line -> assertThat(line).contains("cannot write"), atIndex(0))
                    .satisfies(line -> assertThat(line).contains("writes again"), atIndex(1))
                    .satisfies(
                            line -> assertThat(line)
                                    .isEqualTo("stored id=" + Samples.talk().id() + " up"),
                            atIndex(2));
        }
    }

    @Test
    void opensEvenIfNothingCanBeReadOrWrittenYet() {
        open().close();
        SqliteStore store;
        try (Handle stranger = stranger()) {
            stranger.execute("PRAGMA locking_mode = EXCLUSIVE");
            stranger.execute("BEGIN EXCLUSIVE");
            store = open();
            assertThat(store.since(Instant.EPOCH)).isEmpty();
            store.append(Samples.talk());
        }
        await().until(() -> store.health().conversationsStored() == 1);
    }

    @Test
    void writesWhatWaitsWhenItIsClosed() {
        SqliteStore store = open();
        for (int number = 0; number < 600; number++) {
            store.record(routed("a" + number));
        }
        store.close();
        assertThat(SqliteStore.historyOf(directory()).count()).isEqualTo(600);
    }

    @Test
    void forgetsWhatIsOlderThanAsked() {
        SqliteStore store = open();
        Conversation ended = Samples.cutTalk();
        store.append(ended);
        store.append(ended.ended(Samples.NOON.plusSeconds(500), ended.ending().orElseThrow()));
        for (int number = 0; number < 600; number++) {
            store.record(routed("a" + number));
        }
        Instant arrived = routed("a0").call().arrivedAt();
        store.forget(Samples.NOON.plusSeconds(500), arrived);
        await().until(() -> store.health().waiting() == 0);
        assertThat(store.since(Instant.EPOCH)).hasSize(1);
        assertThat(store.history().count()).isEqualTo(600);

        store.forget(Samples.NOON.plusSeconds(501), arrived.plusNanos(1));
        await().until(() -> store.health().waiting() == 0 && store.history().count() == 0);
        assertThat(store.since(Instant.EPOCH)).isEmpty();
        try (Handle stranger = stranger()) {
            assertThat(rulesKept(stranger)).isZero();
        }
    }

    @Test
    void keepsTheRulesOfAllCallsOnce() {
        SqliteStore store = open();
        store.record(routed("a1"));
        store.record(routed("a2"));
        store.close();
        try (Handle stranger = stranger()) {
            assertThat(rulesKept(stranger)).isEqualTo(1);
        }
    }

    private static int rulesKept(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM routing_rules")
                .mapTo(Integer.class)
                .one();
    }

    @Nested
    class Refuses {

        @Test
        void anotherProgramsDatabaseAndLeavesItAsItWas() throws IOException {
            Files.createDirectory(directory());
            try (Handle stranger = stranger()) {
                stranger.execute("CREATE TABLE songs (title TEXT)");
            }
            byte[] before = Files.readAllBytes(file());
            assertThatThrownBy(SqliteStoreTest.this::open)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("another program's database");
            assertThat(Files.readAllBytes(file())).isEqualTo(before);
        }

        @Test
        void aDatabaseOfANewerVersion() {
            open().close();
            try (Handle stranger = stranger()) {
                stranger.execute("PRAGMA user_version = " + (Database.SCHEMA + 1));
            }
            assertThatThrownBy(SqliteStoreTest.this::open)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("written by a newer lastagent");
        }

        @Test
        void aDirectoryThatIsAFile() throws IOException {
            Files.writeString(directory(), "");
            assertThatThrownBy(SqliteStoreTest.this::open)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("cannot make " + file());
        }

        @Test
        void toReadAJournalThatIsNotThere() {
            RoutingHistory history = SqliteStore.historyOf(directory());
            assertThatThrownBy(history::count)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("there is no " + file());
        }
    }

    @Nested
    class PutsAsideAndBeginsAnew {

        private void overwrite(long from, int length) throws IOException {
            try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
                bytes.seek(from);
                bytes.write(new byte[length]);
            }
        }

        private long rootPage(String table) {
            try (Handle stranger = stranger()) {
                return stranger.createQuery("SELECT rootpage FROM sqlite_master WHERE name = :table")
                        .bind("table", table)
                        .mapTo(Long.class)
                        .one();
            }
        }

        private void fill() {
            SqliteStore store = open();
            store.append(Samples.talk());
            store.record(routed("a1"));
            store.close();
        }

        private void works(SqliteStore store) {
            store.append(Samples.cutTalk());
            await().until(() -> store.health().conversationsStored() == 1);
            assertThat(store.since(Instant.EPOCH)).containsExactly(Samples.cutTalk());
            assertThat(directory().resolve(PUT_ASIDE)).exists();
        }

        @Test
        void whatIsNoDatabase() throws IOException {
            Files.createDirectory(directory());
            Files.writeString(file(), "this is not a database, it is a text of some length ".repeat(100));
            works(open());
        }

        @Test
        void aDatabaseWhoseConversationsAreDamaged() throws IOException {
            fill();
            overwrite((rootPage("conversation") - 1) * 4096, 4096);
            SqliteStore store = open();
            assertThat(store.since(Instant.EPOCH)).isEmpty();
            works(store);
        }

        @Test
        void aDatabaseWhoseDamageIsFoundWhileWriting() throws IOException {
            fill();
            overwrite((rootPage("routed_call") - 1) * 4096, 4096);
            SqliteStore store = open();
            store.record(routed("a2"));
            await().until(() -> store.health().waiting() == 0);
            works(store);
            assertThat(store.history().latest(9)).hasSize(1);
        }
    }
}
