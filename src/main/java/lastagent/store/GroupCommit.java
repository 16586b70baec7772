package lastagent.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lastagent.core.conversation.Conversation;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.RoutedCall;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits, all of it in one transaction, and says {@code stored id=} of each conversation once it is on the
 * disk.
 *
 * <p>There is no pause before a commit: whatever comes while one is under way goes into the next, so a single entry
 * is on the disk at once and a thousand are with a score of commits. An entry that no database would take is given up;
 * if the disk takes nothing, everything waits and is tried again. Both are counted; a change from one state to the other
 * is one line in the log.
 */
final class GroupCommit implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    // What comes while a transaction is under way waits for its end and then for its own: small ones, in which a routed
    // call costs ten times what a conversation does.
    private static final int CONVERSATIONS_AT_ONCE = 50;
    private static final int CALLS_AT_ONCE = 5;
    private static final int FORGET_AT_ONCE = 250;
    private static final long RETRY_MILLIS = 500;

    private final Waiting waiting;
    private final Database database;
    private final JournalRows journal = new JournalRows();
    private final AtomicLong conversationsStored = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();

    private Optional<Handle> connection = Optional.empty();
    private volatile boolean writing = true;
    private volatile int underWay;

    GroupCommit(Waiting waiting, Database database) {
        this.waiting = waiting;
        this.database = database;
    }

    boolean isWriting() {
        return writing;
    }

    int underWay() {
        return underWay;
    }

    long conversationsStored() {
        return conversationsStored.get();
    }

    long failedAttempts() {
        return failedAttempts.get();
    }

    /** Before the first entry comes; on the thread that opens the store, so that nothing waits for it later. */
    void warmUp() {
        WarmUp.run(journal);
    }

    /** Until the line is closed and empty, or closed while nothing can be written. */
    @Override
    public void run() {
        try {
            while (!waiting.isClosed() || !waiting.isEmpty()) {
                List<Waiting.Entry> batch = waiting.take(CONVERSATIONS_AT_ONCE, CALLS_AT_ONCE);
                underWay = batch.size();
                if (!writeAtLast(batch)) {
                    batch.forEach(waiting::countDropped);
                    return;
                }
                underWay = 0;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private boolean writeAtLast(List<Waiting.Entry> batch) throws InterruptedException {
        while (!write(batch)) {
            if (waiting.isClosed()) {
                LOG.error("closed with {} entries that could not be written", batch.size() + waiting.size());
                return false;
            }
            waiting.pause(RETRY_MILLIS);
        }
        return true;
    }

    private boolean write(List<Waiting.Entry> batch) {
        try {
            Handle handle = connection.orElseGet(database::writer);
            connection = Optional.of(handle);
            handle.begin();
            batch.removeIf(entry -> !put(handle, entry));
            handle.commit();
            written(batch);
            return true;
        } catch (RuntimeException fault) {
            failed(fault, batch.size());
            return false;
        }
    }

    private boolean put(Handle handle, Waiting.Entry entry) {
        try {
            switch (entry) {
                case Waiting.Entry.Talk(Conversation talk) -> ConversationRows.put(handle, talk);
                case Waiting.Entry.Followed(String pbx, Instant at) -> ConversationRows.putFollowed(handle, pbx, at);
                case Waiting.Entry.Routed(RoutedCall call) -> journal.put(handle, call);
                case Waiting.Entry.Ended(String id, JournalEntry.End end) -> JournalRows.putEnd(handle, id, end);
                case Waiting.Entry.Forget forget -> forgetSome(handle, forget);
            }
            return true;
        } catch (RuntimeException fault) {
            if (!SqliteFaults.isOfTheEntry(fault)) {
                throw fault;
            }
            waiting.countDropped(entry);
            LOG.warn("an entry cannot be stored and is given up: {}", SqliteFaults.describe(fault));
            return false;
        }
    }

    // A few rows at a time, so that what comes meanwhile does not wait; the rest gets in line again.
    private void forgetSome(Handle handle, Waiting.Entry.Forget forget) {
        int conversations = ConversationRows.forget(handle, forget.conversationsEndedBefore(), FORGET_AT_ONCE);
        int calls = JournalRows.forget(handle, forget.journalBefore(), FORGET_AT_ONCE);
        if (conversations == FORGET_AT_ONCE || calls == FORGET_AT_ONCE) {
            waiting.add(forget);
        }
    }

    private void written(List<Waiting.Entry> batch) {
        if (!writing) {
            writing = true;
            LOG.info("the store writes again");
        }
        for (Waiting.Entry entry : batch) {
            if (entry instanceof Waiting.Entry.Talk(Conversation talk)) {
                conversationsStored.incrementAndGet();
                LOG.info("stored id={} {}", talk.id(), talk.isUp() ? "up" : "ended");
            }
        }
    }

    // The transaction may be over already or not, depending on the fault; a new connection knows nothing of it.
    private void failed(RuntimeException fault, int size) {
        disconnect();
        if (SqliteFaults.isDamage(fault)) {
            database.suspect();
        }
        failedAttempts.incrementAndGet();
        if (writing) {
            writing = false;
            LOG.error(
                    "the store cannot write; calls are routed from memory, {} entries wait and are tried again: {}",
                    size + waiting.size(),
                    SqliteFaults.describe(fault));
        }
    }

    private void disconnect() {
        try {
            connection.ifPresent(Handle::close);
        } catch (RuntimeException fault) {
            LOG.debug("closing the connection: {}", SqliteFaults.describe(fault));
        }
        connection = Optional.empty();
    }
}
