package lastagent.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and puts it in force, all of it or nothing; says what became of it in the log and in the
 * state directory.
 *
 * <p>Not thread-safe: one reload at a time.
 */
public final class Reloading {

    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final LastAgent service;
    private final SettingsFile reader;
    private final Supplier<Optional<Path>> file;
    private final RunningService announced;
    private final InstantSource clock;

    /**
     * Prepares; nothing is read yet.
     *
     * @param file where the configuration is; empty if there is none
     * @param announced where the outcome is left
     */
    public Reloading(LastAgent service, SettingsFile reader, Supplier<Optional<Path>> file, RunningService announced) {
        this.service = service;
        this.reader = reader;
        this.file = file;
        this.announced = announced;
        this.clock = InstantSource.system();
    }

    /** Reads it now. Never throws: whatever goes wrong, the old rules go on. */
    public void reload() {
        try {
            ReloadOutcome outcome = outcome();
            tell(outcome);
            announced.leave(outcome);
        } catch (IOException | RuntimeException fault) {
            LOG.error("the reload went wrong", fault);
        }
    }

    private ReloadOutcome outcome() {
        Optional<Path> found = file.get();
        String name = found.map(Path::toString).orElse("");
        if (found.isEmpty()) {
            return refused(name, "", List.of("there is no configuration file"));
        }
        String fingerprint = "";
        try {
            String text = SettingsFile.text(found.get());
            fingerprint = ReloadOutcome.fingerprintOf(text);
            SettingsDifference change = service.reload(reader.parse(text));
            return new ReloadOutcome(now(), name, fingerprint, change.applied(), change.needRestart(), List.of());
        } catch (SettingsException wrong) {
            return refused(name, fingerprint, wrong.errors());
        } catch (RuntimeException fault) {
            LOG.error("a fault of lastagent while it read its configuration", fault);
            return refused(name, fingerprint, List.of("a fault of lastagent, see its log: " + fault));
        }
    }

    private ReloadOutcome refused(String name, String fingerprint, List<String> errors) {
        return new ReloadOutcome(now(), name, fingerprint, List.of(), List.of(), errors);
    }

    private String now() {
        return clock.instant().toString();
    }

    private static void tell(ReloadOutcome outcome) {
        if (!outcome.errors().isEmpty()) {
            LOG.error("not reloaded, the old rules go on; what is wrong with {}:", outcome.file());
            outcome.errors().forEach(error -> LOG.error("not reloaded: {}", error));
            return;
        }
        LOG.info("reloaded {}", outcome.file());
        outcome.applied().forEach(change -> LOG.info("reloaded: {}", change));
        outcome.needRestart().forEach(key -> LOG.warn("not reloaded: {} needs a restart", key));
    }
}
