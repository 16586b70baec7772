package lastagent.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import lastagent.asterisk.cdr.CdrField;

/** Reads the section {@code cdr:} of the configuration. */
final class CdrSection {

    /** The variable that may hold the database user's password, so that it need not be in a file. */
    static final String PASSWORD_VARIABLE = "LASTAGENT_CDR_PASSWORD";

    private static final String SOURCES =
            "is to be jdbc:mariadb://…, jdbc:postgresql://…, jdbc:sqlite:… or the path of a file";

    private final SettingsNode node;
    private final Map<String, String> environment;

    CdrSection(SettingsNode node, Map<String, String> environment) {
        this.node = node;
        this.environment = environment;
    }

    Settings.Cdr read() {
        Optional<String> source = node.text("source").filter(text -> !text.isBlank());
        node.fault(source.isEmpty(), "source", "is missing: it " + SOURCES);
        Settings.Cdr cdr = new Settings.Cdr(
                node.parsed("source", CdrSection::source).orElse(""),
                node.text("user").orElse(""),
                new Secret(node, "password", environment)
                        .read(PASSWORD_VARIABLE)
                        .orElse(""),
                node.parsed("table", CdrSection::table).orElse("cdr"),
                node.parsed("zone", CdrSection::zone).orElse(ZoneId.systemDefault()),
                node.node("columns").map(CdrSection::columns).orElse(Map.of()));
        node.refuseUnknownKeys();
        return cdr;
    }

    private static String source(String text) {
        if (text.startsWith(Settings.JDBC)) {
            if (!text.matches("jdbc:(mariadb|mysql|postgresql|sqlite):.+")) {
                throw new IllegalArgumentException(SOURCES + ", not '" + text.replaceFirst("[?;].*", "?…") + "'");
            }
            return text;
        }
        return text.startsWith("file:")
                ? Path.of(URI.create(text)).toString()
                : Path.of(text).toString();
    }

    // It goes into SQL, so nothing but a plain name, with its schema if need be.
    private static String table(String text) {
        if (!text.matches("[A-Za-z_][A-Za-z0-9_$]{0,62}(\\.[A-Za-z_][A-Za-z0-9_$]{0,62})?")) {
            throw new IllegalArgumentException("is to be a table's name, like cdr or asterisk.cdr, not '" + text + "'");
        }
        return text;
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
