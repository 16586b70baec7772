package lastagent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the dialplan context, the same as {@code dist/asterisk/lastagent.conf}. */
@Command(
        name = "dialplan",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the dialplan context for the PBX.",
            "Write it to /etc/asterisk/lastagent.conf and put at the end of extensions.conf: #include lastagent.conf"
        })
final class DialplanCommand implements Callable<Integer> {

    private static final String CONTEXT = "/dist/asterisk/lastagent.conf";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (InputStream context =
                Objects.requireNonNull(DialplanCommand.class.getResourceAsStream(CONTEXT), CONTEXT)) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(new String(context.readAllBytes(), StandardCharsets.UTF_8));
            out.flush();
        }
        return 0;
    }
}
