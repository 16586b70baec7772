package lastagent.asterisk.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lastagent.app.ServiceThreads;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Conversations;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.AgentStates;
import lastagent.core.routing.CallRouter;
import lastagent.core.routing.Claims;
import lastagent.core.routing.FailOpens;
import lastagent.core.routing.Offer;
import lastagent.core.routing.Offers;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingJournal;
import lastagent.core.routing.RoutingRules;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** FastAGI on a free port before a real router whose memory a test fills: Alice talked to Bob a minute ago. */
final class ServiceInMemory implements AutoCloseable {

    static final String ALICE = "+380991234567";
    static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    static final Instant NOW = Instant.parse("2026-11-23T11:00:10Z");

    final List<RoutedCall> journal = Collections.synchronizedList(new ArrayList<>());
    final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    final FailOpens failOpens = new FailOpens((reason, what, fault) -> faults.add(reason.code() + " " + what));
    final Conversations conversations = new Conversations();
    RoutingRules rules = RoutingRules.DEFAULTS;
    AgentStates agents = (pbx, agent, line, now) -> new AgentState(Set.of("support"), new Presence.Free());
    AllowedPeers allow = AllowedPeers.of(List.of());
    InetAddress listen = InetAddress.getLoopbackAddress();
    Duration deadline = Duration.ofSeconds(10);
    int maxSessions = AgiSettings.MAX_SESSIONS;
    private final Map<String, AgiScript> scripts = new HashMap<>();
    private final CallRouter router = new CallRouter(
            conversations,
            (pbx, agent, line, now) -> agents.state(pbx, agent, line, now),
            new Offers(),
            new Claims(),
            new Journal(),
            failOpens,
            () -> rules,
            () -> UUID.randomUUID().toString().replace("-", ""),
            () -> NOW);
    private Optional<FastAgiServer> server = Optional.empty();

    ServiceInMemory() {
        conversations.learn(talk(ALICE, BOB));
        scripts.put(
                "/route",
                new RouteScript(
                        "pbx",
                        new PlainNumbers(),
                        router,
                        Optional.empty(),
                        () -> NOW,
                        LoggerFactory.getLogger(RouteScript.class)));
    }

    /** A talk of a minute, ended a minute ago by the network. */
    static Conversation talk(String caller, AgentInterface agent) {
        Leg callerLeg = new Leg("1.1", "PJSIP/mts-00000001");
        Leg agentLeg = new Leg("1.2", agent + "-00000002");
        Instant start = NOW.minusSeconds(120);
        return new Conversation(
                        Conversation.idOf("pbx", callerLeg, agentLeg, start),
                        "pbx",
                        new CallerNumber(caller),
                        agent,
                        Direction.INBOUND,
                        Optional.of("support"),
                        callerLeg,
                        agentLeg,
                        start,
                        Optional.empty(),
                        Optional.empty())
                .ended(start.plusSeconds(60), new Ending(Ending.Kind.CUT, "cause 38 on the caller's leg"));
    }

    /** Takes the PBX for one that nobody follows. */
    ServiceInMemory without(WithoutAmi ami) {
        return serving(
                "/route",
                new RouteScript(
                        "pbx",
                        new PlainNumbers(),
                        router,
                        Optional.of(ami),
                        () -> NOW,
                        LoggerFactory.getLogger(RouteScript.class)));
    }

    ServiceInMemory serving(String path, AgiScript script) {
        scripts.put(path, script);
        return this;
    }

    ServiceInMemory start() throws IOException {
        FastAgiServer started = new FastAgiServer(
                new AgiSettings(new InetSocketAddress(listen, 0), allow, deadline, maxSessions),
                scripts,
                failOpens::count,
                ServiceThreads.each(ServiceThreads.platform("agi-accept")),
                ServiceThreads.each(ServiceThreads.virtual("agi")));
        started.start();
        server = Optional.of(started);
        return this;
    }

    InetSocketAddress address() {
        return server.orElseThrow().address();
    }

    FakeAsterisk answer(FakeAsterisk call) throws IOException {
        return call.run(address());
    }

    /** Waits until no session runs any more; calls can come afterwards. */
    void awaitIdle() {
        Awaitility.await().until(() -> server.orElseThrow().running() == 0);
    }

    /** Whether so many sessions run. */
    boolean isRunning(int sessions) {
        return server.orElseThrow().running() == sessions;
    }

    /** The only call that was routed. */
    RoutedCall routed() {
        if (journal.size() != 1) {
            throw new AssertionError(journal.size() + " calls were routed");
        }
        return journal.getFirst();
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    private final class Journal implements RoutingJournal {

        @Override
        public void record(RoutedCall routed) {
            journal.add(routed);
        }

        @Override
        public void ended(String id, Offer.Outcome outcome, Instant at) {
            faults.add("offer " + outcome);
        }
    }

    /** Numbers in E.164 only. */
    private static final class PlainNumbers implements NumberPlan {

        @Override
        public CallerId read(String presented, int presentation) {
            if (presented.isEmpty() || (presentation & 0x60) != 0) {
                return new CallerId.Unusable(CallerId.Why.WITHHELD);
            }
            return presented.matches("\\+[0-9]{5,15}")
                    ? new CallerId.Subscriber(new CallerNumber(presented))
                    : new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);
        }
    }
}
