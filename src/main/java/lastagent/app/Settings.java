package lastagent.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lastagent.core.routing.QueueRules;

/**
 * Everything an administrator can set. {@code config/lastagent.yaml} has every key with its default, its unit and its
 * reason; {@link SettingsFile} reads it.
 *
 * @param stateDirectory where the database is
 * @param agi where the dialplan asks
 * @param asterisk the PBX that is followed; empty if none is yet
 * @param numbers how that PBX presents numbers
 * @param general the rules for queues without rules of their own
 * @param queues rules for single queues, by queue
 * @param deny numbers of callers who always take the ordinary way, as they are spelled in the file
 * @param journalRetention how long a routed call can be explained
 */
public record Settings(
        Path stateDirectory,
        Agi agi,
        Optional<Asterisk> asterisk,
        Numbers numbers,
        QueueRules general,
        java.util.Map<String, QueueRules> queues,
        List<String> deny,
        Duration journalRetention) {

    /**
     * Where the dialplan asks.
     *
     * @param listen address and port of FastAGI
     * @param allow addresses or networks of the PBXs; must not be empty unless the address is a loopback one
     */
    public record Agi(InetSocketAddress listen, List<String> allow) {}

    /**
     * The PBX that is followed.
     *
     * @param name stands in every identifier, so that a second PBX can be told apart later
     * @param secret of the AMI user; never printed
     */
    public record Asterisk(String name, String host, int port, String user, String secret) {

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + " (" + name + ")";
        }
    }

    /**
     * How a PBX presents numbers.
     *
     * @param region ISO 3166 code of the country whose national numbers come without a country code; empty if unknown
     * @param prefixRules rewriting rules for what the trunks put in front, {@code regular expression -> replacement}
     * @param own the PBX's own DIDs and trunk numbers
     */
    public record Numbers(Optional<String> region, List<String> prefixRules, List<String> own) {}

    /** The name of the only PBX where the file does not give one. */
    public static final String DEFAULT_PBX = "pbx";

    /** The name that this PBX's identifiers carry. */
    public String pbxName() {
        return asterisk.map(Asterisk::name).orElse(DEFAULT_PBX);
    }
}
