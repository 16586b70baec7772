package lastagent.core.conversation;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * The calls of a PBX, read from its records: a table, a file, a dump. Not thread-safe; each reading begins anew.
 */
public interface CallHistory {

    /** What is read and how, for a person: {@code Master.csv with 18 columns, times in Europe/Kyiv}. No secrets. */
    String description();

    /**
     * Reads the calls that began within a span, as a stream: what is held at any time does not grow with the history.
     *
     * <p>Calls come in the order of their start, as far as the records allow: one whose record was written hours after
     * its start may come late.
     *
     * @throws UnreadableHistoryException if the source cannot be read on; a single bad row is {@link Listener#rejected} instead
     */
    void read(Span span, Listener listener) throws UnreadableHistoryException;

    /**
     * From when to when.
     *
     * @param from the earliest start
     * @param to the first moment after the span
     */
    record Span(Instant from, Instant to) {

        /** Everything. */
        public static final Span ALL = new Span(Instant.MIN, Instant.MAX);

        /** Whether the moment lies in it. */
        public boolean contains(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    /** Who is told of what is read, in order, on the reading thread. */
    interface Listener {

        /** A call that is over. */
        void call(PastCall call);

        /** A row that could not be read; the reading goes on. */
        void rejected(Reject reject);

        /**
         * How far the reading is, now and then, and once more when it is over.
         *
         * @param rows rows read or rejected so far, those outside the span included
         * @param done of {@code whole}, in bytes or rows
         * @param whole empty if nobody knows
         */
        default void progress(long rows, long done, OptionalLong whole) {}
    }

    /**
     * A row that could not be read.
     *
     * @param where its line in the file, or its place in the table: {@code line 812}
     * @param why for a person: {@code the start "31/2/2017 9:00" is no time}; at most 200 characters, without control characters
     */
    record Reject(String where, String why) {}
}
