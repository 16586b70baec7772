package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the link to one PBX is doing, for health and metrics.
 *
 * @param connectedSince when the login succeeded; empty while there is no connection
 * @param isSynchronised whether all channels and all members were told since then
 * @param lastHeard when the PBX last sent anything; empty if it never did
 * @param reconnects connections that came up after the first
 * @param lag how long the PBX took for its last answer
 * @param asteriskVersion as the PBX gave it; empty until it did, or where our user may not ask
 * @param trouble why there is no connection, or what the PBX refuses; empty if all is well
 */
public record AmiLinkState(
        Optional<Instant> connectedSince,
        boolean isSynchronised,
        Optional<Instant> lastHeard,
        long reconnects,
        Duration lag,
        Optional<String> asteriskVersion,
        Optional<String> trouble) {}
