package lastagent.replay;

import java.util.ArrayList;
import java.util.List;
import lastagent.replay.CallerMemory.Tries;

/** How callers fared who came back, by the number of their tries. Not thread-safe. */
final class TriesCounts {

    /** The last one stands for itself and all above it. */
    static final int COLUMNS = 11;

    private final long[] toSameAgent = new long[COLUMNS];
    private final long[] toAnotherAgent = new long[COLUMNS];
    private final long[] toNobody = new long[COLUMNS];
    private final long[] untilAnybody = new long[COLUMNS];
    private int most;

    /** The last try was answered by the agent. */
    void reachedTheAgent(Tries tries) {
        toSameAgent[column(tries.count())]++;
        count(tries);
    }

    /** The caller came back no more. */
    void gaveUp(Tries tries) {
        long[] counts = tries.answeredAfter().isPresent() ? toAnotherAgent : toNobody;
        counts[column(tries.count())]++;
        count(tries);
    }

    private void count(Tries tries) {
        tries.answeredAfter().ifPresent(count -> untilAnybody[column(count)]++);
        most = Math.max(most, tries.count());
    }

    private static int column(int tries) {
        return Math.min(tries, COLUMNS) - 1;
    }

    Report.TriesFigures figures() {
        return new Report.TriesFigures(
                list(toSameAgent), list(toAnotherAgent), list(toNobody), list(untilAnybody), most);
    }

    private static List<Report.ByTries> list(long[] counts) {
        List<Report.ByTries> list = new ArrayList<>(counts.length);
        for (int column = 0; column < counts.length; column++) {
            list.add(new Report.ByTries(column + 1, counts[column]));
        }
        return list;
    }
}
