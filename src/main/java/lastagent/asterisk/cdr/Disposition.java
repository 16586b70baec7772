package lastagent.asterisk.cdr;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of the call that a row tells of, as {@code include/asterisk/cdr.h} numbers it.
 *
 * <p>{@link #ANSWERED} alone never means that somebody talked to a person: a menu answers too.
 */
public enum Disposition {
    /** Not answered; also what a row begins as. */
    NO_ANSWER,
    /** Could not be placed. */
    FAILED,
    /** The called side was busy. */
    BUSY,
    /** Answered, by whatever. */
    ANSWERED,
    /** No channel could be had. */
    CONGESTION,
    /** The caller gave up; only where {@code canceldispositionenabled=yes}. */
    CANCEL;

    /** Reads a back-end's text ({@code NO ANSWER}, MikoPBX's {@code NOANSWER}) or its number; empty if it is neither. */
    public static Optional<Disposition> of(String value) {
        return switch (value.strip().toUpperCase(Locale.ROOT).replace(" ", "")) {
            case "NOANSWER", "0", "1" -> Optional.of(NO_ANSWER);
            case "FAILED", "2" -> Optional.of(FAILED);
            case "BUSY", "4" -> Optional.of(BUSY);
            case "ANSWERED", "8" -> Optional.of(ANSWERED);
            case "CONGESTION", "16" -> Optional.of(CONGESTION);
            case "CANCEL", "32" -> Optional.of(CANCEL);
            default -> Optional.empty();
        };
    }
}
