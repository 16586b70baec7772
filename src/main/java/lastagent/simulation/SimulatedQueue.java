package lastagent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * app_queue in miniature: callers by priority and then in the order in which they came; of the free members, the one whose
 * phone has been still for longest rings, as with the strategy leastrecent where routed calls are told to the queue
 * ({@code QueueUpdate}). Belongs to the PBX's loop, but for its name.
 */
public final class SimulatedQueue {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** An agent in this queue. */
    static final class Member {
        final SimulatedAgent agent;
        private final Instant loggedInAt;
        private Instant lastCallAt = Instant.EPOCH;
        private Instant lastPausedAt = Instant.EPOCH;
        int callsTaken;
        boolean inCall;
        boolean paused;
        String pausedReason = "";

        Member(SimulatedAgent agent, Instant loggedInAt) {
            this.agent = agent;
            this.loggedInAt = loggedInAt;
        }

        long lastCall() {
            return lastCallAt.getEpochSecond();
        }

        long lastPause() {
            return lastPausedAt.getEpochSecond();
        }

        long loginTime() {
            return loggedInAt.getEpochSecond();
        }
    }

    /** A caller who waits. */
    private static final class Waiting {
        final SimulatedCall call;
        final int priority;
        final Instant since;
        Optional<Ring> ring = Optional.empty();
        Instant notBefore = Instant.MIN;

        Waiting(SimulatedCall call, int priority, Instant since) {
            this.call = call;
            this.priority = priority;
            this.since = since;
        }
    }

    private final Switchboard board;
    private final String name;
    private final Duration ringTime;
    private final Duration wrapUp;
    private final Map<SimulatedAgent, Member> members = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    SimulatedQueue(Switchboard board, String name, Duration ringTime, Duration wrapUp) {
        this.board = board;
        this.name = name;
        this.ringTime = ringTime;
        this.wrapUp = wrapUp;
    }

    /** The queue's name. */
    public String name() {
        return name;
    }

    Duration wrapUp() {
        return wrapUp;
    }

    List<Member> members() {
        return new ArrayList<>(members.values());
    }

    int callsWaiting() {
        return waiting.size();
    }

    void add(SimulatedAgent agent) {
        Member member = new Member(agent, board.now());
        members.put(agent, member);
        board.events().memberAdded(this, member);
        serve();
    }

    void remove(SimulatedAgent agent) {
        Member member = members.remove(agent);
        if (member != null) {
            board.events().memberRemoved(this, member);
        }
    }

    void pause(SimulatedAgent agent, boolean paused, String reason) {
        Member member = members.get(agent);
        if (member == null) {
            return;
        }
        member.paused = paused;
        member.pausedReason = paused ? reason : "";
        if (paused) {
            member.lastPausedAt = board.now();
        }
        board.events().memberPauses(this, member);
        serve();
    }

    void deviceChanged(SimulatedAgent agent) {
        Member member = members.get(agent);
        if (member != null) {
            board.events().memberStatus(this, member);
            serve();
        }
    }

    /** The call waits for an agent. */
    void join(SimulatedCall call, int priority) {
        Waiting caller = new Waiting(call, priority, board.now());
        int position = (int)
                waiting.stream().filter(other -> other.priority >= priority).count();
        waiting.add(position, caller);
        board.events().callerJoins(call.channel(), this, position + 1, waiting.size());
        serve();
    }

    /** The caller hung up. */
    void abandon(SimulatedCall call) {
        for (Waiting caller : List.copyOf(waiting)) {
            if (caller.call == call) {
                caller.ring.ifPresent(Ring::cancel);
                board.events().callerAbandons(call.channel(), this, waiting.indexOf(caller) + 1, secondsSince(caller));
                leave(caller);
            }
        }
    }

    private void leave(Waiting caller) {
        int position = waiting.indexOf(caller) + 1;
        waiting.remove(caller);
        board.events().callerLeaves(caller.call.channel(), this, position, waiting.size());
    }

    private void serve() {
        for (Waiting caller : List.copyOf(waiting)) {
            if (caller.ring.isEmpty() && !board.now().isBefore(caller.notBefore)) {
                longestIdle().ifPresent(member -> ring(caller, member));
            }
        }
    }

    private Optional<Member> longestIdle() {
        return members.values().stream()
                .filter(this::isFree)
                .min(Comparator.comparing(member -> member.agent.idleSince()));
    }

    private boolean isFree(Member member) {
        return !member.paused
                && member.agent.deviceState() == SimulatedAgent.DeviceState.NOT_IN_USE
                && !member.lastCallAt.plus(wrapUp).isAfter(board.now());
    }

    private void ring(Waiting caller, Member member) {
        Ring ring = new Ring(board, caller.call, member.agent, new Ringer(caller, member));
        caller.ring = Optional.of(ring);
        ring.begin("AppQueue", ringTime);
    }

    private long secondsSince(Waiting caller) {
        return Duration.between(caller.since, board.now()).toSeconds();
    }

    /** A call of this queue is over. */
    void completed(SimulatedAgent agent) {
        Member member = members.get(agent);
        if (member != null) {
            member.callsTaken++;
            member.inCall = false;
            member.lastCallAt = board.now();
            board.events().memberStatus(this, member);
            board.loop.after(wrapUp, this::serve);
        }
    }

    /** Tells the queue's own news of a ring. */
    private final class Ringer implements Ring.Ringer {
        private final Waiting caller;
        private final Member member;

        Ringer(Waiting caller, Member member) {
            this.caller = caller;
            this.member = member;
        }

        @Override
        public void begun(Ring ring) {
            board.events().agentCalled(SimulatedQueue.this, caller.call.channel(), ring.channel, ring.agent);
        }

        @Override
        public void answered(Ring ring) {
            leave(caller);
            member.inCall = true;
            long rang = Duration.between(ring.begunAt, board.now()).toSeconds();
            long held = secondsSince(caller);
            board.events()
                    .agentConnects(SimulatedQueue.this, caller.call.channel(), ring.channel, ring.agent, held, rang);
            caller.call.join(ring, Optional.of(SimulatedQueue.this), held);
        }

        @Override
        public void notAnswered(Ring ring) {
            long rang = Duration.between(ring.begunAt, board.now()).toMillis();
            board.events()
                    .agentDoesNotAnswer(SimulatedQueue.this, caller.call.channel(), ring.channel, ring.agent, rang);
            caller.ring = Optional.empty();
            caller.notBefore = board.now().plus(RETRY);
            board.loop.after(RETRY, SimulatedQueue.this::serve);
        }
    }
}
