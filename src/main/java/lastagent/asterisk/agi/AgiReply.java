package lastagent.asterisk.agi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of Asterisk to one command.
 *
 * @param code 200, or in the 500s what was wrong with the command
 * @param value what stands in the outer parentheses; empty where the command has no value
 */
record AgiReply(int code, Optional<String> value) {

    // Greedy, because a value may contain parentheses itself.
    private static final Pattern FORM = Pattern.compile("([0-9]{3})[ -](?:result=-?[0-9]+(?: \\((.*)\\))?|[^=]*)");

    /** Whether Asterisk ran the command. */
    boolean isSuccess() {
        return code == 200;
    }

    /**
     * Reads the first line of a reply.
     *
     * @throws ForgedRequestException if it is none: something has been put before Asterisk's own words
     */
    static AgiReply parse(String line) throws ForgedRequestException {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            throw new ForgedRequestException("a line where a reply should be is none");
        }
        return new AgiReply(Integer.parseInt(matcher.group(1)), Optional.ofNullable(matcher.group(2)));
    }
}
