package lastagent.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration file. A key that is asked for is known; whatever is wrong is gathered in one list,
 * and reading goes on with the default. Not thread-safe.
 */
final class SettingsNode {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    private final String path;
    private final Map<String, Object> values;
    private final List<String> errors;
    private final Set<String> asked = new LinkedHashSet<>();

    private SettingsNode(String path, Map<String, Object> values, List<String> errors) {
        this.path = path;
        this.values = values;
        this.errors = errors;
    }

    /** The whole file. */
    static SettingsNode root(Map<String, Object> values, List<String> errors) {
        return new SettingsNode("", values, errors);
    }

    /** The text under this key, as it stands in the file. */
    Optional<String> text(String key) {
        return value(key).flatMap(value -> {
            if (value instanceof Map || value instanceof List) {
                fault(key, "is to be a single value");
                return Optional.empty();
            }
            return Optional.of(String.valueOf(value).strip());
        });
    }

    /** A text that is turned into something; its {@link IllegalArgumentException} becomes an error of this key. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException wrong) {
                fault(key, wrong.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A span such as {@code 90s}, {@code 5m}, {@code 2h}, {@code 30d}. */
    Optional<Duration> span(String key) {
        return parsed(key, SettingsNode::spanOf);
    }

    static Duration spanOf(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is to be a time with its unit, like 90s, 5m, 2h or 30d, not '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** A whole number between two others. */
    Optional<Integer> number(String key, int least, int most) {
        return parsed(key, text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException(
                        "is to be a whole number from " + least + " to " + most + ", not '" + text + "'");
            }
            return Integer.valueOf(text);
        });
    }

    /** Yes or no. */
    Optional<Boolean> yes(String key) {
        return parsed(key, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new IllegalArgumentException("is to be yes or no, not '" + text + "'");
        });
    }

    /** A list of texts; a single text is a list of one. */
    List<String> texts(String key) {
        return value(key)
                .map(value -> value instanceof List<?> list ? list : List.of(value))
                .map(list ->
                        list.stream().map(String::valueOf).map(String::strip).toList())
                .orElse(List.of());
    }

    /** The mapping under this key; empty if the key is not there, or has nothing under it. */
    Optional<SettingsNode> node(String key) {
        return value(key).flatMap(value -> mapping(key, value));
    }

    /** All mappings under this one, by their keys, which are names that the administrator chose. */
    Map<String, SettingsNode> nodes() {
        Map<String, SettingsNode> nodes = new LinkedHashMap<>();
        for (String key : values.keySet()) {
            node(key).ifPresent(node -> nodes.put(key, node));
        }
        return nodes;
    }

    private Optional<SettingsNode> mapping(String key, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            fault(key, "is to have keys of its own under it");
            return Optional.empty();
        }
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((name, inner) -> texts.put(String.valueOf(name), inner));
        return Optional.of(new SettingsNode(path + key + ".", texts, errors));
    }

    private Optional<Object> value(String key) {
        asked.add(key);
        @Nullable Object value = values.get(key);
        return Optional.ofNullable(value);
    }

    /** Notes that the value of this key cannot be used. */
    void fault(String key, @Nullable String what) {
        errors.add(path + key + " " + what);
    }

    /** Notes it if that is so. */
    void fault(boolean isSo, String key, String what) {
        if (isSo) {
            fault(key, what);
        }
    }

    /** Notes every key that nobody asked for, with the known key that it resembles most. */
    void refuseUnknownKeys() {
        List<String> unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(asked);
        for (String key : unknown) {
            errors.add(path + key + " is not a setting"
                    + Spelling.nearest(key, asked)
                            .map(known -> "; did you mean " + path + known + "?")
                            .orElse(""));
        }
    }
}
