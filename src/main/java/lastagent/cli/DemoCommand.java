package lastagent.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import lastagent.app.StartException;
import lastagent.app.demo.Demo;
import lastagent.app.demo.DemoSummary;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Shows the service at work, without a PBX. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Plays callers who are cut off and redial, and tells who gets whom and why.",
            "The whole service runs, on a temporary database; a simulated PBX speaks real FastAGI and AMI to it. All of it is"
                    + " in this process and on loopback, and nothing is left behind."
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "60", description = "How many come in; by default 60.")
    private int calls;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "11",
            description = "The same seed makes the same callers do the same; by default 11.")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How many times faster than life, 1 to 1000; by default 50. The service stays as fast as it is, so"
                            + " a very fast PBX asks it too early.")
    private double speed;

    @Option(names = "--json", description = "Nothing but the summary, for machines.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        quietLog();
        try {
            Demo.Options options = new Demo.Options(calls, seed, speed);
            if (json) {
                out.println(asJson(Demo.play(options, news -> {})));
            } else {
                DemoScreen screen = new DemoScreen(out, Terminal.ofThisProcess(), options);
                screen.begin();
                screen.end(Demo.play(options, screen::show));
            }
            out.flush();
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        } catch (StartException | TimeoutException | IOException failed) {
            spec.commandLine().getErr().println(failed.getMessage());
            return 1;
        }
    }

    private static String asJson(DemoSummary summary) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
    }

    // The screen tells each call already; what goes wrong is still logged, to standard error.
    private static void quietLog() {
        if (System.getenv("LASTAGENT_LOG_LEVEL") == null
                && LoggerFactory.getLogger("lastagent") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }
}
