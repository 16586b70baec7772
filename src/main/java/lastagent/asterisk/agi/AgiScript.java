package lastagent.asterisk.agi;

import java.io.IOException;

/** One entry point of the dialplan. Thread-safe: each call runs it on a thread of its own. */
public interface AgiScript {

    /**
     * Serves one call.
     *
     * @throws IOException if it could not be answered; whoever runs the script counts it as a call that went its
     *     ordinary way
     */
    void run(AgiSession session) throws IOException;
}
