package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lastagent.asterisk.cdr.CdrTable.Limits;
import lastagent.core.conversation.CallHistory.Reject;

/**
 * A process of its own that reads a whole table, so that a test can say how much memory it has and in which zone it lives:
 * {@code TableReading ADDRESS keep|count}. Prints how many rows there were, and the first one's start.
 */
final class TableReading {

    private TableReading() {}

    /** The process's beginning. */
    public static void main(String[] arguments) throws Exception {
        boolean keep = arguments[1].equals("keep");
        List<CdrRecord> kept = new ArrayList<>();
        long[] count = new long[1];
        Instant[] first = {Instant.MAX};
        Limits limits = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));
        try (CdrTable table = new CdrTable(CdrDatabase.of(arguments[0]), SampleCalls.KYIV, Map.of(), limits)) {
            table.read(Instant.MIN, Instant.MAX, new CdrSource.Rows() {
                @Override
                public void row(CdrRecord row) {
                    count[0]++;
                    first[0] = row.start().isBefore(first[0]) ? row.start() : first[0];
                    if (keep) {
                        kept.add(row);
                    }
                }

                @Override
                public void rejected(Reject reject) {
                    throw new IllegalStateException(reject.toString());
                }
            });
        }
        System.out.println((keep ? kept.size() : count[0]) + " rows from " + first[0]);
    }
}
