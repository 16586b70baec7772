package lastagent.app;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import lastagent.replay.HtmlReport;
import lastagent.replay.JsonReport;
import lastagent.replay.Report;
import lastagent.replay.TextReport;

/** A history that was replayed: its report, in the forms that people and machines read. */
public final class ReplayedHistory {

    private final Report report;
    private final Duration took;

    ReplayedHistory(Report report, Duration took) {
        this.report = report;
        this.took = took;
    }

    /**
     * Lines of at most 80 columns.
     *
     * @param heading makes a heading stand out
     * @param character what to write for a character that is not ASCII
     */
    public List<String> text(UnaryOperator<String> heading, UnaryOperator<String> character) {
        return TextReport.of(report, heading, character);
    }

    /** All figures, in the shape that {@code docs/replay.md} tells. */
    public String json() {
        return JsonReport.of(report);
    }

    /** One page that needs nothing beside it. */
    public String html() {
        return HtmlReport.of(report);
    }

    /** Rows that were read. */
    public long rows() {
        return report.rows();
    }

    /** Rows that could not be read. */
    public long rejects() {
        return report.rejects();
    }

    /** Talks of callers with agents. */
    public long conversations() {
        return report.conversations();
    }

    /** How long it took. */
    public Duration took() {
        return took;
    }
}
