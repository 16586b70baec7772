package lastagent.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of one reload. The service leaves it in its state directory, for whoever asked.
 *
 * @param at when, ISO 8601
 * @param file what was read
 * @param fingerprint of the text that was read, so that nobody takes it for the outcome of another; empty if none was
 * @param applied what is in force now, as {@link SettingsDifference} says it
 * @param needRestart keys that have changed and are not in force
 * @param errors all that is wrong with the file; then the old rules go on, and nothing of it is in force
 */
public record ReloadOutcome(
        String at,
        String file,
        String fingerprint,
        List<String> applied,
        List<String> needRestart,
        List<String> errors) {

    private static final String FILE = "reload.json";

    private static final JsonMapper JSON = new JsonMapper();

    /** A text's fingerprint. */
    public static String fingerprintOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Leaves it in the state directory, in place of the last one; whoever reads sees the one or the other. */
    void leaveIn(Path stateDirectory) throws IOException {
        Path written = stateDirectory.resolve(FILE + ".new");
        Files.writeString(written, JSON.writeValueAsString(this));
        Files.move(
                written,
                stateDirectory.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The last one that was left there; empty if there is none. */
    static Optional<ReloadOutcome> in(Path stateDirectory) throws IOException {
        Path file = stateDirectory.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), ReloadOutcome.class))
                    : Optional.empty();
        } catch (JacksonException strange) {
            throw new IOException(file + " is no outcome of a reload: " + strange.getOriginalMessage(), strange);
        }
    }
}
