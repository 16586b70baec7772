package lastagent.core.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;

/**
 * An answered talk between one caller and one agent; a transfer makes a second one. A call of an agent that its caller did
 * not answer is kept as one too, of no length, with the ending {@link Ending.Kind#MISSED}.
 *
 * @param id unique over all PBXs, see {@link #idOf} and {@link #toldIdOf}
 * @param pbx the PBX that joined the two
 * @param caller the outside party, whoever dialled
 * @param agent what to dial to reach the agent
 * @param direction who called whom
 * @param queue the queue that the call came through; empty for a direct call
 * @param callerLeg the caller's channel
 * @param agentLeg the agent's own channel (behind a {@code Local} pair: the far one)
 * @param startedAt when the two were joined
 * @param endedAt when they were parted; empty while the talk is up
 * @param ending how it ended; empty while the talk is up
 */
public record Conversation(
        String id,
        String pbx,
        CallerNumber caller,
        AgentInterface agent,
        Direction direction,
        Optional<String> queue,
        Leg callerLeg,
        Leg agentLeg,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending) {

    private static final String TOLD = ":cdr:";

    /** Who called whom, seen from the PBX. */
    public enum Direction {
        /** The caller dialled. */
        INBOUND,
        /** The agent dialled. */
        OUTBOUND
    }

    /**
     * One channel of the talk.
     *
     * @param uniqueId unique on its PBX; empty where only records tell of it, because CDR keeps none of the called side
     * @param channel its name
     */
    public record Leg(String uniqueId, String channel) {

        /** Whether both are one channel, if they were there at the same time: a restarted PBX begins its names anew. */
        public boolean isSameAs(Leg other) {
            return (uniqueId.isEmpty() || other.uniqueId.isEmpty())
                    ? !channel.isEmpty() && channel.equals(other.channel)
                    : uniqueId.equals(other.uniqueId);
        }
    }

    /** An id that is the same whoever saw the talk begin: the PBX, both channels, the start in epoch milliseconds. */
    public static String idOf(String pbx, Leg callerLeg, Leg agentLeg, Instant startedAt) {
        return pbx + ":" + callerLeg.uniqueId() + ":" + agentLeg.uniqueId() + ":" + startedAt.toEpochMilli();
    }

    /**
     * The id of a talk that records tell of, which nobody watched.
     *
     * @param key what the records say of this talk and of no other on the PBX, the same at every reading
     */
    public static String toldIdOf(String pbx, String key) {
        return pbx + TOLD + key;
    }

    /** Whether this talk is known from records only, and nobody watched it. */
    public boolean isTold() {
        return id.startsWith(pbx + TOLD);
    }

    /** Whether the two never talked, because the caller did not answer the agent's call. */
    public boolean isMissed() {
        return ending.filter(how -> how.kind() == Ending.Kind.MISSED).isPresent();
    }

    /** Whether the two are still joined, as far as is known. */
    public boolean isUp() {
        return endedAt.isEmpty();
    }

    /** The same talk, ended. */
    public Conversation ended(Instant at, Ending how) {
        Instant end = at.isBefore(startedAt) ? startedAt : at;
        return new Conversation(
                id,
                pbx,
                caller,
                agent,
                direction,
                queue,
                callerLeg,
                agentLeg,
                startedAt,
                Optional.of(end),
                Optional.of(how));
    }

    /** The same talk, up after all: the two were joined again before anybody could have noticed. */
    public Conversation goingOn() {
        return new Conversation(
                id,
                pbx,
                caller,
                agent,
                direction,
                queue,
                callerLeg,
                agentLeg,
                startedAt,
                Optional.empty(),
                Optional.empty());
    }

    /** The same talk, known to have come through a queue. */
    public Conversation through(String queueOfTalk) {
        return new Conversation(
                id,
                pbx,
                caller,
                agent,
                direction,
                Optional.of(queueOfTalk),
                callerLeg,
                agentLeg,
                startedAt,
                endedAt,
                ending);
    }

    /** The same talk, whose agent is called otherwise. */
    public Conversation with(AgentInterface sameAgent) {
        return new Conversation(
                id, pbx, caller, sameAgent, direction, queue, callerLeg, agentLeg, startedAt, endedAt, ending);
    }

    /** How long the two talked; of a talk still up, until now. */
    public Duration talkTime(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }
}
