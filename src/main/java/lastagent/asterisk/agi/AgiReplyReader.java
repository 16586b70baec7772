package lastagent.asterisk.agi;

import java.io.IOException;

/**
 * Reads what Asterisk answers to AGI commands.
 *
 * <p>An answer is one line, such as {@code 200 result=1 (420601234567)}. Two things make this more than reading a line;
 * both are in Asterisk's {@code res_agi.c}:
 *
 * <ul>
 *   <li>A bare {@code HANGUP} line may stand before an answer: the caller is gone. The answer follows only if the dialplan
 *       has not set {@code AGIEXITONHANGUP}. Another one comes when the session is over; it says nothing.
 *   <li>A usage error takes several lines only if its code is followed by a dash. Without the dash it is complete, and
 *       whoever reads on waits for ever.
 * </ul>
 *
 * <p>Not thread-safe: one AGI session, one thread.
 */
final class AgiReplyReader {

    private final AgiInput input;

    AgiReplyReader(AgiInput input) {
        this.input = input;
    }

    /**
     * Waits for the answer to the command just sent.
     *
     * @throws CallerHungUpException if the caller hung up before it was answered
     * @throws AgiProtocolException if what arrives is no reply
     * @throws java.io.EOFException if Asterisk closes the connection first
     */
    AgiReply read() throws IOException {
        String line = input.line();
        if (line.equals("HANGUP")) {
            throw new CallerHungUpException();
        }
        AgiReply reply = AgiReply.parse(line);
        if (line.startsWith("520-")) {
            skipUsage();
        }
        return reply;
    }

    private void skipUsage() throws IOException {
        while (!input.line().startsWith("520 ")) {
            // The usage text is for a person at a console; the code says all that we act on.
        }
    }
}
