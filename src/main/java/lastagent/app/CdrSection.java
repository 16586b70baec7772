package lastagent.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrField;

/** Reads the section {@code cdr:} of the configuration. */
final class CdrSection {

    /** The variable that may hold the database user's password, so that it need not be in a file. */
    static final String PASSWORD_VARIABLE = "LASTAGENT_CDR_PASSWORD";

    private final SettingsNode node;
    private final Map<String, String> environment;

    CdrSection(SettingsNode node, Map<String, String> environment) {
        this.node = node;
        this.environment = environment;
    }

    Settings.Cdr read() {
        Optional<String> source = node.text("source").filter(text -> !text.isBlank());
        node.fault(
                source.isEmpty(),
                "source",
                "is missing: the address of a database like mysql://host:3306/database, or a file");
        Settings.Cdr cdr = new Settings.Cdr(
                source.flatMap(text -> node.parsed("source", CdrSection::source))
                        .orElse(""),
                node.text("user").orElse(""),
                new Secret(node, "password", environment)
                        .read(PASSWORD_VARIABLE)
                        .orElse(""),
                node.text("table").orElse(Settings.Cdr.USUAL_TABLE),
                node.parsed("zone", CdrSection::zone).orElse(ZoneId.systemDefault()),
                node.node("columns").map(CdrSection::columns).orElse(Map.of()));
        node.refuseUnknownKeys();
        try {
            cdr.database();
        } catch (IllegalArgumentException wrong) {
            node.fault("source", "cannot be used: " + wrong.getMessage());
        }
        return cdr;
    }

    private static String source(String text) {
        if (CdrDatabase.isAddress(text)) {
            return text;
        }
        if (text.startsWith("jdbc:") || (text.contains("://") && !text.startsWith("file:"))) {
            throw new IllegalArgumentException(
                    "is no database that can be read: MariaDB and MySQL, PostgreSQL and SQLite can be");
        }
        return text.startsWith("file:")
                ? Path.of(URI.create(text)).toString()
                : Path.of(text).toString();
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "is to be a time zone, like Europe/Kyiv or UTC, not '" + text + "'", unknown);
        }
    }

    private static Map<CdrField, String> columns(SettingsNode node) {
        Map<CdrField, String> columns = new EnumMap<>(CdrField.class);
        for (CdrField field : CdrField.values()) {
            node.text(field.key()).ifPresent(column -> columns.put(field, column));
        }
        node.refuseUnknownKeys();
        return columns;
    }
}
