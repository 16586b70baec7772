package lastagent.numbers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ways in which trunks and Asterisk write that there is no number.
 *
 * <p>{@code anonymous} is RFC 3323's user part and {@code <unknown>} is Asterisk's own (AMI; bare in AGI); the others are
 * what carriers and PBX distributions put in the number's place. Some gateways key the word in on a telephone's letters:
 * {@code +266696687} is ANONYMOUS. A row of zeros stands for no number too.
 */
final class WithheldSpellings {

    private static final Set<String> WORDS = Set.of(
            "anonymous",
            "anonym",
            "blocked",
            "callerunknown",
            "hidden",
            "nonumber",
            "notavailable",
            "null",
            "numberunavailable",
            "numberwithheld",
            "private",
            "privatecaller",
            "privatenumber",
            "restricted",
            "unavailable",
            "unknown",
            "unknowncaller",
            "unknownnumber",
            "withheld",
            "withheldnumber");

    private static final String KEYS_OF_LETTERS = "22233344455566677778889999";

    private static final Set<String> KEYED_IN =
            WORDS.stream().map(WithheldSpellings::keyedIn).collect(Collectors.toUnmodifiableSet());

    private static final Pattern SCHEME = Pattern.compile("^<?(?:sips?|tel):", Pattern.CASE_INSENSITIVE);

    // Whatever carriers decorate the word with: quotes, angle brackets, spaces, dashes.
    private static final Pattern DECORATION = Pattern.compile("[ <>\"'().,:_-]+");

    private static final Pattern ZEROS = Pattern.compile("\\+?0+");

    private WithheldSpellings() {}

    /** Whether the text says that there is no number; it has been checked for length. */
    static boolean contains(String presented) {
        String user = SCHEME.matcher(presented).replaceFirst("");
        int host = user.indexOf('@');
        String bare =
                DECORATION.matcher(host < 0 ? user : user.substring(0, host)).replaceAll("");
        return bare.isEmpty()
                || ZEROS.matcher(bare).matches()
                || KEYED_IN.contains(bare)
                || WORDS.contains(bare.toLowerCase(Locale.ROOT));
    }

    // With a plus only: without one, such digits may be somebody's extension.
    private static String keyedIn(String word) {
        return word.chars()
                .mapToObj(letter -> KEYS_OF_LETTERS.substring(letter - 'a', letter - 'a' + 1))
                .collect(Collectors.joining("", "+", ""));
    }
}
