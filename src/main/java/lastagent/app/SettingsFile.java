package lastagent.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lastagent.app.Settings.Agi;
import lastagent.app.Settings.Asterisk;
import lastagent.app.Settings.Cdr;
import lastagent.app.Settings.Numbers;
import lastagent.asterisk.agi.AllowedPeers;
import lastagent.asterisk.ami.AmiAccount;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.NumberPlan;
import lastagent.core.routing.Mode;
import lastagent.core.routing.QueueRules;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@link Settings} from a YAML file, or makes them up where there is none.
 *
 * <p>All faults are reported together, and a key that nobody knows is one: a misspelled setting that silently keeps its
 * default is found on the worst day.
 */
public final class SettingsFile {

    /** The variable that may hold the AMI user's secret, so that it need not be in a file. */
    public static final String SECRET_VARIABLE = "LASTAGENT_AMI_SECRET";

    private final Map<String, String> environment;

    /** Reads with the environment variables of this process, or of a test. */
    public SettingsFile(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The settings of a service without any configuration. */
    public Settings defaults() throws SettingsException {
        return read(Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException if it cannot be read or used; carries everything that is wrong
     */
    public Settings read(Path file) throws SettingsException {
        return parse(text(file));
    }

    /** Reads the text of a file, as {@link #read(Path)} does. */
    public Settings parse(String yaml) throws SettingsException {
        return read(values(yaml));
    }

    /**
     * Reads a file, or none, with single settings in place of those that it has.
     *
     * @param set by the key, with that of its section in front: {@code look-back}, {@code queues.vip.look-back}; several
     *     values are a list
     * @throws SettingsException as {@link #read(Path)} does, for the file and the single settings alike
     */
    public Settings read(Optional<Path> file, Map<String, List<String>> set) throws SettingsException {
        Map<String, Object> values = new LinkedHashMap<>(file.isPresent() ? values(text(file.get())) : Map.of());
        set.forEach((key, texts) -> put(values, key, texts.size() == 1 ? texts.getFirst() : texts));
        return read(values);
    }

    // A queue's name may have dots, but neither a section's nor a setting's.
    private static void put(Map<String, Object> values, String key, Object value) {
        int dot = key.indexOf('.');
        int end = key.lastIndexOf('.');
        if (dot < 0) {
            values.put(key, value);
            return;
        }
        Map<String, Object> section = section(values, key.substring(0, dot));
        if (end > dot) {
            section(section, key.substring(dot + 1, end)).put(key.substring(end + 1), value);
        } else {
            section.put(key.substring(dot + 1), value);
        }
    }

    private static Map<String, Object> section(Map<String, Object> values, String name) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> known) {
            known.forEach((key, value) -> section.put(String.valueOf(key), value));
        }
        values.put(name, section);
        return section;
    }

    /** A file's text, for {@link #parse}. */
    public static String text(Path file) throws SettingsException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new SettingsException(List.of(file + " cannot be read: " + unreadable));
        }
    }

    private static Map<String, Object> values(String yaml) throws SettingsException {
        try {
            Map<String, Object> values = new YAMLMapper().readValue(yaml, new TypeReference<>() {});
            return values == null ? Map.of() : values;
        } catch (JacksonException broken) {
            throw new SettingsException(List.of("not valid YAML: " + broken.getOriginalMessage() + " at line "
                    + broken.getLocation().getLineNr()));
        }
    }

    private Settings read(Map<String, Object> values) throws SettingsException {
        List<String> errors = new ArrayList<>();
        SettingsNode root = SettingsNode.root(values, errors);
        QueueRules general = rules(root, QueueRules.DEFAULTS);
        Optional<SettingsNode> asterisk = root.node("asterisk");
        Optional<Cdr> cdr = root.node("cdr").map(node -> new CdrSection(node, environment).read());
        Settings settings = new Settings(
                root.text("state-directory").map(Path::of).orElseGet(this::defaultStateDirectory),
                agi(root),
                asterisk.flatMap(node -> node.parsed("name", SettingsFile::pbxName))
                        .orElse(Settings.DEFAULT_PBX),
                asterisk.flatMap(node -> ami(node, cdr.isPresent())),
                asterisk.map(SettingsFile::numbers)
                        .orElseGet(() -> new Numbers(Optional.empty(), List.of(), List.of())),
                cdr,
                root.texts("agents"),
                general,
                queues(root, general),
                root.texts("deny"),
                root.texts("shared"),
                root.span("journal-retention").orElse(Duration.ofDays(30)));
        asterisk.ifPresent(SettingsNode::refuseUnknownKeys);
        root.refuseUnknownKeys();
        tryOut(settings, errors);
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
        return settings;
    }

    // The parts that read these settings check them best.
    private static void tryOut(Settings settings, List<String> errors) {
        try {
            AllowedPeers.of(settings.agi().allow());
        } catch (IllegalArgumentException wrong) {
            errors.add("agi.allow: " + wrong.getMessage());
        }
        try {
            new AgentPatterns(settings.agents());
        } catch (IllegalArgumentException wrong) {
            errors.add("agents: " + wrong.getMessage());
        }
        try {
            NumberPlan plan = NumberPlans.of(settings.numbers());
            NumberPlans.read(plan, settings.deny());
            NumberPlans.read(plan, settings.shared());
        } catch (IllegalArgumentException wrong) {
            errors.add("numbers: " + wrong.getMessage());
        }
    }

    private static Agi agi(SettingsNode root) {
        Optional<SettingsNode> agi = root.node("agi");
        InetSocketAddress listen = agi.flatMap(node -> node.parsed("listen", SettingsFile::address))
                .orElseGet(() -> address("127.0.0.1:4573"));
        List<String> allow = agi.map(node -> node.texts("allow")).orElse(List.of());
        agi.ifPresent(SettingsNode::refuseUnknownKeys);
        if (allow.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
            // The port answers "who is this number's agent".
            root.fault("agi.allow", "must name the PBXs, because agi.listen is not a loopback address");
        }
        return new Agi(listen, allow);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("is to be address:port, like 127.0.0.1:4573, not '" + text + "'");
        }
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        try {
            InetAddress address = InetAddress.ofLiteral(host.equals("localhost") ? "127.0.0.1" : host);
            return new InetSocketAddress(address, Integer.parseInt(port));
        } catch (IllegalArgumentException noLiteral) {
            throw new IllegalArgumentException("needs an address in figures, not '" + host + "'", noLiteral);
        }
    }

    // Without a user the PBX is not followed, which is a way to run the service only where CDR tells of its talks.
    private Optional<Asterisk> ami(SettingsNode node, boolean hasCdr) {
        Optional<String> secret = new Secret(node, "secret", environment).read(SECRET_VARIABLE);
        Optional<String> user = node.text("user").filter(text -> !text.isBlank());
        String host = node.text("host").orElse("127.0.0.1");
        int port = node.number("port", 1, 65535).orElse(5038);
        if (user.isEmpty()) {
            if (!hasCdr) {
                node.fault("user", "is missing: the user of manager.conf");
            } else if (node.text("secret").or(() -> node.text("secret-file")).isPresent()) {
                node.fault("user", "is missing, but there is a secret: leave both out to run without AMI");
            }
        }
        if (user.isPresent() || !hasCdr) {
            node.fault(secret.isEmpty(), "secret", Secret.missing("secret", SECRET_VARIABLE));
        }
        if (user.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        try {
            AmiAccount account = new AmiAccount(host, port, user.get(), secret.get());
            return Optional.of(new Asterisk(account.host(), account.port(), account.user(), account.secret()));
        } catch (IllegalArgumentException wrong) {
            node.fault("user", "cannot be used: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private static String pbxName(String text) {
        if (!text.matches("[A-Za-z0-9_.-]{1,32}")) {
            throw new IllegalArgumentException("is to be at most 32 letters, digits, dots and dashes");
        }
        return text;
    }

    private static Numbers numbers(SettingsNode node) {
        return new Numbers(
                node.parsed("region", SettingsFile::region), node.texts("prefix-rules"), node.texts("own-numbers"));
    }

    private static String region(String text) {
        String region = text.toUpperCase(Locale.ROOT);
        if (!List.of(Locale.getISOCountries()).contains(region)) {
            throw new IllegalArgumentException(
                    "is to be a country's two-letter code, like UA or DE, not '" + text + "'");
        }
        return region;
    }

    private static Map<String, QueueRules> queues(SettingsNode root, QueueRules general) {
        Map<String, QueueRules> queues = new LinkedHashMap<>();
        root.node("queues").map(SettingsNode::nodes).orElse(Map.of()).forEach((queue, node) -> {
            queues.put(queue, rules(node, general));
            node.refuseUnknownKeys();
        });
        return queues;
    }

    private static QueueRules rules(SettingsNode node, QueueRules inherited) {
        return new QueueRules(
                node.parsed("mode", SettingsFile::mode).orElse(inherited.mode()),
                node.span("look-back").orElse(inherited.lookBack()),
                node.span("look-back-by-agent").orElse(inherited.lookBackByAgent()),
                node.span("look-back-by-caller").or(inherited::lookBackByCaller),
                node.span("look-back-outbound").orElse(inherited.lookBackOutbound()),
                node.span("front-within").orElse(inherited.frontWithin()),
                node.span("minimum-talk-time").orElse(inherited.minimumTalkTime()),
                node.parsed("ring-time", SettingsFile::ringTime).orElse(inherited.ringTime()),
                node.number("priority", 0, 1000).orElse(inherited.priority()),
                node.yes("outbound-counts").orElse(inherited.outboundCounts()),
                node.span("wrap-up").orElse(inherited.wrapUp()),
                node.yes("queue-update").orElse(inherited.queueUpdate()));
    }

    private static Mode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            // YAML 1.1 reads a bare on as true.
            case "on", "true" -> Mode.ON;
            case "off", "false" -> Mode.OFF;
            case "shadow" -> Mode.SHADOW;
            default -> throw new IllegalArgumentException("is to be on, shadow or off, not '" + text + "'");
        };
    }

    private static Duration ringTime(String text) {
        Duration ringTime = SettingsNode.spanOf(text);
        if (ringTime.compareTo(Duration.ofSeconds(1)) < 0 || ringTime.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("is to be from 1s to 5m, not '" + text + "'");
        }
        return ringTime;
    }

    private Path defaultStateDirectory() {
        String systemd = environment.getOrDefault("STATE_DIRECTORY", "");
        if (!systemd.isEmpty()) {
            return Path.of(systemd);
        }
        String home = environment.getOrDefault("HOME", ".");
        String xdg = environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state");
        return Path.of(xdg, "lastagent");
    }
}
