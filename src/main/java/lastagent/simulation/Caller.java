package lastagent.simulation;

/**
 * Whom a call says it is from, as the trunk presents it.
 *
 * @param number as spelled by the trunk; empty if it sends none
 * @param name the display name; may be empty
 * @param presentation Asterisk's presentation bits: 0 for showing, 32 ({@code 0x20}) restricted
 */
public record Caller(String number, String name, int presentation) {

    private static final int RESTRICTED = 0x20;

    /** A caller who shows the number. */
    public static Caller showing(String number, String name) {
        return new Caller(number, name, 0);
    }

    /** A caller whose number the trunk knows and who does not want it shown. */
    public static Caller restricted(String number) {
        return new Caller(number, "", RESTRICTED);
    }
}
