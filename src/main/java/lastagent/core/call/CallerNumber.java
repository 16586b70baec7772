package lastagent.core.call;

import java.util.regex.Pattern;

/**
 * A caller's number in the form in which numbers are compared: {@code +} and digits where the country is known, bare
 * digits where it is not.
 *
 * <p>{@link #toString()} is masked, so that a number reaches a log or a screen whole only where somebody asks for
 * {@link #value()}.
 *
 * @param value up to 15 digits, with a {@code +} in front if they begin with a country code (E.164)
 */
public record CallerNumber(String value) {

    private static final Pattern FORM = Pattern.compile("\\+?[0-9]{1,15}");

    private static final int SHOWN_DIGITS = 4;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not an optional plus and 1 to 15 digits
     */
    public CallerNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a normalised number");
        }
    }

    /** The last four digits behind an ellipsis; of a number with fewer than seven digits, only the ellipsis. */
    public String masked() {
        return value.length() < SHOWN_DIGITS + 3 ? "…" : "…" + value.substring(value.length() - SHOWN_DIGITS);
    }

    @Override
    public String toString() {
        return masked();
    }
}
