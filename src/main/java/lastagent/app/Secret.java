package lastagent.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A secret of the configuration: it stands under its key, or in the file that {@code KEY-file} names, or in a variable. */
record Secret(SettingsNode node, String key, Map<String, String> environment) {

    /** The secret, without blanks around it; empty if there is none, or a blank one. */
    Optional<String> read(String variable) {
        Optional<String> fromFile = node.text(key + "-file").flatMap(this::fromFile);
        return node.text(key)
                .or(() -> fromFile)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(text -> !text.isBlank());
    }

    private Optional<String> fromFile(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | IllegalArgumentException unreadable) {
            node.fault(key + "-file", "cannot be read: " + unreadable);
            return Optional.empty();
        }
    }

    /** What is wrong if there is none and there must be one. */
    static String missing(String key, String variable) {
        return "is missing: set it, or " + key + "-file, or the variable " + variable;
    }
}
