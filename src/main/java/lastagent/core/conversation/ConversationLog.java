package lastagent.core.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where conversations are kept over a restart.
 *
 * <p>Both append methods return at once and never throw: a log that is slow, full or broken costs history, not calls.
 * Thread-safe.
 */
public interface ConversationLog {

    /** Appends the talk as it is now; the newest entry of an id is the one that counts. */
    void append(Conversation conversation);

    /**
     * Notes that the PBX was being followed at this moment, and all talks that are up in the log were still up.
     *
     * @param pbx the PBX's name
     * @param at the moment
     */
    void followed(String pbx, Instant at);

    /** The last moment noted by {@link #followed}. Reads from the disk; for the start only. */
    Optional<Instant> lastFollowed(String pbx);

    /** Talks that are up, or ended at this moment or later, in the order of their start. Reads from the disk. */
    List<Conversation> since(Instant earliestEnd);
}
