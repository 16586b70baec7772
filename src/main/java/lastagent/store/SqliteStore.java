package lastagent.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.ConversationLog;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.Offer;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingJournal;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations and journal in {@code lastagent.db} in the state directory.
 *
 * <p>What is appended waits in memory for a thread of the store's own, because SQLite's driver would pin the carrier of a
 * virtual one; {@link GroupCommit} tells when it is on the disk. A disk that takes nothing costs history, never a call:
 * the store opens all the same, keeps what it can, and goes on trying. Thread-safe.
 */
public final class SqliteStore implements ConversationLog, RoutingJournal, AutoCloseable {

    /** The database's name in the state directory. */
    public static final String FILE = "lastagent.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    // A conversation is some hundred bytes, a routed call with its situation some thousand: ten megabytes at the most.
    private static final int CONVERSATIONS_WAITING = 20_000;
    private static final int JOURNAL_WAITING = 2_000;

    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final Path file;
    private final Waiting waiting = new Waiting(CONVERSATIONS_WAITING, JOURNAL_WAITING);
    private final GroupCommit commits;
    private final CountDownLatch ended = new CountDownLatch(1);

    private SqliteStore(Path file, Database database) {
        this.file = file;
        this.commits = new GroupCommit(waiting, database);
    }

    /**
     * Opens the store, making directory (mode 0700) and file (0600) where there are none.
     *
     * @param writer runs the one task that writes, until the store is closed: on a platform thread of its own
     * @param clock for the name of a damaged database that is put aside
     * @throws StoreRefusedException if the database must not be used; the message is for the administrator
     */
    public static SqliteStore open(Path stateDirectory, Executor writer, InstantSource clock) {
        Path file = stateDirectory.resolve(FILE);
        Database database = new Database(file, clock);
        try {
            database.writer().close();
        } catch (StoreRefusedException refused) {
            throw refused;
        } catch (RuntimeException fault) {
            LOG.error(
                    "the store cannot be opened; it goes on trying, and history is not known: {}",
                    SqliteFaults.describe(fault));
        }
        SqliteStore store = new SqliteStore(file, database);
        store.commits.warmUp();
        writer.execute(store::write);
        return store;
    }

    private void write() {
        try {
            commits.run();
        } finally {
            ended.countDown();
        }
    }

    /** The journal of a directory that a service may be using at the same time, without writing to it. */
    public static RoutingHistory historyOf(Path stateDirectory) {
        return new JournalReader(stateDirectory.resolve(FILE));
    }

    @Override
    public void append(Conversation conversation) {
        waiting.add(new Waiting.Entry.Talk(conversation));
    }

    @Override
    public void followed(String pbx, Instant at) {
        waiting.add(new Waiting.Entry.Followed(pbx, at));
    }

    @Override
    public Optional<Instant> lastFollowed(String pbx) {
        return read(handle -> ConversationRows.followed(handle, pbx), Optional.empty());
    }

    @Override
    public List<Conversation> since(Instant earliestEnd) {
        return read(handle -> ConversationRows.since(handle, earliestEnd), List.of());
    }

    private <T> T read(Function<Handle, T> question, T otherwise) {
        try (Handle handle = Database.reader(file)) {
            return question.apply(handle);
        } catch (RuntimeException fault) {
            LOG.error("history cannot be read and counts as empty: {}", SqliteFaults.describe(fault));
            return otherwise;
        }
    }

    @Override
    public void record(RoutedCall routed) {
        waiting.add(new Waiting.Entry.Routed(routed));
    }

    @Override
    public void ended(String id, Offer.Outcome outcome, Instant at) {
        waiting.add(new Waiting.Entry.Ended(id, new JournalEntry.End(outcome, at)));
    }

    /** The journal, for reading. */
    public RoutingHistory history() {
        return new JournalReader(file);
    }

    /**
     * Forgets, behind the calls: talks that ended before the one moment (or began before it and were never seen to end),
     * and routed calls that arrived before the other.
     */
    public void forget(Instant conversationsEndedBefore, Instant journalBefore) {
        waiting.add(new Waiting.Entry.Forget(conversationsEndedBefore, journalBefore));
    }

    /** How the store is doing. */
    public StoreHealth health() {
        return new StoreHealth(
                commits.isWriting(),
                waiting.size() + commits.underWay(),
                commits.conversationsStored(),
                commits.failedAttempts(),
                waiting.conversationsDropped(),
                waiting.journalDropped());
    }

    /** Writes what waits, for ten seconds at the most; what is appended from now on is dropped. */
    @Override
    public void close() {
        waiting.close();
        try {
            if (!ended.await(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("stopped with {} entries that were not written in time", health().waiting());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens for each question, so that it works beside a service and from another process. */
    private record JournalReader(Path file) implements RoutingHistory {

        @Override
        public List<JournalEntry> byId(String idOrUniqueId, int limit) {
            return ask(handle -> new JournalRows().byId(handle, idOrUniqueId, limit));
        }

        @Override
        public List<JournalEntry> of(CallerNumber caller, int limit) {
            return ask(handle -> new JournalRows().of(handle, caller, limit));
        }

        @Override
        public List<JournalEntry> latest(int limit) {
            return ask(handle -> new JournalRows().latest(handle, limit));
        }

        @Override
        public long count() {
            return ask(JournalRows::count);
        }

        private <T> T ask(Function<Handle, T> question) {
            try (Handle handle = Database.reader(file)) {
                return question.apply(handle);
            }
        }
    }
}
