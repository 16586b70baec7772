package lastagent.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.asterisk.agi.AgiSettings;
import lastagent.asterisk.agi.AllowedPeers;
import lastagent.asterisk.agi.FastAgiServer;
import lastagent.asterisk.agi.RouteScript;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversations;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.CallRouter;
import lastagent.core.routing.Claims;
import lastagent.core.routing.FailOpens;
import lastagent.core.routing.Offer;
import lastagent.core.routing.Offers;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingJournal;
import lastagent.core.routing.RoutingRules;
import lastagent.simulation.AgiClient;
import lastagent.simulation.AgiQuestion;
import lastagent.simulation.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Routes some calls that nobody made, before the first real one comes.
 *
 * <p>Java loads and links classes when they are first used. The first call after a start would pay for all of them, on a
 * busy machine with more than its 300 ms, and the dialplan would then rest for ten seconds. The calls go over a server and
 * a router of their own, which see no memory and leave no trace.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final int CALLS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PBX = "warm-up";

    // From a range that is reserved for fiction.
    private static final CallerNumber CALLER = new CallerNumber("+12025550123");

    private WarmUp() {}

    /** Routes the calls; one that fails is no reason not to start. */
    static void run(NumberPlan numbers) {
        RouteScript script =
                new RouteScript(PBX, numbers, router(), Optional.empty(), Instant::now, NOPLogger.NOP_LOGGER);
        AgiSettings settings = new AgiSettings(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                AllowedPeers.of(List.of()),
                PATIENCE,
                CALLS);
        try (FastAgiServer server = new FastAgiServer(
                settings,
                Map.of("/route", script),
                (reason, what, fault) -> LOG.debug("warm-up: {} {}", reason, what),
                ServiceThreads.each(ServiceThreads.platform("warm-up-accept")),
                ServiceThreads.each(ServiceThreads.virtual("warm-up")))) {
            server.start();
            for (int call = 0; call < CALLS; call++) {
                AgiClient.ask(question(server.address(), call), PATIENCE);
            }
        } catch (IOException fault) {
            LOG.warn("the first call will be slower than the others: {}", fault.toString());
        }
    }

    private static AgiQuestion question(InetSocketAddress server, int call) {
        Caller caller = Caller.showing(CALLER.value(), "Warm-up");
        return new AgiQuestion(server, "PJSIP/warm-up-0000000" + call % 10, call + ".0", caller, "100", "support");
    }

    private static CallRouter router() {
        AgentInterface agent = new AgentInterface("PJSIP/100");
        Conversations conversations = new Conversations();
        conversations.learn(talk(agent));
        return new CallRouter(
                conversations,
                (pbx, asked, line, now) -> new AgentState(Set.of("support"), new Presence.Free()),
                new Offers(),
                new Claims(),
                new NoJournal(),
                new FailOpens((reason, what, fault) -> LOG.debug("warm-up: {} {}", reason, what)),
                () -> RoutingRules.DEFAULTS,
                () -> PBX,
                Instant::now);
    }

    private static Conversation talk(AgentInterface agent) {
        Instant now = Instant.now();
        Conversation.Leg leg = new Conversation.Leg("0.0", "PJSIP/warm-up-00000000");
        return new Conversation(
                        PBX,
                        PBX,
                        CALLER,
                        agent,
                        Conversation.Direction.INBOUND,
                        Optional.of("support"),
                        leg,
                        leg,
                        now,
                        Optional.empty(),
                        Optional.empty())
                .ended(now, new Ending(Ending.Kind.CUT, "warm-up"));
    }

    private static final class NoJournal implements RoutingJournal {

        @Override
        public void record(RoutedCall routed) {}

        @Override
        public void ended(String id, Offer.Outcome outcome, Instant at) {}
    }
}
