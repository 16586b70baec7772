package lastagent.asterisk.agi;

import java.io.IOException;

/** What arrived is not what Asterisk says: drop the session. */
class AgiProtocolException extends IOException {

    /** For the log; no text of the peer's in it. */
    AgiProtocolException(String what) {
        super(what);
    }
}
