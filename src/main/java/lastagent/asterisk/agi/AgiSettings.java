package lastagent.asterisk.agi;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How FastAGI is served.
 *
 * @param listen where; port 0 takes any free one
 * @param allow who may ask
 * @param deadline for a whole session, from connecting to the end
 * @param maxSessions how many calls may be asking at the same moment; a further one is closed at once
 */
public record AgiSettings(InetSocketAddress listen, AllowedPeers allow, Duration deadline, int maxSessions) {

    /** The dialplan waits 400 ms; what is left is for Asterisk's own part. */
    public static final Duration DEADLINE = Duration.ofMillis(300);

    /** Several times what the largest Asterisk can take in within the deadline. */
    public static final int MAX_SESSIONS = 4096;

    /**
     * Checks what would open the port to everybody.
     *
     * @throws IllegalArgumentException if it would; the message says what to set
     */
    public AgiSettings {
        if (!listen.getAddress().isLoopbackAddress() && allow.isLoopbackOnly()) {
            throw new IllegalArgumentException(
                    "agi.allow is empty, but agi.listen is not loopback: name the PBXs that may ask");
        }
    }
}
