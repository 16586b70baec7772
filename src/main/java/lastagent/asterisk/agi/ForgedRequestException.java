package lastagent.asterisk.agi;

/** Somebody wrote into the request through a caller ID: the call is answered, but nothing in it is believed. */
final class ForgedRequestException extends AgiProtocolException {

    /** For the log; no text of the peer's in it. */
    ForgedRequestException(String what) {
        super(what);
    }
}
