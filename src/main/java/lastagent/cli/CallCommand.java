package lastagent.cli;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lastagent.app.TrialCall;
import lastagent.core.routing.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running service for the way of one call, and prints what it says. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = {
            "Plays one inbound call against a running service, as Asterisk does it, and prints the variables that the"
                    + " service sets, and why.",
            "To the service it is a call like any other: it is in the journal, and if the answer is to ring an agent, the"
                    + " service holds that agent for this call until the ring time is over.",
            "Exit status: 0 if the service answered, 1 if it did not."
        })
final class CallCommand implements Callable<Integer> {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):([0-9]{1,5})");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NUMBER", description = "The caller's number, as a trunk would present it.")
    private String number;

    @Option(
            names = "--line",
            paramLabel = "QUEUES",
            defaultValue = "",
            description = "The queues of the line that is called: support, or support&sales; by default any.")
    private String line;

    @Option(
            names = "--agi",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:4573",
            description = "Where the service listens; by default ${DEFAULT-VALUE}.")
    private String agi;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "The caller's display name.")
    private String name;

    @Option(names = "--withheld", description = "The number is there, but not for showing.")
    private boolean withheld;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        InetSocketAddress service = address();
        TrialCall.Answer answer = new TrialCall(number, name, withheld, line).ask(service);
        answer.variables().forEach((variable, value) -> out.printf("%-20s %s%n", variable, value));
        String took = String.format(Locale.ROOT, "%.1f ms", answer.took().toNanos() / 1e6);
        switch (answer.outcome()) {
            case ANSWERED -> out.println(sentence(answer) + " (" + took + ")");
            case NO_DECISION ->
                err.println("The service at " + agi + " closed the connection without a decision, after " + took
                        + ". Its log says why; is agi.allow set to let this host in?");
            case LATE ->
                err.println("The service at " + agi + " accepted the call and gave no decision within 400 ms,"
                        + " which is as long as the dialplan waits.");
            case UNREACHABLE ->
                err.println("Nothing answers at " + agi + ". Is the service running (lastagent serve), and"
                        + " does it listen there (agi.listen)?");
        }
        return answer.outcome() == TrialCall.Outcome.ANSWERED ? 0 : 1;
    }

    private static String sentence(TrialCall.Answer answer) {
        String why = answer.reason().map(Reason::sentence).orElse("a reason that this version does not know");
        return switch (answer.variables().getOrDefault("LASTAGENT_ACTION", "")) {
            case "ring" -> "The agent rings: " + why;
            case "front" -> "To the front of the queue: " + why;
            case "rejoin" -> "Back into the talk: " + why;
            default -> "The ordinary way: " + why;
        };
    }

    private InetSocketAddress address() {
        Matcher matcher = ADDRESS.matcher(agi);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new ParameterException(spec.commandLine(), "--agi wants HOST:PORT, such as 127.0.0.1:4573");
        }
        return InetSocketAddress.createUnresolved(
                matcher.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(2)));
    }
}
