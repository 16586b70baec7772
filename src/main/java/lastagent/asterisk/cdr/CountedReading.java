package lastagent.asterisk.cdr;

import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory.Listener;
import lastagent.core.conversation.CallHistory.Reject;

/** Counts the rows or events of one reading, and tells a history's listener of rejects and of how far it is. */
abstract class CountedReading {

    private final Listener listener;
    private long count;
    private long done;
    private OptionalLong whole = OptionalLong.empty();

    CountedReading(Listener listener) {
        this.listener = listener;
    }

    /** One more that was read. */
    final void counted() {
        count++;
    }

    /** One that could not be read. */
    public final void rejected(Reject reject) {
        count++;
        listener.rejected(reject);
    }

    /** How far the medium is. */
    public final void progress(long doneSoFar, OptionalLong wholeOfMedium) {
        done = doneSoFar;
        whole = wholeOfMedium;
        listener.progress(count, done, whole);
    }

    /** The reading is over, and all that came is counted. */
    final void finish() {
        listener.progress(count, done, whole);
    }
}
