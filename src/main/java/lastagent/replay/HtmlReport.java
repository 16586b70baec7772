package lastagent.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes a report as one page that a supervisor can be sent: the main figures in plain words, charts, how it was counted, and
 * what it cannot tell.
 *
 * <p>The page needs nothing beside it and has no script; its content security policy forbids it to ask anybody for anything.
 * Whatever comes from a history is text on it.
 */
public final class HtmlReport {

    private static final int MOST_TRUNKS = 15;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private static final String LEGEND_OF_OUTCOMES = """
            <ul class="legend"><li><i class="same"></i>the same agent</li><li><i class="another"></i>another agent</li>
            <li><i class="nobody"></i>nobody</li></ul>
            """;
    private static final String LEGEND_OF_DECISIONS = """
            <ul class="legend"><li><i class="same"></i>the same agent rings at once</li>
            <li><i class="another"></i>the agent of an earlier talk rings</li>
            <li><i class="accent"></i>front of the queue</li><li><i class="nobody"></i>as it was</li></ul>
            """;

    private final Report report;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** The page. */
    public static String of(Report report) {
        HtmlReport html = new HtmlReport(report);
        html.head();
        html.inPlainWords();
        html.outcomes();
        html.tries();
        html.hours();
        html.trunks();
        html.agents();
        html.method();
        return html.page.toString();
    }

    private void head() {
        String css = styleSheet();
        String title = "Callers who came back, " + period();
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; img-src data:; \
                base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p class="source">%s. %s rows read, %s rejected. Hours are those of %s.</p>
                </header>
                <main>
                """.formatted(
                        sha256(css),
                        Html.escaped(title),
                        css,
                        Html.escaped(title),
                        Html.escaped(report.source()),
                        Spell.number(report.rows()),
                        Spell.number(report.rejects()),
                        Html.escaped(report.zone())));
    }

    private void inPlainWords() {
        String lookBack = Spell.time(report.rules().lookBack());
        paragraph(
                "lead",
                "Of %s calls that came in, %s (%s) were from a number that had talked to an agent at most %s before."
                        .formatted(
                                Spell.number(report.inboundCalls()),
                                Spell.number(report.returns()),
                                Spell.share(report.returns(), report.inboundCalls()),
                                lookBack));
        if (report.returns() > 0) {
            paragraph(
                    "",
                    ("%s of them were answered by another agent, who had to hear the story again; %s by the same agent, and %s"
                                    + " by nobody. lastagent would have rung the same agent at once for %s (%s).")
                            .formatted(
                                    Spell.number(report.returnsToAnotherAgent()),
                                    Spell.number(report.returnsToSameAgent()),
                                    Spell.number(report.returnsUnanswered()),
                                    Spell.number(report.wouldReachSameAgent()),
                                    Spell.share(report.wouldReachSameAgent(), report.returns())));
        }
        page.append("<ul class=\"figures\">\n");
        figure("", Spell.number(report.returns()), "calls came back within " + lookBack);
        figure(
                "another",
                Spell.share(report.returnsToAnotherAgent(), report.returns()),
                "of them reached another agent");
        figure(
                "same",
                Spell.share(report.wouldReachSameAgent(), report.returns()),
                "would have rung the same agent at once");
        figure("same", Spell.time(report.secondsSaved()), "of greeting and queue saved" + each());
        page.append("</ul>\n");
    }

    private String each() {
        return report.callsSaved() == 0
                ? ""
                : ", " + Spell.time(report.secondsSaved() / report.callsSaved()) + " each for "
                        + Spell.number(report.callsSaved()) + " calls";
    }

    private void outcomes() {
        section("Who answered the callers who came back");
        if (report.returns() == 0) {
            paragraph("faint", "Nobody came back.");
            end();
            return;
        }
        List<Long> today =
                List.of(report.returnsToSameAgent(), report.returnsToAnotherAgent(), report.returnsUnanswered());
        page.append("<figure><figcaption>As it was</figcaption>\n")
                .append(Bar.of(
                        "As it was: " + share(today.get(0)) + " the same agent, " + share(today.get(1)) + " another, "
                                + share(today.get(2)) + " nobody",
                        List.of("fill-same", "fill-another", "fill-nobody"),
                        today))
                .append("</figure>\n")
                .append(LEGEND_OF_OUTCOMES)
                .append("<figure><figcaption>What lastagent would have done</figcaption>\n");
        long ring = report.wouldReachSameAgent();
        long earlier = report.wouldReachEarlierAgent();
        long front = report.wouldGoToFront();
        long rest = report.returns() - ring - earlier - front;
        page.append(Bar.of(
                        "With lastagent: for " + share(ring) + " the same agent rings, for " + share(earlier)
                                + " that of an earlier talk, " + share(front)
                                + " go to the front of the queue, " + share(rest) + " take their ordinary way",
                        List.of("fill-same", "fill-another", "fill-accent", "fill-nobody"),
                        List.of(ring, earlier, front, rest)))
                .append("</figure>\n")
                .append(LEGEND_OF_DECISIONS);
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("As it was: the same agent", today.get(0)));
        rows.add(row("As it was: another agent", today.get(1)));
        rows.add(row("As it was: nobody", today.get(2)));
        rows.add(row("With lastagent: the same agent rings", ring));
        rows.add(row("With lastagent: the agent of an earlier talk rings", earlier));
        for (Report.Decision decision : report.decisions()) {
            if (!decision.action().equals("ring")) {
                rows.add(row("With lastagent: " + Spell.decision(decision), decision.returns()));
            }
        }
        page.append(
                Html.table("What became of the returns, and what would have", List.of("", "returns", "share"), rows));
        end();
    }

    private List<String> row(String what, long returns) {
        return List.of(what, Spell.number(returns), share(returns));
    }

    private String share(long returns) {
        return Spell.share(returns, report.returns());
    }

    private void tries() {
        Report.TriesFigures tries = report.tries();
        section("How often they tried");
        if (tries.most() == 0) {
            paragraph("faint", "Nobody came back.");
            end();
            return;
        }
        paragraph("faint", "How many calls it took after a talk: to be with its agent again, or to give it up.");
        List<ColumnChart.Column> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < tries.toSameAgent().size(); i++) {
            String label = Spell.tries(tries.toSameAgent().get(i).tries());
            List<Long> parts = List.of(
                    tries.toSameAgent().get(i).callers(),
                    tries.toAnotherAgent().get(i).callers(),
                    tries.toNobody().get(i).callers());
            columns.add(new ColumnChart.Column(
                    label,
                    parts,
                    label + " tries: " + parts.get(0) + " to the same agent, " + parts.get(1) + " to another, "
                            + parts.get(2) + " to nobody"));
            rows.add(
                    List.of(label, Spell.number(parts.get(0)), Spell.number(parts.get(1)), Spell.number(parts.get(2))));
        }
        page.append("""
                <ul class="legend"><li><i class="same"></i>back with the same agent</li>
                <li><i class="another"></i>ended with another agent</li><li><i class="nobody"></i>ended with nobody</li></ul>
                """);
        chart(
                new ColumnChart(
                        "Callers by the number of their tries; the table below has the figures",
                        List.of("fill-same", "fill-another", "fill-nobody"),
                        columns),
                1);
        details(Html.table(
                "Callers by the number of their tries; the most of one caller: " + tries.most(),
                List.of("tries", "the same agent", "another agent", "nobody"),
                rows));
        end();
    }

    private void hours() {
        section("When they came back");
        List<ColumnChart.Column> hours = report.hours().stream()
                .map(hour -> new ColumnChart.Column(
                        String.format(Locale.ROOT, "%02d", hour.hour()),
                        List.of(hour.returns()),
                        hour.hour() + ":00: " + Spell.number(hour.returns()) + " of "
                                + Spell.number(hour.inboundCalls()) + " calls"))
                .toList();
        chart(
                new ColumnChart(
                        "Returns by the hour of the day; the table below has the figures",
                        List.of("fill-accent"),
                        hours),
                3);
        List<List<String>> rows = new ArrayList<>();
        report.hours().stream()
                .filter(hour -> hour.inboundCalls() > 0)
                .forEach(hour -> rows.add(cells(
                        String.format(Locale.ROOT, "%02d:00", hour.hour()), hour.inboundCalls(), hour.returns())));
        report.weekdays()
                .forEach(day -> rows.add(cells(Spell.weekday(day.weekday()), day.inboundCalls(), day.returns())));
        details(Html.table(
                "Inbound calls and returns by the hour of the day and by the day of the week",
                List.of("when", "inbound calls", "returns", "share"),
                rows));
        end();
    }

    private static List<String> cells(String what, long calls, long returns) {
        return List.of(what, Spell.number(calls), Spell.number(returns), Spell.share(returns, calls));
    }

    private void trunks() {
        section("Trunks");
        if (report.trunks().isEmpty()) {
            paragraph("faint", "No trunk has " + Words.LEAST_CALLS_OF_A_TRUNK + " answered calls.");
            end();
            return;
        }
        paragraph(
                "faint",
                "The share of answered calls whose caller called again within two minutes. A trunk far above the others may"
                        + " be one that loses calls.");
        List<Report.Trunk> worst = report.trunks().stream().limit(MOST_TRUNKS).toList();
        page.append(TrunkBars.of(worst));
        details(Html.table(
                "Answered calls by trunk, the worst first",
                List.of("trunk", "answered calls", "back within 2 min", "share"),
                worst.stream()
                        .map(trunk -> List.of(
                                trunk.trunk(),
                                Spell.number(trunk.calls()),
                                Spell.number(trunk.cameBack()),
                                Spell.share(trunk.share())))
                        .toList()));
        end();
    }

    private void agents() {
        report.agents().ifPresent(agents -> {
            section("Agents");
            page.append(Html.table(
                    "Callers who came back after a talk with each agent",
                    List.of("agent", "talks", "came back", "to the same agent", "would have rung"),
                    agents.stream()
                            .map(agent -> List.of(
                                    agent.agent(),
                                    Spell.number(agent.conversations()),
                                    Spell.number(agent.callersCameBack()),
                                    Spell.number(agent.toSameAgent()),
                                    Spell.number(agent.wouldReachSameAgent())))
                            .toList()));
            end();
        });
    }

    private void method() {
        section("What these numbers cannot tell");
        page.append(Html.list(Words.CANNOT_TELL));
        end();
        section("What is counted");
        page.append(Html.list(Words.METHOD));
        end();
        page.append("""
                </main>
                <footer><p>Made by <code>lastagent replay</code> from the records of the PBX. Numbers are masked; this page asks \
                nobody for anything.</p></footer>
                </body>
                </html>
                """);
    }

    private void section(String heading) {
        page.append("<section>\n<h2>").append(Html.escaped(heading)).append("</h2>\n");
    }

    private void end() {
        page.append("</section>\n");
    }

    private void paragraph(String kind, String text) {
        page.append(kind.isEmpty() ? "<p>" : "<p class=\"" + kind + "\">")
                .append(Html.escaped(text))
                .append("</p>\n");
    }

    private void figure(String kind, String figure, String what) {
        page.append("<li class=\"").append(kind).append("\"><b>").append(Html.escaped(figure));
        page.append("</b> <span>").append(Html.escaped(what)).append("</span></li>\n");
    }

    private void chart(ColumnChart chart, int narrowLabels) {
        page.append("<figure>\n")
                .append(chart.svg(880, 260, 1, "wide"))
                .append(chart.svg(340, 220, narrowLabels, "narrow"))
                .append("</figure>\n");
    }

    private void details(String table) {
        page.append("<details><summary>The figures as a table</summary>\n")
                .append(table)
                .append("</details>\n");
    }

    private String period() {
        if (report.firstCallAt().isEmpty() || report.lastCallAt().isEmpty()) {
            return "no calls";
        }
        String first = day(report.firstCallAt().get());
        String last = day(report.lastCallAt().get());
        return first.equals(last) ? first : first + " to " + last;
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(ZoneId.of(report.zone())));
    }

    private static String styleSheet() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("page.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the jar is broken", broken);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
