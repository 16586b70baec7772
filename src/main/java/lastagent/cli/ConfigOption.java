package lastagent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.app.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config} of the commands that need the settings. */
final class ConfigOption {

    private static final Path USUAL = Path.of("/etc/lastagent/lastagent.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; by default /etc/lastagent/lastagent.yaml if it is there, else none.")
    private @Nullable Path file;

    /**
     * The settings in force.
     *
     * @throws SettingsException with everything that is wrong with the file
     */
    Settings settings() throws SettingsException {
        SettingsFile reader = new SettingsFile(System.getenv());
        Optional<Path> found = path();
        return found.isPresent() ? reader.read(found.get()) : reader.defaults();
    }

    /** The file that is read; empty if there is none, and the defaults hold. */
    Optional<Path> path() {
        return Optional.ofNullable(file).or(() -> Optional.of(USUAL).filter(Files::exists));
    }
}
