package lastagent.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Mode;
import lastagent.core.routing.OtherDecision;
import lastagent.core.routing.OtherDecisions;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says why calls took the way they took, and what single change would have made it another way: to a person, or to a machine.
 * Numbers are masked unless it is told otherwise.
 */
final class Explanation {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final LastAgentPolicy POLICY = new LastAgentPolicy();

    private final boolean showNumbers;

    Explanation(boolean showNumbers) {
        this.showNumbers = showNumbers;
    }

    /** A paragraph a call: its ladder, and what would have changed it. */
    String text(List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return "The journal has no such call.";
        }
        List<String> lines = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(paragraph(entry));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> paragraph(JournalEntry entry) {
        RoutedCall routed = entry.routed();
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s on %s, line %s  (call %s, id %s)"
                .formatted(
                        TIME.format(routed.call().arrivedAt()),
                        caller(routed.call().caller()),
                        routed.call().pbx(),
                        routed.call().queues().isEmpty()
                                ? "any"
                                : String.join("&", routed.call().queues()),
                        routed.call().uniqueId(),
                        routed.id()));
        lines.add("  decided: " + sentence(routed.verdict().decision()) + mode(routed));
        entry.end()
                .ifPresent(end -> lines.add("  then: "
                        + end.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " at "
                        + TIME.format(end.at())));
        lines.addAll(ladder(routed));
        routed.situation().ifPresent(situation -> lines.addAll(others(situation, routed)));
        return lines;
    }

    private List<String> ladder(RoutedCall routed) {
        List<Verdict.Step> trace = routed.verdict().trace();
        int width =
                trace.stream().mapToInt(step -> step.question().length()).max().orElse(0);
        return trace.stream()
                .map(step -> "  %s %2d %-7s  %s  %s"
                        .formatted(
                                step.applied() ? ">" : " ",
                                step.rung(),
                                step.applied() ? "decided" : "passed",
                                padded(step.question(), width),
                                unmask(step.saw(), routed)))
                .toList();
    }

    private List<String> others(Situation situation, RoutedCall routed) {
        List<String> lines = new ArrayList<>();
        RoutingDecision anew = POLICY.decide(situation).decision();
        if (!anew.equals(routed.verdict().decision())) {
            lines.add("  this version would decide: " + sentence(anew));
        }
        List<OtherDecision> others = OtherDecisions.of(situation);
        if (others.isEmpty()) {
            lines.add("  no single change would have changed that");
            return lines;
        }
        lines.add("  any one of these would have changed that:");
        List<String> changes = others.stream()
                .map(other -> unmask(other.change(), routed) + " (was: " + unmask(other.instead(), routed) + ")")
                .toList();
        int width = changes.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < changes.size(); i++) {
            lines.add("    " + padded(changes.get(i), width) + "  "
                    + sentence(others.get(i).decision()));
        }
        return lines;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String mode(RoutedCall routed) {
        return switch (routed.mode()) {
            case ON -> "";
            case SHADOW -> " (shadow mode: the call took its ordinary way)";
            case OFF -> " (off)";
        };
    }

    private static String sentence(RoutingDecision decision) {
        String why = ", because " + decision.reason().sentence();
        return switch (decision) {
            case RoutingDecision.RingAgent ring ->
                "ring " + ring.agent() + " for " + ring.ringTime().toSeconds() + " s" + why;
            case RoutingDecision.FrontOfQueue front ->
                "to the front of "
                        + front.queue().map(queue -> "the queue " + queue).orElse("the queue") + why;
            case RoutingDecision.Overflow overflow -> "the ordinary way" + why;
        };
    }

    /** An array of objects, with stable names. */
    String json(List<JournalEntry> entries) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(entries.stream().map(this::object).toList());
    }

    private Map<String, Object> object(JournalEntry entry) {
        RoutedCall routed = entry.routed();
        RoutingDecision decision = routed.verdict().decision();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", routed.id());
        object.put("at", routed.call().arrivedAt().toString());
        object.put("pbx", routed.call().pbx());
        object.put("uniqueId", routed.call().uniqueId());
        object.put("caller", caller(routed.call().caller()));
        object.put("line", routed.call().queues());
        object.put("mode", routed.mode().name().toLowerCase(Locale.ROOT));
        object.put("decision", action(decision));
        object.put("reason", decision.reason().code());
        object.put("because", decision.reason().sentence());
        object.put("acted", routed.mode() == Mode.ON);
        decision.queue().ifPresent(queue -> object.put("queue", queue));
        routed.verdict()
                .talk()
                .ifPresent(talk -> object.put("agent", talk.agent().value()));
        object.put("tookMicros", routed.took().toNanos() / 1000);
        entry.end().ifPresent(end -> object.put("outcome", end.outcome().name().toLowerCase(Locale.ROOT)));
        object.put(
                "trace",
                routed.verdict().trace().stream()
                        .map(step -> step(step, routed))
                        .toList());
        routed.situation()
                .ifPresent(situation -> object.put(
                        "otherDecisions",
                        OtherDecisions.of(situation).stream()
                                .map(other -> other(other, routed))
                                .toList()));
        return object;
    }

    private Map<String, Object> other(OtherDecision other, RoutedCall routed) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("what", other.what().name().toLowerCase(Locale.ROOT));
        object.put("change", unmask(other.change(), routed));
        object.put("was", unmask(other.instead(), routed));
        object.put("decision", action(other.decision()));
        if (other.decision() instanceof RoutingDecision.RingAgent ring) {
            object.put("agent", ring.agent().value());
        }
        object.put("reason", other.decision().reason().code());
        return object;
    }

    private static String action(RoutingDecision decision) {
        return switch (decision) {
            case RoutingDecision.RingAgent ring -> "ring";
            case RoutingDecision.FrontOfQueue front -> "front";
            case RoutingDecision.Overflow overflow -> "none";
        };
    }

    private Map<String, Object> step(Verdict.Step step, RoutedCall routed) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rung", step.rung());
        object.put("question", step.question());
        object.put("saw", unmask(step.saw(), routed));
        object.put("applied", step.applied());
        return object;
    }

    private String caller(CallerId caller) {
        return switch (caller) {
            case CallerId.Subscriber(CallerNumber number) -> showNumbers ? number.value() : number.masked();
            case CallerId.Unusable(CallerId.Why why) ->
                why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    // The trace is written with masked numbers, whoever reads it.
    private String unmask(String saw, RoutedCall routed) {
        return showNumbers && routed.call().caller() instanceof CallerId.Subscriber(CallerNumber number)
                ? saw.replace(number.masked(), number.value())
                : saw;
    }
}
