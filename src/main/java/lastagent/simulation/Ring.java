package lastagent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One attempt to reach one agent for one caller, by Dial or by Queue. Belongs to the PBX's loop. */
final class Ring {

    /** Who rings, and wants to know what became of it. */
    interface Ringer {
        /** The agent's channel is there; Queue tells its own news of it now. */
        default void begun(Ring ring) {}

        void answered(Ring ring);

        void notAnswered(Ring ring);
    }

    final SimulatedCall call;
    final SimulatedAgent agent;
    final SimulatedChannel channel;
    final Instant begunAt;

    private final Switchboard board;
    private final Ringer ringer;
    private PbxLoop.Alarm next = PbxLoop.Alarm.NEVER;

    Ring(Switchboard board, SimulatedCall call, SimulatedAgent agent, Ringer ringer) {
        this.board = board;
        this.call = call;
        this.agent = agent;
        this.ringer = ringer;
        this.begunAt = board.now();
        this.channel = board.channels.towards(agent, call.channel(), begunAt);
    }

    /**
     * Rings for no longer than this.
     *
     * @param application what the agent's channel is said to run, AppDial or AppQueue
     */
    void begin(String application, Duration limit) {
        channel.runs(application, "(Outgoing Line)");
        agent.takes(channel);
        board.events().newChannel(channel);
        ringer.begun(this);
        board.events().dialBegin(call.channel(), channel, agent.location());
        channel.state = SimulatedChannel.State.RINGING;
        channel.connected = Optional.of(call.caller());
        board.events().newState(channel);
        board.deviceChanged(agent);
        Optional<Duration> answer = call.answersAfter(agent).filter(after -> after.compareTo(limit) < 0);
        next = answer.isPresent()
                ? board.loop.after(answer.get(), this::answer)
                : board.loop.after(limit, () -> end("NOANSWER"));
    }

    private void answer() {
        channel.state = SimulatedChannel.State.UP;
        board.events().newState(channel);
        board.events().dialEnd(call.channel(), channel, "ANSWER");
        board.deviceChanged(agent);
        ringer.answered(this);
    }

    /** The caller hung up. */
    void cancel() {
        next.cancel();
        hangUp("CANCEL");
    }

    private void end(String dialStatus) {
        hangUp(dialStatus);
        ringer.notAnswered(this);
    }

    private void hangUp(String dialStatus) {
        board.events().dialEnd(call.channel(), channel, dialStatus);
        board.events().hangup(channel, Causes.NONE);
        board.channels.remove(channel);
        agent.hangsUp(board.now());
        board.deviceChanged(agent);
    }
}
