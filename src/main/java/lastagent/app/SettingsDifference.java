package lastagent.app;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import lastagent.core.routing.Mode;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoundSpan;

/**
 * What differs between the settings in force and others.
 *
 * @param applied what a reload puts in force, as {@code key: old -> new}; numbers of callers are counted, not named
 * @param needRestart the keys of what it does not
 */
public record SettingsDifference(List<String> applied, List<String> needRestart) {

    /** Copies the lists. */
    public SettingsDifference {
        applied = List.copyOf(applied);
        needRestart = List.copyOf(needRestart);
    }

    /** Compares. */
    static SettingsDifference between(Settings inForce, Settings wanted) {
        List<String> applied = new ArrayList<>();
        forEachDifference(
                rules(inForce, wanted), rules(wanted, inForce), (key, values) -> applied.add(key + ": " + values));
        List<String> needRestart = new ArrayList<>();
        forEachDifference(fixed(inForce), fixed(wanted), (key, values) -> needRestart.add(key));
        return new SettingsDifference(applied, needRestart);
    }

    /** Every key that can differ. */
    static Set<String> keys(Settings settings) {
        Set<String> keys = new LinkedHashSet<>(rules(settings, settings).keySet());
        keys.addAll(fixed(settings).keySet());
        return keys;
    }

    private static void forEachDifference(
            Map<String, Object> before, Map<String, Object> after, BiConsumer<String, String> difference) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            Object old = before.getOrDefault(key, "");
            Object now = after.getOrDefault(key, "");
            if (!old.equals(now)) {
                difference.accept(key, spelled(old) + " -> " + spelled(now));
            }
        }
    }

    /** What every decision asks for anew; a queue without rules of its own has the general ones. */
    private static Map<String, Object> rules(Settings settings, Settings other) {
        Map<String, Object> rules = new LinkedHashMap<>(byKey("", settings.general()));
        Set<String> queues = new LinkedHashSet<>(settings.queues().keySet());
        queues.addAll(other.queues().keySet());
        for (String queue : queues) {
            rules.putAll(byKey("queues." + queue + ".", settings.queues().getOrDefault(queue, settings.general())));
        }
        rules.put("deny", settings.deny());
        rules.put("shared", settings.shared());
        rules.put("journal-retention", settings.journalRetention());
        return rules;
    }

    // A component's name is its key: lookBackByAgent is look-back-by-agent.
    private static Map<String, Object> byKey(String prefix, QueueRules rules) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : QueueRules.class.getRecordComponents()) {
            String key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            try {
                values.put(prefix + key, component.getAccessor().invoke(rules));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return values;
    }

    /** What is read once, at the start. */
    private static Map<String, Object> fixed(Settings settings) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("state-directory", settings.stateDirectory());
        fixed.put("agi.listen", settings.agi().listen());
        fixed.put("agi.allow", settings.agi().allow());
        fixed.put("asterisk.name", settings.pbxName());
        settings.asterisk().ifPresent(asterisk -> {
            fixed.put("asterisk.host", asterisk.host());
            fixed.put("asterisk.port", asterisk.port());
            fixed.put("asterisk.user", asterisk.user());
            fixed.put("asterisk.secret", asterisk.secret());
        });
        // The memory, the log and the journal hold every number in the form that these give it.
        fixed.put("asterisk.region", settings.numbers().region());
        fixed.put("asterisk.prefix-rules", settings.numbers().prefixRules());
        fixed.put("asterisk.own-numbers", settings.numbers().own());
        settings.cdr().ifPresent(cdr -> {
            fixed.put("cdr.source", cdr.source());
            fixed.put("cdr.user", cdr.user());
            fixed.put("cdr.password", cdr.password());
            fixed.put("cdr.table", cdr.table());
            fixed.put("cdr.zone", cdr.zone());
            fixed.put("cdr.columns", cdr.columns());
        });
        fixed.put("agents", settings.agents());
        return fixed;
    }

    private static String spelled(Object value) {
        return switch (value) {
            case Duration span -> RoundSpan.spelled(span);
            case Boolean yes -> yes ? "yes" : "no";
            case Mode mode -> mode.name().toLowerCase(Locale.ROOT);
            case Optional<?> perhaps ->
                perhaps.<String>map(SettingsDifference::spelled).orElse("none");
            case List<?> numbers -> numbers.size() == 1 ? "1 number" : numbers.size() + " numbers";
            default -> value.toString();
        };
    }
}
