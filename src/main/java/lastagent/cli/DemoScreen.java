package lastagent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import lastagent.app.demo.Demo;
import lastagent.app.demo.DemoNews;
import lastagent.app.demo.DemoSummary;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.Reason;

/** Tells a demo as lines: the demo's clock, who, what. On a terminal a line below them counts. */
final class DemoScreen {

    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";
    private static final String CYAN = "36";
    private static final String FAINT = "2";
    private static final String BOLD = "1";

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final Terminal terminal;
    private final Demo.Options options;
    private int over;
    private int talking;
    private int same;
    private int other;

    DemoScreen(PrintWriter out, Terminal terminal, Demo.Options options) {
        this.out = out;
        this.terminal = terminal;
        this.options = options;
    }

    void begin() {
        out.printf(
                Locale.ROOT,
                "%d calls to the queue \"support\", %s times faster than life, seed %d. Bad lines.%n",
                options.calls(),
                number(options.speed()),
                options.seed());
        out.println(
                "A simulated PBX asks the service over FastAGI, the service follows it over AMI; both in this process.");
        out.println();
        out.flush();
    }

    void show(DemoNews news) {
        count(news);
        String line = line(news);
        if (!line.isEmpty()) {
            out.print(terminal.isTerminal() ? CLEAR_LINE : "");
            out.println(line);
        }
        if (terminal.isTerminal()) {
            out.print(CLEAR_LINE + progress());
        }
        out.flush();
    }

    private void count(DemoNews news) {
        switch (news) {
            case DemoNews.Answered answered -> talking++;
            case DemoNews.CameBack back -> {
                talking++;
                same += back.isSameAgent() ? 1 : 0;
                other += back.isSameAgent() ? 0 : 1;
            }
            case DemoNews.Ended ended -> {
                talking--;
                over++;
            }
            case DemoNews.GaveUp gaveUp -> over++;
            case DemoNews.AgentDid did -> {}
            case DemoNews.FailedOpen failed -> {}
        }
    }

    private String line(DemoNews news) {
        return switch (news) {
            case DemoNews.Answered answered -> "";
            case DemoNews.CameBack back ->
                line(back.at(), who(back.who()), terminal.coloured(back.isSameAgent() ? GREEN : CYAN, cameBack(back)));
            case DemoNews.Ended ended ->
                line(ended.at(), who(ended.who()), terminal.coloured(ended.cut() ? YELLOW : FAINT, ended(ended)));
            case DemoNews.AgentDid did -> line(did.at(), did.agent(), terminal.coloured(CYAN, did.what()));
            case DemoNews.GaveUp gaveUp ->
                line(gaveUp.at(), who(gaveUp.who()), terminal.coloured(RED, "gave up waiting"));
            case DemoNews.FailedOpen failed ->
                line(failed.at(), who(failed.who()), terminal.coloured(RED, "not routed, " + failed.why()));
        };
    }

    private static String line(Duration at, String who, String what) {
        return String.format(Locale.ROOT, "%6s  %-20s %s", clock(at), who, what);
    }

    private String who(DemoNews.Who who) {
        String masked = who.number().map(CallerNumber::masked).orElse("number withheld");
        return (terminal.text(masked, masked.replace("…", "*")) + " " + who.name()).strip();
    }

    private String cameBack(DemoNews.CameBack back) {
        String after = terminal.text("↻ ", "") + "back after " + clock(back.afterCut()) + ": ";
        String why = back.reason().map(Reason::sentence).orElse("the service gave no answer");
        String other = back.agent() + " in " + seconds(back.waited());
        if (back.isSameAgent()) {
            return after + back.agent() + " again, in " + seconds(back.waited()) + ": " + why;
        }
        return switch (back.way()) {
            case DIRECT, RANG_IN_VAIN -> after + back.before() + " did not answer. First in the queue: " + other;
            case FRONT_OF_QUEUE -> after + "not " + back.before() + ", " + why + ". First in the queue: " + other;
            case ORDINARY -> after + "not " + back.before() + ", " + why + ". By greeting and queue: " + other;
        };
    }

    private String ended(DemoNews.Ended ended) {
        String begin = ended.cut() ? terminal.text("✂ ", "") + "cut off after " : "goodbye after ";
        return begin + clock(ended.talk()) + " with " + ended.agent() + (ended.cut() ? ": " + ended.how() : "");
    }

    private String progress() {
        int width = 24;
        int full = (int) ((long) width * over / options.calls());
        String bar =
                terminal.text("█", "#").repeat(full) + terminal.text("░", ".").repeat(width - full);
        return String.format(
                Locale.ROOT,
                "%s %d of %d calls, %d talking, %d back with their agent, %d with another",
                bar,
                over,
                options.calls(),
                talking,
                same,
                other);
    }

    void end(DemoSummary summary) {
        out.print(terminal.isTerminal() ? CLEAR_LINE : "");
        out.println();
        row("calls", summary.calls(), "");
        row("redials after a cut", summary.redials(), "");
        row("  back with their agent", summary.sameAgent(), share(summary.sameAgent(), summary.redials()), GREEN);
        row("  with another agent", summary.otherAgent(), reasons(summary));
        row("callers who gave up", summary.gaveUp(), "");
        row("failed open", summary.failedOpen(), "", summary.failedOpen() == 0 ? GREEN : RED);
        out.println();
        out.printf(
                "An agent answered after %s where the service rang the last one, after %s by greeting and queue (median).%n",
                unit(summary.medianSecondsToSameAgent(), "s"), unit(summary.medianSecondsThroughQueue(), "s"));
        out.printf(
                "The service took %s for a decision (median; the longest %s), in real time.%n",
                unit(summary.medianDecisionMilliseconds(), "ms"), unit(summary.longestDecisionMilliseconds(), "ms"));
    }

    private void row(String what, int count, String note) {
        row(what, count, note, BOLD);
    }

    private void row(String what, int count, String note, String colour) {
        String number = terminal.coloured(colour, String.format(Locale.ROOT, "%5d", count));
        out.println(
                String.format(Locale.ROOT, "%-26s%s   %s", what, number, note).stripTrailing());
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    private static String reasons(DemoSummary summary) {
        return summary.otherAgentBecause().entrySet().stream()
                .map(because -> because.getValue() + " " + because.getKey().replace('-', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String clock(Duration span) {
        return String.format(Locale.ROOT, "%d:%02d", span.toMinutes(), span.toSecondsPart());
    }

    private static String seconds(Duration span) {
        return Math.round(span.toMillis() / 1000.0) + " s";
    }

    private static String unit(OptionalDouble value, String unit) {
        return value.isPresent() ? number(value.getAsDouble()) + " " + unit : "-";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }
}
