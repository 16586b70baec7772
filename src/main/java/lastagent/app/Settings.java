package lastagent.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrField;
import lastagent.core.call.NumberPlan;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.RoutingRules;

/**
 * Everything an administrator can set. {@code config/lastagent.yaml} has every key with its default, its unit and its
 * reason; {@link SettingsFile} reads it.
 *
 * @param stateDirectory where the database is
 * @param agi where the dialplan asks
 * @param pbxName the PBX's name, which stands in every identifier, so that a second PBX can be told apart later
 * @param asterisk where the PBX is followed over AMI; empty if it is not
 * @param numbers how the PBX presents numbers
 * @param cdr the PBX's CDR; empty if it is not read
 * @param agents who is an agent where no AMI tells, as {@link lastagent.core.call.AgentPatterns} reads it
 * @param general the rules for queues without rules of their own
 * @param queues rules for single queues, by queue
 * @param deny numbers of callers who always take the ordinary way, as they are spelled in the file
 * @param shared numbers that several people call from, as they are spelled in the file
 * @param journalRetention how long a routed call can be explained
 */
public record Settings(
        Path stateDirectory,
        Agi agi,
        String pbxName,
        Optional<Asterisk> asterisk,
        Numbers numbers,
        Optional<Cdr> cdr,
        List<String> agents,
        QueueRules general,
        Map<String, QueueRules> queues,
        List<String> deny,
        List<String> shared,
        Duration journalRetention) {

    /**
     * Where the dialplan asks.
     *
     * @param listen address and port of FastAGI
     * @param allow addresses or networks of the PBXs; must not be empty unless the address is a loopback one
     */
    public record Agi(InetSocketAddress listen, List<String> allow) {}

    /**
     * The AMI of the PBX that is followed.
     *
     * @param secret of the AMI user; never printed
     */
    public record Asterisk(String host, int port, String user, String secret) {

        @Override
        public String toString() {
            return user + "@" + host + ":" + port;
        }
    }

    /**
     * Where the PBX writes its CDR.
     *
     * @param source the address of a database, or the path of a file
     * @param user of the database; may be empty
     * @param password of that user; never printed
     * @param table of the database
     * @param zone in which the PBX writes times
     * @param columns which column a field is, by name or by number from 1, where its name does not say so
     */
    public record Cdr(
            String source, String user, String password, String table, ZoneId zone, Map<CdrField, String> columns) {

        /** The table where none is named: Asterisk's own name for it. */
        static final String USUAL_TABLE = "cdr";

        /**
         * The database, which can be asked for one caller's rows; empty for a file.
         *
         * @throws IllegalArgumentException if the address is none; the message is for an administrator
         */
        public Optional<CdrDatabase> database() {
            return CdrDatabase.isAddress(source)
                    ? Optional.of(CdrDatabase.of(source, user, password, table))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return database().map(CdrDatabase::toString).orElse(source) + ", times in " + zone;
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

    /**
     * The rules for decisions.
     *
     * @param plan how the PBX presents numbers
     * @throws IllegalArgumentException if a listed caller has no number
     */
    RoutingRules rules(NumberPlan plan) {
        return new RoutingRules(general, queues, NumberPlans.read(plan, deny), NumberPlans.read(plan, shared));
    }

    /** These settings with what a reload puts in force of others. */
    Settings withRulesOf(Settings other) {
        return new Settings(
                stateDirectory,
                agi,
                pbxName,
                asterisk,
                numbers,
                cdr,
                agents,
                other.general,
                other.queues,
                other.deny,
                other.shared,
                other.journalRetention);
    }

    /** Whether any call can be routed: an agent is known, and what they are doing. */
    public boolean canRoute() {
        return asterisk.isPresent() || (cdr.isPresent() && !agents.isEmpty());
    }
}
