package lastagent.asterisk.agi;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may ask. This machine always may; others must be listed, because the port answers who somebody's agent is.
 *
 * <p>Immutable.
 */
public final class AllowedPeers {

    private record Network(InetAddress address, int prefix) {

        boolean contains(InetAddress peer) {
            byte[] mine = address.getAddress();
            byte[] theirs = peer.getAddress();
            if (theirs.length != mine.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                if (((mine[bit / 8] ^ theirs[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> networks;

    private AllowedPeers(Stream<Network> networks) {
        this.networks = networks.toList();
    }

    /**
     * Reads the setting {@code agi.allow}.
     *
     * @param entries addresses such as {@code 192.0.2.7} and networks such as {@code 192.0.2.0/24} or {@code fd00::/8};
     *     names are not resolved
     * @throws IllegalArgumentException if one of them is neither; the message says which
     */
    public static AllowedPeers of(List<String> entries) {
        return new AllowedPeers(entries.stream().map(AllowedPeers::network));
    }

    /** Whether nobody but this machine may ask. */
    public boolean isLoopbackOnly() {
        return networks.isEmpty();
    }

    /** Whether this address may ask. */
    boolean contains(InetAddress peer) {
        return peer.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(peer));
    }

    private static Network network(String entry) {
        String[] parts = entry.strip().split("/", 2);
        try {
            InetAddress address = InetAddress.ofLiteral(parts[0]);
            int bits = address.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("a prefix of " + prefix);
            }
            return new Network(address, prefix);
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException("\"" + entry + "\" is neither an address nor a network", notAnAddress);
        }
    }
}
