package lastagent.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One inbound call on its way through the dialplan, which is {@code lastagent.conf} in miniature: ask the router under a
 * watchdog; then ring the agent, go to the front of the queue, or take the ordinary way of greeting and queue.
 *
 * <p>Belongs to the PBX's loop, but for {@link #hangUp} and what does not change.
 */
public final class SimulatedCall {

    /** Which end of a talk hangs up. */
    public enum Side {
        /** The caller, or the network between. */
        CALLER,
        /** The agent. */
        AGENT
    }

    private static final Duration WATCHDOG = Duration.ofMillis(400);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Pattern DIALABLE =
            Pattern.compile("(SIP|PJSIP|IAX2)/[A-Za-z0-9_.-]+|Local/[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+(/n)?");

    private record Talk(
            SimulatedBridge bridge,
            SimulatedChannel agentChannel,
            SimulatedAgent agent,
            Optional<SimulatedQueue> queue,
            long holdTime,
            Instant startedAt) {}

    private final Switchboard board;
    private final Caller caller;
    private final InboundLine line;
    private final AnswerBehaviour behaviour;
    private final CallObserver observer;
    private final SimulatedChannel channel;
    private final Instant startedAt;
    private AgiAnswer routing = AgiAnswer.NOT_ASKED;
    private Optional<Ring> dial = Optional.empty();
    private Optional<Talk> talk = Optional.empty();
    private boolean over;

    SimulatedCall(
            Switchboard board, Caller caller, InboundLine line, AnswerBehaviour behaviour, CallObserver observer) {
        this.board = board;
        this.caller = caller;
        this.line = line;
        this.behaviour = behaviour;
        this.observer = observer;
        this.startedAt = board.now();
        this.channel = board.channels.inbound(caller, line.did(), startedAt);
    }

    /** Who calls. */
    public Caller caller() {
        return caller;
    }

    /** The caller's channel, by its unique id. */
    public String uniqueId() {
        return channel.uniqueId;
    }

    /** When it came in, by the PBX's clock. */
    public Instant startedAt() {
        return startedAt;
    }

    SimulatedChannel channel() {
        return channel;
    }

    Optional<Duration> answersAfter(SimulatedAgent agent) {
        return behaviour.answersAfter(agent);
    }

    /** Walks the dialplan from its first line. */
    void start() {
        board.events().newChannel(channel);
        if (line.router().isEmpty()) {
            greet();
        } else if (board.routerRests()) {
            observer.asked(this, AgiAnswer.NOT_ASKED);
            greet();
        } else {
            ask(line.router().get());
        }
    }

    private void ask(InetSocketAddress router) {

        AgiQuestion question =
                new AgiQuestion(router, channel.name, channel.uniqueId, caller, line.did(), line.queue());
        channel.runs("AGI", question.url() + "," + line.queue());
        board.threads.execute(() -> {
            // The network is as slow as in life, whatever the clock does.
            AgiAnswer answer = AgiClient.ask(question, WATCHDOG);
            board.loop.run(() -> routed(answer));
        });
    }

    /** Rings this agent at once, as a dialplan does that has no queue. */
    void startWith(SimulatedAgent agent) {
        board.events().newChannel(channel);
        dial(agent, Duration.ofHours(1));
    }

    private void routed(AgiAnswer answer) {
        routing = answer;
        if (answer.outcome() != AgiAnswer.Outcome.ENDED) {
            board.letRouterRest(REST);
        }
        if (over) {
            return;
        }
        observer.asked(this, answer);
        switch (answer.variable("LASTAGENT_ACTION")) {
            case "ring" -> ringLastAgent();
            case "front" -> enterQueue(priority());
            default -> greet();
        }
    }

    private void ringLastAgent() {
        String target = answerVariable("LASTAGENT_DIAL");
        Optional<SimulatedAgent> agent = DIALABLE.matcher(target).matches() ? board.agentAt(target) : Optional.empty();
        boolean idle = agent.map(SimulatedAgent::deviceState)
                .map(SimulatedAgent.DeviceState.NOT_IN_USE::equals)
                .orElse(false);
        if (idle) {
            dial(agent.orElseThrow(), ringTime());
        } else {
            offerEnded("NOTDIALLED");
            enterQueue(priority());
        }
    }

    private void dial(SimulatedAgent agent, Duration ringTime) {
        channel.runs("Dial", agent.location() + "," + ringTime.toSeconds() + ",git");
        Ring ring = new Ring(board, this, agent, new Dialling());
        dial = Optional.of(ring);
        ring.begin("AppDial", ringTime);
    }

    private final class Dialling implements Ring.Ringer {
        @Override
        public void answered(Ring ring) {
            answer();
            join(ring, Optional.empty(), 0);
        }

        @Override
        public void notAnswered(Ring ring) {
            dial = Optional.empty();
            offerEnded("NOANSWER");
            enterQueue(priority());
        }
    }

    private void greet() {
        answer();
        channel.runs("BackGround", "hello");
        board.loop.after(line.greeting(), () -> {
            if (!over) {
                enterQueue(0);
            }
        });
    }

    private void answer() {
        if (channel.state != SimulatedChannel.State.UP) {
            channel.state = SimulatedChannel.State.UP;
            board.events().newState(channel);
        }
    }

    private void enterQueue(int priority) {
        answer();
        channel.runs("Queue", line.queue());
        queue().join(this, priority);
    }

    private SimulatedQueue queue() {
        SimulatedQueue queue = board.queues.get(line.queue());
        if (queue == null) {
            throw new IllegalStateException("there is no queue " + line.queue());
        }
        return queue;
    }

    /** The agent has answered: both into one bridge, the agent first, as Asterisk does it. */
    void join(Ring ring, Optional<SimulatedQueue> queue, long holdTime) {
        SimulatedBridge bridge = board.channels.newBridge();
        talk = Optional.of(new Talk(bridge, ring.channel, ring.agent, queue, holdTime, board.now()));
        channel.connected = Optional.of(ring.channel.party);
        board.events().bridgeCreate(bridge);
        enter(bridge, ring.channel, () -> {});
        enter(bridge, channel, () -> observer.joinWritten(this, ring.agent));
        observer.joined(this, ring.agent);
    }

    private void enter(SimulatedBridge bridge, SimulatedChannel leg, Runnable written) {
        bridge.channels.add(leg);
        leg.bridge = Optional.of(bridge);
        board.events().bridgeEnter(bridge, leg, written);
    }

    private void leave(SimulatedBridge bridge, SimulatedChannel leg) {
        bridge.channels.remove(leg);
        leg.bridge = Optional.empty();
        board.events().bridgeLeave(bridge, leg);
    }

    /**
     * Ends the call, in whatever state it is; from any thread.
     *
     * @param by who hangs up; without a talk it can only be the caller
     * @param cause Q.850, as the network gave it; 0 for none
     */
    public void hangUp(Side by, int cause) {
        board.loop.run(() -> {
            if (!over) {
                over = true;
                end(by, cause);
                observer.ended(this);
            }
        });
    }

    private void end(Side by, int cause) {
        board.events()
                .hangupRequest(
                        by == Side.CALLER
                                ? channel
                                : talk.map(Talk::agentChannel).orElse(channel),
                        cause);
        dial.filter(ring -> talk.isEmpty()).ifPresent(Ring::cancel);
        if (talk.isEmpty() && channel.application.equals("Queue")) {
            queue().abandon(this);
        }
        talk.ifPresent(ended -> part(ended, by));
        hangUpChannel(channel, by == Side.CALLER && cause != 0 ? cause : Causes.NORMAL_CLEARING);
        talk.ifPresent(ended -> {
            hangUpChannel(ended.agentChannel(), Causes.NORMAL_CLEARING);
            ended.agent().hangsUp(board.now());
            ended.queue().ifPresent(queue -> queue.completed(ended.agent()));
            board.deviceChanged(ended.agent());
        });
        dial.ifPresent(ring -> offerEnded(talk.isPresent() ? "ANSWER" : "CANCEL"));
    }

    private void part(Talk ended, Side by) {
        long talkTime = Duration.between(ended.startedAt(), board.now()).toSeconds();
        ended.queue()
                .ifPresent(queue -> board.events()
                        .agentCompletes(
                                queue,
                                channel,
                                ended.agentChannel(),
                                ended.agent(),
                                ended.holdTime(),
                                talkTime,
                                by == Side.CALLER ? "caller" : "agent"));
        List<SimulatedChannel> order =
                by == Side.CALLER ? List.of(channel, ended.agentChannel()) : List.of(ended.agentChannel(), channel);
        order.forEach(leg -> leave(ended.bridge(), leg));
        board.events().bridgeDestroy(ended.bridge());
    }

    private void hangUpChannel(SimulatedChannel leg, int cause) {
        board.events().hangup(leg, cause);
        board.channels.remove(leg);
    }

    // Tells the router what became of its offer; a ring of another origin has no id and is not told of.
    private void offerEnded(String dialStatus) {
        String id = answerVariable("LASTAGENT_ID");
        if (!id.isEmpty()) {
            board.events().offerEnded(channel, id, dialStatus);
        }
    }

    private int priority() {
        return number(answerVariable("LASTAGENT_PRIORITY"), 0);
    }

    private Duration ringTime() {
        return Duration.ofSeconds(number(answerVariable("LASTAGENT_RING"), 20));
    }

    private static int number(String value, int otherwise) {
        return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
    }

    private String answerVariable(String name) {
        return routing.variable(name);
    }
}
