package lastagent.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.app.SettingsFile;
import lastagent.core.conversation.CallHistory.Span;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code replay} that say what is read and under which rules. */
final class ReplayOptions {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment that counts: 2026-11-01, or 2026-11-01T08:00, in --zone.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where to stop; a date is the whole day.")
    private @Nullable String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "The time zone that the records are in, like Europe/Kyiv; by default cdr.zone, or this machine's."
                            + " A Master.csv of Asterisk's sample configuration is in UTC.")
    private @Nullable String zone;

    @Option(
            names = "--region",
            paramLabel = "CC",
            description = "The country whose numbers come without a country code, like UA; by default asterisk.region.")
    private @Nullable String region;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting to try out, in place of the configuration's: look-back=30m, queues.vip.look-back=2h,"
                            + " outbound-counts=yes, deny=+49…; may be given several times.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--table", paramLabel = "NAME", description = "The database's table; by default cdr.")
    private @Nullable String table;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The database's user. The password comes from LASTAGENT_CDR_PASSWORD or --password-file.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with nothing but the password.")
    private @Nullable Path passwordFile;

    /**
     * The settings in force for one source.
     *
     * @param source as on the command line; empty for the configuration's own
     * @throws SettingsException with everything that is wrong: of the configuration, of {@code --set} and of the times
     */
    Settings settings(Optional<String> source, Map<String, String> environment) throws SettingsException {
        List<String> errors = new ArrayList<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String setting : set) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                errors.add("--set wants KEY=VALUE, not '" + setting + "'");
            } else {
                values.computeIfAbsent(setting.substring(0, equals).strip(), _ -> new ArrayList<>())
                        .add(setting.substring(equals + 1).strip());
            }
        }
        source.ifPresent(place -> values.put("cdr.source", List.of(place)));
        put(values, "cdr.zone", zone);
        put(values, "cdr.table", table);
        put(values, "cdr.user", user);
        put(values, "cdr.password-file", passwordFile == null ? null : passwordFile.toString());
        put(values, "asterisk.region", region);
        try {
            Settings settings = new SettingsFile(environment).read(config.path(), values);
            settings.cdr().ifPresent(cdr -> span(cdr.zone(), errors));
            if (errors.isEmpty()) {
                return settings;
            }
        } catch (SettingsException wrong) {
            errors.addAll(wrong.errors());
        }
        throw new SettingsException(errors);
    }

    private static void put(Map<String, List<String>> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, List.of(value));
        }
    }

    /** The calls that count. */
    Span span(ZoneId records) {
        return span(records, new ArrayList<>());
    }

    private Span span(ZoneId records, List<String> errors) {
        Instant begin = from == null ? Instant.MIN : moment("--from", from, records, 0, errors);
        Instant end = to == null ? Instant.MAX : moment("--to", to, records, 1, errors);
        if (errors.isEmpty() && !begin.isBefore(end)) {
            errors.add("--from is to be before --to");
        }
        return new Span(begin, end);
    }

    private static Instant moment(String option, String text, ZoneId records, int days, List<String> errors) {
        try {
            if (text.length() <= "2026-11-01".length()) {
                return LocalDate.parse(text)
                        .plusDays(days)
                        .atStartOfDay(records)
                        .toInstant();
            }
            String iso = text.strip().replace(' ', 'T');
            return iso.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(records).toInstant();
        } catch (DateTimeException wrong) {
            errors.add(option + " is to be a date or a time, like 2026-11-01 or 2026-11-01T08:00, not '" + text + "'");
            return Instant.EPOCH;
        }
    }
}
