package lastagent.simulation;

import java.net.InetSocketAddress;

/**
 * What Asterisk tells a FastAGI server of the call that asks for its way.
 *
 * @param router where the server listens
 * @param channel the caller's channel
 * @param uniqueId its unique id
 * @param caller who calls
 * @param did the number that was dialled
 * @param queues the queues of this line, as the dialplan writes them: {@code support&sales}; may be empty
 */
public record AgiQuestion(
        InetSocketAddress router, String channel, String uniqueId, Caller caller, String did, String queues) {

    /** The server's address as in {@code agi_request}. */
    String url() {
        return "agi://" + router.getHostString() + ":" + router.getPort() + "/route";
    }
}
