package lastagent.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import lastagent.app.Explanations;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.app.StartException;
import lastagent.core.routing.JournalEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints why calls took the way they took. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Prints why a caller's calls took the way they took, the newest first.",
            "Reads the journal beside the running service. Numbers are masked unless --show-numbers."
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "The caller's number, in any of its spellings.")
    private @Nullable String number;

    @Option(
            names = "--call",
            paramLabel = "ID",
            description = "One call: LASTAGENT_ID (its beginning will do), or the caller's channel's unique id.")
    private @Nullable String id;

    @Option(names = "--latest", description = "The calls of all callers.")
    private boolean latest;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "5", description = "At most this many; by default 5.")
    private int limit;

    @Option(names = "--json", description = "For machines: a JSON array.")
    private boolean json;

    @Option(names = "--show-numbers", description = "Whole numbers, not masked.")
    private boolean showNumbers;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<JournalEntry> found = find(config.settings());
            Explanation explanation = new Explanation(showNumbers);
            out.println(json ? explanation.json(found) : explanation.text(found));
            return json || !found.isEmpty() ? 0 : 1;
        } catch (SettingsException wrong) {
            wrong.errors().forEach(error -> err.println(error));
            return 1;
        } catch (StartException failed) {
            err.println(failed.getMessage());
            return 1;
        }
    }

    private List<JournalEntry> find(Settings settings) throws StartException {
        int asked = (number == null ? 0 : 1) + (id == null ? 0 : 1) + (latest ? 1 : 0);
        if (asked != 1) {
            throw new ParameterException(spec.commandLine(), "Give a NUMBER, or --call ID, or --latest");
        }
        Explanations journal = Explanations.open(settings);
        if (number != null) {
            return journal.of(number, limit);
        }
        return id == null ? journal.latest(limit) : journal.byId(id, limit);
    }
}
