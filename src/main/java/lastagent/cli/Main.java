package lastagent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: names every subcommand and turns its outcome into an exit status.
 *
 * <p>The status is 0 when the command did what it was asked, 1 when it could not, and 2 when the command line itself was
 * wrong; picocli's own three, which scripts may rely on.
 */
@Command(
        name = "lastagent",
        description =
                "Last-agent routing for Asterisk: a caller who redials is back with the agent they were talking to.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            ReloadCommand.class,
            DemoCommand.class,
            CallCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            DialplanCommand.class
        })
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Every command, ready to execute: a process of its own is not needed to try one. */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    /** A command is required: without one, says which there are, as for a wrong command line. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
}
