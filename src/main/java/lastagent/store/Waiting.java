package lastagent.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import lastagent.core.conversation.Conversation;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.RoutedCall;

/**
 * What waits to be written.
 *
 * <p>Conversations and the journal wait in two lines of their own, so that the journal, the larger and the less
 * important, never pushes a conversation out; in a full line the oldest gives way. Thread-safe; the lock is never held
 * over I/O.
 */
final class Waiting {

    /** One thing to write. */
    sealed interface Entry {

        /** A conversation as it is now. */
        record Talk(Conversation conversation) implements Entry {}

        /** The PBX was being followed at this moment. */
        record Followed(String pbx, Instant at) implements Entry {}

        /** A routed call. */
        record Routed(RoutedCall call) implements Entry {}

        /** What became of an offer. */
        record Ended(String id, JournalEntry.End end) implements Entry {}

        /** What is older than these moments is to be forgotten. */
        record Forget(Instant conversationsEndedBefore, Instant journalBefore) implements Entry {}
    }

    private final int conversationsAtMost;
    private final int journalAtMost;
    private final ArrayDeque<Entry> conversations = new ArrayDeque<>();
    private final ArrayDeque<Entry> journal = new ArrayDeque<>();
    private long conversationsDropped;
    private long journalDropped;
    private boolean closed;

    Waiting(int conversationsAtMost, int journalAtMost) {
        this.conversationsAtMost = conversationsAtMost;
        this.journalAtMost = journalAtMost;
    }

    /** Never waits. */
    synchronized void add(Entry entry) {
        if (closed) {
            countDropped(entry);
            return;
        }
        switch (entry) {
            case Entry.Routed routed -> addTo(journal, journalAtMost, routed);
            case Entry.Ended ended -> addTo(journal, journalAtMost, ended);
            case Entry.Forget forget -> addTo(journal, journalAtMost, forget);
            case Entry.Talk talk -> addTo(conversations, conversationsAtMost, talk);
            case Entry.Followed followed -> addFollowed(followed);
        }
        notifyAll();
    }

    // While nothing can be written only the newest of these counts, and none may push out a conversation.
    private void addFollowed(Entry.Followed followed) {
        if (conversations.peekLast() instanceof Entry.Followed last
                && last.pbx().equals(followed.pbx())) {
            conversations.removeLast();
        }
        if (conversations.size() < conversationsAtMost) {
            conversations.addLast(followed);
        }
    }

    private void addTo(ArrayDeque<Entry> line, int atMost, Entry entry) {
        if (line.size() >= atMost) {
            countDropped(line.removeFirst());
        }
        line.addLast(entry);
    }

    /** Counts one that is given up. */
    synchronized void countDropped(Entry entry) {
        switch (entry) {
            case Entry.Talk talk -> conversationsDropped++;
            case Entry.Routed routed -> journalDropped++;
            case Entry.Ended ended -> journalDropped++;
            case Entry.Followed followed -> {}
            case Entry.Forget forget -> {}
        }
    }

    /** Waits until there is something or this is closed; then takes up to so many of each line, in their order. */
    synchronized List<Entry> take(int conversationsAtOnce, int journalAtOnce) throws InterruptedException {
        while (isEmpty() && !closed) {
            wait();
        }
        List<Entry> taken = new ArrayList<>();
        move(conversations, conversationsAtOnce, taken);
        move(journal, journalAtOnce, taken);
        return taken;
    }

    private static void move(ArrayDeque<Entry> line, int atMost, List<Entry> taken) {
        for (int count = 0; count < atMost && !line.isEmpty(); count++) {
            taken.add(line.removeFirst());
        }
    }

    /** Waits this long, or until this is closed. */
    synchronized void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; !closed && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Takes nothing more in. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isEmpty() {
        return conversations.isEmpty() && journal.isEmpty();
    }

    synchronized int size() {
        return conversations.size() + journal.size();
    }

    synchronized long conversationsDropped() {
        return conversationsDropped;
    }

    synchronized long journalDropped() {
        return journalDropped;
    }
}
