package lastagent.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import lastagent.app.HangupSignal;
import lastagent.app.LastAgent;
import lastagent.app.Reloading;
import lastagent.app.RunningService;
import lastagent.app.ServiceThreads;
import lastagent.app.Settings;
import lastagent.app.SettingsException;
import lastagent.app.SettingsFile;
import lastagent.app.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service: answers the dialplan, and follows the PBX if the configuration names one.",
            "SIGTERM stops it: running questions are answered, what is known is on the disk. SIGHUP, or lastagent reload, has"
                    + " it read the configuration again."
        })
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        // Before anything else: until then SIGHUP would end the process.
        Semaphore hangups = new Semaphore(0);
        boolean hears = HangupSignal.heard(hangups::release);
        try {
            Settings settings = config.settings();
            RunningService announced = RunningService.announce(settings.stateDirectory(), hears);
            LastAgent service = LastAgent.start(settings);
            ServiceThreads.atExit(service::close);
            welcome(settings, service);
            reloadOn(hangups, service, announced);
            return 0;
        } catch (SettingsException wrong) {
            err.println("The configuration cannot be used"
                    + config.path().map(file -> " (" + file + ")").orElse("") + ":");
            wrong.errors().forEach(error -> err.println("  " + error));
            return 1;
        } catch (StartException failed) {
            err.println(failed.getMessage());
            return 1;
        }
    }

    private void reloadOn(Semaphore hangups, LastAgent service, RunningService announced) throws InterruptedException {
        SettingsFile reader = new SettingsFile(System.getenv());
        Reloading reloading = new Reloading(service, reader, config::path, announced);
        while (true) {
            hangups.acquire();
            // Those that came before the file is read are answered by reading it once.
            hangups.drainPermits();
            reloading.reload();
        }
    }

    private void welcome(Settings settings, LastAgent service) {
        PrintWriter out = spec.commandLine().getOut();
        int port = service.agiAddress().getPort();
        String host = service.agiAddress().getAddress().getHostAddress();
        out.println("lastagent answers the dialplan on agi://" + host + ":" + port + "/route and keeps its memory in "
                + settings.stateDirectory().toAbsolutePath() + ".");
        out.println(
                "The context for the PBX: lastagent dialplan > /etc/asterisk/lastagent.conf. Your line, before the greeting:");
        out.println("  same => n,GosubIf($[${DIALPLAN_EXISTS(lastagent,s,1)}]?lastagent,s,1(support,queue))");
        sources(settings).forEach(out::println);
        out.flush();
    }

    /** What the memory is fed from, and whether any call can be routed by it. */
    static List<String> sources(Settings settings) {
        List<String> lines = new ArrayList<>();
        settings.asterisk()
                .ifPresent(asterisk -> lines.add("I follow the PBX " + settings.pbxName() + ", AMI " + asterisk + "."));
        settings.cdr().ifPresent(cdr -> lines.add("I read its CDR: " + cdr + "."));
        if (settings.canRoute()) {
            if (settings.asterisk().isEmpty()) {
                lines.add("I follow no PBX: calls are routed by CDR to " + String.join(", ", settings.agents())
                        + ", and a talk is known when its row is written.");
            }
            if (settings.numbers().region().isEmpty()) {
                lines.add("No region is set: numbers are compared as they come, with + and 00 taken for the same.");
            }
        } else {
            lines.add(
                    settings.cdr().isPresent()
                            ? "No call will be routed: without AMI only agents: in the configuration can tell who is an agent."
                            : "I follow no PBX yet: no call will be routed. Name one under asterisk: in the configuration.");
        }
        return lines;
    }
}
