package lastagent.store;

import java.util.List;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.JournalEntry;

/**
 * Reads the journal, the newest call first. Reads from the disk: not for a call's path. Thread-safe.
 *
 * <p>An entry that an older version wrote in a way that this one cannot read is left out, with a warning in the log.
 */
public interface RoutingHistory {

    /**
     * Calls by what an administrator has at hand: the beginning of the decision's id ({@code LASTAGENT_ID}), or the whole
     * unique id of the caller's channel.
     */
    List<JournalEntry> byId(String idOrUniqueId, int limit);

    /** The calls of one caller. */
    List<JournalEntry> of(CallerNumber caller, int limit);

    /** The calls of all callers. */
    List<JournalEntry> latest(int limit);

    /** How many calls there are. */
    long count();
}
