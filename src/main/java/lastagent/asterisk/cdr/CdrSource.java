package lastagent.asterisk.cdr;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory.Reject;

/**
 * A medium that holds CDR rows: one implementation each for a file of comma-separated values, a dump and a database's table.
 * Not thread-safe.
 */
public interface CdrSource {

    /** The medium and the layout that was found or set, for a person: {@code Master.csv, 18 columns}. No secrets. */
    String description();

    /**
     * Reads rows as a stream, in the order of the medium: a file's is that of their writing, a table's that of their start.
     *
     * @param from rows that start earlier may be left out, and are where the medium can find the place
     * @param to rows that start then or later may be left out
     * @throws IOException if the medium cannot be read on, with a message for an administrator
     */
    void read(Instant from, Instant to, Rows rows) throws IOException;

    /** Who is told of rows, on the reading thread. */
    interface Rows {

        /** A row. */
        void row(CdrRecord row);

        /** A row that could not be read. */
        void rejected(Reject reject);

        /**
         * How far the reading is, now and then.
         *
         * @param done of {@code whole}: bytes of a file, rows of a table
         * @param whole empty if nobody knows
         */
        default void progress(long done, OptionalLong whole) {}
    }
}
