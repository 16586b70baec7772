package lastagent.numbers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An administrator's rule for what a trunk does to numbers, such as {@code 8(0\d{9}) -> +38$1}: left a regular expression
 * that must match the whole number (an optional plus, then digits), right what it becomes, with {@code $1} to {@code $9}
 * for what stood in parentheses.
 */
record PrefixRule(Pattern whole, String replacement) {

    private static final Pattern REPLACEMENT = Pattern.compile("\\+?(?:[0-9]|\\$[1-9])+");

    private static final Pattern GROUP = Pattern.compile("\\$([1-9])");

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException if it is none; the message says why, and quotes it
     */
    static PrefixRule parse(String text) {
        String[] sides = text.split("->", -1);
        if (sides.length != 2) {
            throw fault(text, "write it as PATTERN -> REPLACEMENT");
        }
        String replacement = sides[1].strip();
        if (!REPLACEMENT.matcher(replacement).matches()) {
            throw fault(text, "the replacement is made of digits and $1 to $9, with at most one + in front");
        }
        Pattern whole = compile(text, sides[0].strip());
        int groups = whole.matcher("").groupCount();
        GROUP.matcher(replacement).results().map(group -> group.group(1)).forEach(group -> {
            if (Integer.parseInt(group) > groups) {
                throw fault(text, "$" + group + " has no parentheses on the left");
            }
        });
        return new PrefixRule(whole, replacement);
    }

    private static Pattern compile(String text, String pattern) {
        if (pattern.isEmpty()) {
            throw fault(text, "the pattern is empty");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw fault(text, "the pattern is no regular expression: " + wrong.getDescription());
        }
    }

    private static IllegalArgumentException fault(String text, String why) {
        return new IllegalArgumentException("prefix rule \"" + text + "\": " + why);
    }

    /** The number as the rule rewrites it; empty if the rule does not match the whole of it. */
    Optional<String> apply(String number) {
        Matcher matcher = whole.matcher(number);
        return matcher.matches() ? Optional.of(expand(matcher)) : Optional.empty();
    }

    // By hand, because java.util.regex reads "$10" as the tenth group where there is one.
    private String expand(Matcher matcher) {
        StringBuilder rewritten = new StringBuilder();
        for (int at = 0; at < replacement.length(); at++) {
            char symbol = replacement.charAt(at);
            if (symbol != '$') {
                rewritten.append(symbol);
            } else {
                String group = matcher.group(replacement.charAt(++at) - '0');
                rewritten.append(group == null ? "" : group);
            }
        }
        return rewritten.toString();
    }
}
