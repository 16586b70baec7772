package lastagent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the dialplan context, the same as the files of {@code dist/asterisk}, one behind the other. */
@Command(
        name = "dialplan",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the dialplan context for the PBX.",
            "Write it to /etc/asterisk/lastagent.conf and put at the end of extensions.conf (on FreePBX: of"
                    + " extensions_custom.conf): #include lastagent.conf"
        },
        footer = {
            "",
            "The file begins with the one line that goes into your own dialplan; on FreePBX that is a Custom"
                    + " Destination with Return, where 400 is the queue: lastagent-freepbx,400,1",
            "docs/dialplan.md and docs/freepbx.md tell the rest."
        })
final class DialplanCommand implements Callable<Integer> {

    /** Whose dialplan the context is for. */
    enum Dialect {
        PLAIN,
        FREEPBX;

        private List<String> files() {
            return switch (this) {
                case PLAIN -> List.of("lastagent.conf");
                case FREEPBX -> List.of("lastagent.conf", "lastagent-freepbx.conf");
            };
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "plain",
            description = {
                "Whose dialplan it is for: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "freepbx: FreePBX 15 to 17 and Issabel. The same context, and behind it what fits their own: queues as"
                        + " ext-queues, agents as Local/971@from-queue/n."
            })
    private Dialect dialect = Dialect.PLAIN;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (String file : dialect.files()) {
            out.print(text("/dist/asterisk/" + file));
        }
        out.flush();
        return 0;
    }

    private static String text(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(DialplanCommand.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
