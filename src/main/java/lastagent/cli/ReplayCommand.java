package lastagent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import lastagent.app.Histories;
import lastagent.app.HistoryOpener;
import lastagent.app.HistoryReplay;
import lastagent.app.ReplayedHistory;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.core.conversation.CallHistory.Reject;
import lastagent.core.conversation.UnreadableHistoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what this service would have done with the calls that a PBX has had. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a PBX's records of past calls, and tells how callers fared who called again, and what lastagent would"
                    + " have done with them. Nothing on the PBX is changed, and nothing is remembered.",
            "Numbers are masked. Exit status: 0 if the source was read, 1 if it could not be, 2 if the command line is wrong."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String BOLD = "1";

    private final HistoryOpener opener;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "SOURCE",
            description =
                    "A file (Master.csv, an export, a dump, a queue_log, a SQLite file) or a jdbc: URL; by default"
                            + " cdr.source of the configuration. Several only with --check.")
    private List<String> sources = new ArrayList<>();

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Option(names = "--json", description = "Nothing but the figures, for machines.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also one page with charts, to send to a supervisor.")
    private @Nullable Path html;

    @Option(names = "--rejects", paramLabel = "FILE", description = "Also each row that could not be read, and why.")
    private @Nullable Path rejects;

    @Option(names = "--agents", description = "Also by agent. This is monitoring of staff.")
    private boolean agents;

    @Option(
            names = "--check",
            description = "Only whether every row is accounted for: one line for each SOURCE; status 1 if one is not.")
    private boolean check;

    ReplayCommand() {
        this(new Histories(), System.getenv());
    }

    ReplayCommand(HistoryOpener opener, Map<String, String> environment) {
        this.opener = opener;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (sources.size() > 1 && !check) {
            throw new ParameterException(spec.commandLine(), "Several sources go only with --check");
        }
        try {
            return check ? checkAll() : report(sources.stream().findFirst());
        } catch (SettingsException wrong) {
            wrong.errors().forEach(err::println);
            return 2;
        } catch (UnreadableHistoryException | IOException | UncheckedIOException failed) {
            err.println(failed.getMessage());
            return 1;
        }
    }

    private int report(Optional<String> source) throws SettingsException, UnreadableHistoryException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = options.settings(source, environment);
        Settings.Cdr cdr = cdr(settings);
        try (HistoryOpener.Opened opened = opener.open(cdr, settings);
                WholeFile page = new WholeFile(html);
                WholeFile rejected = new WholeFile(rejects)) {
            spec.commandLine().getErr().println("Reading " + opened.calls().description());
            ReplayedHistory replayed = read(opened, settings, cdr, rejected::line);
            page.print(html == null ? "" : replayed.html());
            page.keep();
            rejected.keep();
            if (json) {
                out.println(replayed.json());
            } else {
                Terminal terminal = Terminal.ofThisProcess();
                replayed.text(heading -> terminal.coloured(BOLD, heading), text -> terminal.text(text, ascii(text)))
                        .forEach(out::println);
            }
            out.flush();
        }
        return 0;
    }

    private int checkAll() throws SettingsException, UnreadableHistoryException, IOException {
        boolean whole = true;
        for (String source : sources) {
            Settings settings = options.settings(Optional.of(source), environment);
            Settings.Cdr cdr = cdr(settings);
            try (HistoryOpener.Opened opened = opener.open(cdr, settings)) {
                ReplayedHistory replayed = read(opened, settings, cdr, _ -> {});
                whole &= isWhole(source, replayed, opened);
            }
        }
        return whole ? 0 : 1;
    }

    private boolean isWhole(String source, ReplayedHistory replayed, HistoryOpener.Opened opened) throws IOException {
        OptionalLong counted = opened.rowsCountedOtherwise();
        boolean whole = counted.isEmpty() || counted.getAsLong() == replayed.rows() + replayed.rejects();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s %s: %d rows read, %d rejected, %s in the source; %d conversations; %s%n",
                        whole ? "ok " : "BAD",
                        source,
                        replayed.rows(),
                        replayed.rejects(),
                        counted.isPresent() ? Long.toString(counted.getAsLong()) : "nobody counted how many",
                        replayed.conversations(),
                        opened.calls().description());
        return whole;
    }

    private Settings.Cdr cdr(Settings settings) {
        return settings.cdr()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Give a SOURCE, or set cdr.source in the configuration"));
    }

    private ReplayedHistory read(
            HistoryOpener.Opened opened, Settings settings, Settings.Cdr cdr, Consumer<Reject> rejected)
            throws UnreadableHistoryException {
        PrintWriter err = spec.commandLine().getErr();
        ReplayProgress progress = new ReplayProgress(err, Terminal.ofErrors());
        HistoryReplay replay = new HistoryReplay(opened.calls(), settings, cdr.zone());
        ReplayedHistory replayed;
        try {
            replayed = replay.run(options.span(cdr.zone()), agents, rejected, progress::show);
        } finally {
            progress.end();
        }
        progress.took(replayed);
        opened.warning().ifPresent(warning -> err.println("Warning: " + warning));
        return replayed;
    }

    private static String ascii(String character) {
        return switch (character) {
            case "█" -> "#";
            case "…" -> "...";
            case "·" -> "-";
            case "–", "—" -> "-";
            default -> "?";
        };
    }
}
