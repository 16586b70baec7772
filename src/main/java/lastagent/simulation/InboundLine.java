package lastagent.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a DID's dialplan does with a call: asks the router, else greets, then the queue.
 *
 * @param did the number that was dialled
 * @param queue where its calls wait for an agent
 * @param router where FastAGI is asked; empty for a dialplan without our line
 * @param greeting how long the greeting takes
 */
public record InboundLine(String did, String queue, Optional<InetSocketAddress> router, Duration greeting) {}
