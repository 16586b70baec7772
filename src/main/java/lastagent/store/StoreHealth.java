package lastagent.store;

/**
 * How the store is doing, since it was opened.
 *
 * @param writing whether the last attempt to write succeeded
 * @param waiting entries not yet on the disk
 * @param conversationsStored states of conversations that are on the disk for good
 * @param failedAttempts attempts to write that failed; what they were to write waits
 * @param conversationsDropped states of conversations given up because too many waited, or because no database takes them
 * @param journalDropped the same for entries of the journal
 */
public record StoreHealth(
        boolean writing,
        int waiting,
        long conversationsStored,
        long failedAttempts,
        long conversationsDropped,
        long journalDropped) {}
