package lastagent.core.call;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which interfaces are agents', as the administrator lists them: {@code SIP/201}, {@code PJSIP/9*}, {@code Local/*@agents}.
 *
 * <p>An asterisk stands for any characters, also for none; all others stand for themselves. The options of a queue member's
 * {@code Local} location ({@code /n}) may stand at the end and mean nothing. Immutable and thread-safe.
 */
public final class AgentPatterns {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:SIP|PJSIP|IAX2)/[A-Za-z0-9_.*-]{1,64}|Local/[A-Za-z0-9_.*-]{1,64}@[A-Za-z0-9_.*-]{1,64})");

    private final List<String> texts;
    private final List<Pattern> patterns;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if one cannot be that of an interface we dial; the message is for the administrator
     */
    public AgentPatterns(List<String> texts) {
        this.texts = texts.stream().map(AgentPatterns::bare).toList();
        this.patterns = this.texts.stream().map(AgentPatterns::pattern).toList();
    }

    private static String bare(String text) {
        String bare = AgentInterface.withoutOptions(text);
        if (!FORM.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    "agent \"" + text + "\": not an interface such as SIP/201, PJSIP/9* or Local/*@agents");
        }
        return bare;
    }

    // Every piece between two asterisks is looked for once and not given back (the form allows few of them), so that a
    // name of 64 characters costs nothing to speak of.
    private static Pattern pattern(String text) {
        StringBuilder expression = new StringBuilder();
        for (String piece : text.replaceAll("\\*+", "*").splitWithDelimiters("\\*", -1)) {
            expression.append(piece.equals("*") ? ".*" : Pattern.quote(piece));
        }
        return Pattern.compile(expression.toString());
    }

    /** Whether this interface is an agent's. */
    public boolean matches(AgentInterface agent) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(agent.value()).matches());
    }

    /** Whether nobody is listed. */
    public boolean isEmpty() {
        return texts.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
