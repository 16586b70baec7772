package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;

/**
 * What the messages of one family of Asterisk versions mean. A dialect keeps nothing: what it makes of a message depends
 * on that message alone. Thread-safe.
 */
interface AmiDialect {

    /** What an unasked event tells; empty for the many that tell nothing of interest. */
    List<PbxEvent> news(AmiMessage event, Instant at);

    /**
     * Reads one row of the answer to {@code Status} or {@code CoreShowChannels}. The caller has checked that the row
     * carries the id of our own action.
     *
     * @return empty if the row lacks anything that Asterisk always writes, so that it may have been tampered with
     */
    Optional<ChannelFacts> channel(AmiMessage row);

    /**
     * Reads one {@code QueueMember} row of the answer to {@code QueueStatus}, on the same terms.
     *
     * @return empty if it was tampered with, or its location is of a kind that is not dialled
     */
    Optional<MemberFacts> member(AmiMessage row);

    /** The action that answers with all channels, each a row that {@link #channel} reads. */
    String listAction();

    /** What {@code Status} must be asked for beside its own lines, as the value of {@code Variables}; empty for nothing. */
    Optional<String> statusVariables();
}
