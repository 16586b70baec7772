package lastagent.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes a report as lines of at most 80 columns. Not thread-safe. */
public final class TextReport {

    private static final int COLUMNS = 80;
    private static final int MOST_TRUNKS = 10;
    private static final int MOST_AGENTS = 30;
    private static final int BAR = 24;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Report report;
    private final UnaryOperator<String> heading;
    private final UnaryOperator<String> character;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Report report, UnaryOperator<String> heading, UnaryOperator<String> character) {
        this.report = report;
        this.heading = heading;
        this.character = character;
    }

    /**
     * The lines.
     *
     * @param heading makes a heading stand out
     * @param character what to write for a character that is not ASCII, if the terminal lacks it
     */
    public static List<String> of(Report report, UnaryOperator<String> heading, UnaryOperator<String> character) {
        TextReport text = new TextReport(report, heading, character);
        text.read();
        text.cameBack();
        text.decided();
        text.tries();
        text.trunks();
        text.hours();
        text.agents();
        text.cannotTell();
        return text.lines.stream().map(text::shown).toList();
    }

    private void read() {
        wrap("", report.source());
        String span = report.firstCallAt().map(this::local).orElse("no call")
                + report.lastCallAt().map(last -> " to " + local(last)).orElse("");
        lines.add(span + ", " + report.zone());
        lines.add("");
        row("rows read", report.rows(), "");
        row("rows rejected", report.rejects(), report.rejects() == 0 ? "" : "--rejects FILE tells why");
        row("inbound calls", report.inboundCalls(), "");
        row("  answered", report.answeredInboundCalls(), ofInbound(report.answeredInboundCalls()));
        row("  number withheld or unusable", report.callsWithoutNumber(), ofInbound(report.callsWithoutNumber()));
        row("outbound calls", report.outboundCalls(), "");
        row("conversations", report.conversations(), "");
    }

    private void cameBack() {
        heading("Callers who came back within " + Spell.time(report.rules().lookBack()));
        row("returns", report.returns(), ofInbound(report.returns()));
        shareOfReturns("  reached the same agent", report.returnsToSameAgent());
        shareOfReturns("  reached another agent", report.returnsToAnotherAgent());
        shareOfReturns("  reached nobody", report.returnsUnanswered());
        for (Report.Within within : report.returnsWithin()) {
            row("back within " + within.minutes() + " min", within.calls(), ofInbound(within.calls()));
        }
        row("while the talk was still up", report.callsDuringConversation(), "");
    }

    private void decided() {
        heading("What lastagent would have done with the returns");
        shareOfReturns("the same agent rings at once", report.wouldReachSameAgent());
        if (report.wouldReachEarlierAgent() > 0) {
            shareOfReturns("the agent of an earlier talk", report.wouldReachEarlierAgent());
        }
        for (Report.Decision decision : report.decisions()) {
            if (!decision.action().equals("ring")) {
                String way = decision.action().equals("front") ? "front of the queue" : "as today";
                row("  " + way, decision.returns(), Spell.reason(decision.reason()));
            }
        }
        row("greeting and queue saved", Spell.time(report.secondsSaved()), saved());
    }

    private String saved() {
        return report.callsSaved() == 0
                ? ""
                : "in " + Spell.number(report.callsSaved()) + " calls, "
                        + Spell.time(report.secondsSaved() / report.callsSaved()) + " each";
    }

    private void tries() {
        Report.TriesFigures tries = report.tries();
        if (tries.most() == 0) {
            return;
        }
        heading("How often callers tried");
        lines.add(String.format(
                Locale.ROOT, "%-8s%20s%20s%20s", "tries", "to the same agent", "to another agent", "to nobody"));
        for (int i = 0; i < tries.toSameAgent().size(); i++) {
            Report.ByTries same = tries.toSameAgent().get(i);
            long another = tries.toAnotherAgent().get(i).callers();
            long nobody = tries.toNobody().get(i).callers();
            if (same.callers() + another + nobody > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-8s%20s%20s%20s",
                        Spell.tries(same.tries()),
                        Spell.number(same.callers()),
                        Spell.number(another),
                        Spell.number(nobody)));
            }
        }
        lines.add("The most tries of one caller: " + tries.most());
    }

    private void trunks() {
        heading("Trunks: answered calls whose caller was back within two minutes");
        if (report.trunks().isEmpty()) {
            lines.add("No trunk has " + Words.LEAST_CALLS_OF_A_TRUNK + " answered calls.");
        }
        for (Report.Trunk trunk : report.trunks().stream().limit(MOST_TRUNKS).toList()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s%10s%8s of %s",
                    padded(trunk.trunk(), 30),
                    Spell.share(trunk.share()),
                    Spell.number(trunk.cameBack()),
                    Spell.number(trunk.calls())));
        }
        more(report.trunks().size(), MOST_TRUNKS, "trunks");
    }

    private void hours() {
        heading("Returns by the hour");
        long most =
                report.hours().stream().mapToLong(Report.Hour::returns).max().orElse(0);
        for (Report.Hour hour : report.hours()) {
            if (hour.inboundCalls() > 0) {
                lines.add(String.format(
                                Locale.ROOT,
                                "%02d:00 %10s%10s  %s",
                                hour.hour(),
                                Spell.number(hour.returns()),
                                Spell.share(hour.returns(), hour.inboundCalls()),
                                bar(hour.returns(), most))
                        .stripTrailing());
            }
        }
        String days = report.weekdays().stream()
                .map(day -> Spell.weekday(day.weekday()) + " " + Spell.number(day.returns()))
                .collect(Collectors.joining(" · "));
        wrap("", days);
    }

    private void agents() {
        report.agents().ifPresent(agents -> {
            heading("Agents: after a talk with them");
            lines.add(String.format(
                    Locale.ROOT, "%-30s%11s%11s%13s%13s", "agent", "talks", "came back", "to the same", "would ring"));
            for (Report.AgentFigures agent : agents.stream().limit(MOST_AGENTS).toList()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s%11s%11s%13s%13s",
                        padded(agent.agent(), 30),
                        Spell.number(agent.conversations()),
                        Spell.number(agent.callersCameBack()),
                        Spell.number(agent.toSameAgent()),
                        Spell.number(agent.wouldReachSameAgent())));
            }
            more(agents.size(), MOST_AGENTS, "agents");
        });
    }

    private void cannotTell() {
        heading("What is counted");
        Words.METHOD.forEach(text -> wrap("  ", text));
        heading("What these numbers cannot tell");
        Words.CANNOT_TELL.forEach(text -> wrap("- ", text));
    }

    private void heading(String text) {
        lines.add("");
        lines.add(heading.apply(text));
    }

    private void shareOfReturns(String what, long count) {
        String share = String.format(Locale.ROOT, "%7s", Spell.share(count, report.returns()));
        row(what, count, (share + "  " + bar(count, report.returns())).stripTrailing());
    }

    private String ofInbound(long count) {
        return String.format(Locale.ROOT, "%7s", Spell.share(count, report.inboundCalls())) + " of the inbound calls";
    }

    private void row(String what, long count, String note) {
        row(what, Spell.number(count), note);
    }

    private void row(String what, String figure, String note) {
        lines.add(
                String.format(Locale.ROOT, "%-31s%12s  %s", what, figure, note).stripTrailing());
    }

    private void more(int there, int shown, String what) {
        if (there > shown) {
            lines.add("and " + Spell.number(there - shown) + " more " + what + "; --json has all");
        }
    }

    private static String bar(long part, long whole) {
        return whole == 0 ? "" : "█".repeat((int) Math.round((double) BAR * part / whole));
    }

    private static String padded(String name, int width) {
        String shown = name.length() < width ? name : name.substring(0, width - 2) + "…";
        return shown + " ".repeat(Math.max(0, width - shown.length()));
    }

    private String local(Instant at) {
        return TIME.format(at.atZone(ZoneId.of(report.zone())));
    }

    private void wrap(String bullet, String text) {
        StringBuilder line = new StringBuilder(bullet);
        String indent = " ".repeat(bullet.length());
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= COLUMNS && !line.toString().isBlank()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }

    private String shown(String line) {
        Optional<String> foreign =
                line.codePoints().anyMatch(point -> point > 127) ? Optional.of(line) : Optional.empty();
        return foreign.map(text -> text.codePoints()
                        .mapToObj(Character::toString)
                        .map(point -> point.codePointAt(0) > 127 ? character.apply(point) : point)
                        .collect(Collectors.joining()))
                .orElse(line);
    }
}
