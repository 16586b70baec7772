package lastagent.asterisk.agi;

import java.io.IOException;

/** The caller is gone, and nobody waits for an answer any more: stop, and log it at DEBUG. */
final class CallerHungUpException extends IOException {

    CallerHungUpException() {
        super("the caller hung up");
    }
}
