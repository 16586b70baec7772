package lastagent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import lastagent.app.HistoryReplay.Progress;
import lastagent.app.ReplayedHistory;

/** One line on the terminal that tells how far a reading is, written over and over. */
final class ReplayProgress {

    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int WIDTH = 24;

    private final PrintWriter err;
    private final Terminal terminal;
    private Duration last = Duration.ZERO;

    ReplayProgress(PrintWriter err, Terminal terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void show(Progress progress) {
        if (terminal.isTerminal() && progress.elapsed().minus(last).compareTo(BETWEEN) >= 0) {
            last = progress.elapsed();
            err.print(CLEAR_LINE + line(progress));
            err.flush();
        }
    }

    /** Takes the line away. */
    void end() {
        if (terminal.isTerminal()) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    /** Says how fast it was. */
    void took(ReplayedHistory replayed) {
        long rows = replayed.rows() + replayed.rejects();
        double seconds = Math.max(0.001, replayed.took().toMillis() / 1000.0);
        err.printf(Locale.ROOT, "%,d rows in %.1f s, %,.0f a second%n", rows, seconds, rows / seconds);
        err.flush();
    }

    String line(Progress progress) {
        double seconds = Math.max(0.001, progress.elapsed().toMillis() / 1000.0);
        String rows =
                String.format(Locale.ROOT, "%,d rows, %,.0f a second", progress.rows(), progress.rows() / seconds);
        long whole = progress.whole().orElse(0);
        if (whole <= 0) {
            return rows;
        }
        double share = Math.clamp((double) progress.done() / whole, 0.0, 1.0);
        int full = (int) (WIDTH * share);
        String bar =
                terminal.text("█", "#").repeat(full) + terminal.text("░", ".").repeat(WIDTH - full);
        String left = share <= 0 ? "" : ", " + clock(Math.round(seconds * (1 - share) / share)) + " left";
        return String.format(Locale.ROOT, "%s %3.0f %%  %s%s", bar, 100 * share, rows, left);
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
