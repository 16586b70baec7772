package lastagent.simulation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A small PBX: inbound calls, a queue or several, agents, AMI for any number of clients, and the dialplan of
 * {@code lastagent.conf} in miniature. It keeps its calls whoever follows or routes them comes and goes.
 *
 * <p>Everything in it happens on one thread, in the time of the clock that is handed in. Thread-safe: what is asked of it
 * is done there, soon.
 */
public final class SimulatedPbx implements AutoCloseable {

    private final PbxLoop loop;
    private final Switchboard board;
    private final AmiServer ami;

    /**
     * Binds the AMI port; agents, queues and calls may follow at once.
     *
     * @param account who may log in
     * @param amiPort on loopback; 0 for a free one
     * @param clock the PBX's time
     * @param thread its one thread, which it does not share
     * @param threads for sockets: one task each for as long as a connection lasts
     * @throws IOException if the port cannot be bound
     */
    public SimulatedPbx(
            AmiAccount account, int amiPort, SimulatedClock clock, ScheduledExecutorService thread, Executor threads)
            throws IOException {
        this.loop = new PbxLoop(thread, clock);
        this.ami = new AmiServer(account, amiPort, this::perform, threads);
        this.board = new Switchboard(loop, threads, new AmiEvents(ami));
        ami.start();
    }

    // Handed out before the constructor has ended, but nobody can connect until then.
    private void perform(AmiAction action, AmiSession session) {
        loop.run(() -> new AmiActions(board).perform(action, session));
    }

    /** Where AMI listens. */
    public InetSocketAddress amiAddress() {
        return ami.address();
    }

    /** Sets up a queue that rings one member at a time, for so long, and lets members be after each call for so long. */
    public SimulatedQueue queue(String name, Duration ringTime, Duration wrapUp) {
        return loop.ask(() -> {
            SimulatedQueue queue = new SimulatedQueue(board, name, ringTime, wrapUp);
            board.queues.put(name, queue);
            return queue;
        });
    }

    /** Sets up an agent with a registered phone, who is logged in to no queue yet. */
    public SimulatedAgent agent(String name, String location) {
        return loop.ask(() -> {
            SimulatedAgent agent = new SimulatedAgent(name, location);
            board.agents.put(location, agent);
            return agent;
        });
    }

    /** The agent becomes a member of the queue, like new. */
    public void logIn(SimulatedAgent agent, SimulatedQueue queue) {
        loop.run(() -> queue.add(agent));
    }

    /** The agent is a member of the queue no longer; a talk goes on. */
    public void logOff(SimulatedAgent agent, SimulatedQueue queue) {
        loop.run(() -> queue.remove(agent));
    }

    /** The agent takes a break, or comes back from it, in all queues. */
    public void pause(SimulatedAgent agent, boolean paused, String reason) {
        loop.run(() -> board.queues.values().forEach(queue -> queue.pause(agent, paused, reason)));
    }

    /** The agent's phone loses or regains its registration. */
    public void register(SimulatedAgent agent, boolean registered) {
        loop.run(() -> {
            agent.registers(registered);
            board.deviceChanged(agent);
        });
    }

    /** The agent's phone is, or is no longer, in a call that is none of this PBX's queues. */
    public void occupy(SimulatedAgent agent, boolean busy) {
        loop.run(() -> {
            agent.isBusyElsewhere(busy);
            board.deviceChanged(agent);
        });
    }

    /** A call comes in on this line. */
    public void call(Caller caller, InboundLine line, AnswerBehaviour behaviour, CallObserver observer) {
        loop.run(() -> new SimulatedCall(board, caller, line, behaviour, observer).start());
    }

    /** A call comes in that rings this agent directly, without router and queue; many of them are quickly set up. */
    public void callAgent(Caller caller, SimulatedAgent agent, CallObserver observer) {
        InboundLine direct = new InboundLine(agent.extension(), "", Optional.empty(), Duration.ZERO);
        loop.run(() -> new SimulatedCall(board, caller, direct, AnswerBehaviour.AT_ONCE, observer).startWith(agent));
    }

    /** Does this on the PBX's thread when so much of its time has passed. */
    public void after(Duration span, Runnable task) {
        loop.after(span, task);
    }

    /** Closes the connections of all AMI clients, as a break of the network would; they may connect again. */
    public void dropAmiClients() {
        ami.dropClients();
    }

    /** The names of all channels that are up. */
    public List<String> channels() {
        return loop.ask(
                () -> board.channels.all().stream().map(channel -> channel.name).toList());
    }

    /** Ends AMI; what was under way stays as it is, unseen. */
    @Override
    public void close() throws IOException {
        ami.close();
    }
}
