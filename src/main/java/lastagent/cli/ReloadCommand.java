package lastagent.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lastagent.app.ReloadOutcome;
import lastagent.app.ReloadRequest;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.app.SettingsFile;
import lastagent.app.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has the running service read its configuration again, and says what became of it. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running service put its changed configuration in force, all of it or nothing.",
            "Looks at the file first: a faulty one is not even offered. Calls go on as they were told. What needs a restart is"
                    + " named and stays as it was.",
            "Exit status: 0 if the file is in force but for what needs a restart, 1 if not: then the old rules go on."
        })
final class ReloadCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Optional<Path> file = config.path();
        if (file.isEmpty()) {
            err.println("There is no configuration file to read; name it with --config.");
            return 1;
        }
        try {
            String text = SettingsFile.text(file.get());
            Settings settings = new SettingsFile(environment()).parse(text);
            String fingerprint = ReloadOutcome.fingerprintOf(text);
            return new ReloadRequest(settings.stateDirectory(), fingerprint)
                    .ask(PATIENCE)
                    .map(outcome -> tell(outcome, file.get()))
                    .orElseGet(() -> unanswered(file.get()));
        } catch (SettingsException wrong) {
            refused(wrong.errors(), file.get());
        } catch (StartException nobody) {
            err.println("Not reloaded: " + nobody.getMessage() + ".");
        }
        return 1;
    }

    // The service may have its secret from a variable that only its own environment has.
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent(SettingsFile.SECRET_VARIABLE, "the service's own");
        return environment;
    }

    private int tell(ReloadOutcome outcome, Path file) {
        if (!outcome.errors().isEmpty()) {
            refused(outcome.errors(), file);
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Reloaded " + file + (outcome.applied().isEmpty() ? ": no rule has changed." : ":"));
        outcome.applied().forEach(change -> out.println("  " + change));
        outcome.needRestart().forEach(key -> out.println(key + " needs a restart."));
        return 0;
    }

    private void refused(List<String> errors, Path file) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Not reloaded, the old rules go on. What is wrong with " + file + ":");
        errors.forEach(error -> err.println("  " + error));
    }

    private int unanswered(Path file) {
        spec.commandLine()
                .getErr()
                .println("The service was asked and has not read " + file + " within " + PATIENCE.toSeconds()
                        + " s. Its log says more; was it started with another file?");
        return 1;
    }
}
