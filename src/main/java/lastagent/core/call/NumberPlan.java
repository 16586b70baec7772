package lastagent.core.call;

/** Reads numbers as one PBX presents them. Implementations are pure and thread-safe. */
public interface NumberPlan {

    /** The presentation bits of a number that is not withheld ({@code AST_PRES_ALLOWED}, {@code callerid.h}). */
    int PRESENTED = 0;

    /**
     * Tells who is calling.
     *
     * @param presented the number as it came from the trunk; hostile
     * @param presentation Asterisk's presentation bits ({@code agi_callingpres}); {@code & 0x60} other than zero
     *     means that the number is not for showing, even if it is there
     * @return a subscriber's number, or why there is none; never an exception
     */
    CallerId read(String presented, int presentation);
}
