package lastagent.app;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.core.conversation.CallHistory;

/** Finds the reader for a PBX's records. */
@FunctionalInterface
public interface HistoryOpener {

    /**
     * Looks at the source and chooses the reader; reads no more of it than that takes.
     *
     * @param cdr where the records are
     * @param settings how the PBX presents numbers, and who is an agent
     * @throws IOException if it cannot be opened or is nothing that is known, with a message for the administrator
     */
    Opened open(Settings.Cdr cdr, Settings settings) throws IOException;

    /** A source that was opened. */
    interface Opened extends AutoCloseable {

        /** Its calls. */
        CallHistory calls();

        /** What was seen in the last reading that speaks against the settings, and what to set; empty if all is well. */
        default Optional<String> warning() {
            return Optional.empty();
        }

        /**
         * How many rows the source has, counted in another way than the last reading did, which it can be checked by.
         *
         * @return empty if nobody counts the rows of such a source
         * @throws IOException if it cannot be read
         */
        default OptionalLong rowsCountedOtherwise() throws IOException {
            return OptionalLong.empty();
        }

        @Override
        default void close() {}
    }
}
