package lastagent.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.routing.QueueRules;

/**
 * The figures of one replay. Its components are the keys of {@code --json}, documented in {@code docs/replay.md}; {@link
 * Words} says what each figure counts.
 *
 * @param format 1; another number when a key changes its meaning or goes away
 * @param source what was read and how
 * @param zone the zone of hours and weekdays
 * @param firstCallAt the earliest start of a call that was counted
 * @param lastCallAt the latest
 * @param rules the rules in force for queues without rules of their own
 * @param rows rows that were read, without the rejects
 * @param rejects rows that could not be read
 * @param calls all calls
 * @param inboundCalls calls that came in
 * @param outboundCalls calls that went out
 * @param answeredInboundCalls inbound calls with at least one conversation
 * @param callsWithoutNumber inbound calls whose number is withheld or nobody's
 * @param conversations talks of a caller with an agent, whoever dialled
 * @param returns inbound calls after a conversation, within its look-back
 * @param returnsWithin inbound calls after a conversation, by how soon
 * @param returnsToSameAgent returns that the agent of that conversation answered
 * @param returnsToAnotherAgent returns that somebody else answered
 * @param returnsUnanswered returns that nobody answered
 * @param callsDuringConversation inbound calls that came while their number's conversation was still up; not returns by it
 * @param wouldReachSameAgent returns for which that agent would have rung at once
 * @param wouldGoToFront returns that would have gone to the front of the queue
 * @param secondsSaved see {@link Words#SECONDS_SAVED}
 * @param callsSaved the returns that this sum is of
 * @param secondsWaited from arrival to the answer, of all returns that were answered
 * @param decisions what would have been decided for the returns, the most frequent first
 * @param tries how often callers came back until they were with their agent again, or came back no more
 * @param trunks the worst trunks first; only those with enough calls
 * @param hours by the hour of the day, from 0 to 23
 * @param weekdays from Monday to Sunday
 * @param agents the agents by name; empty unless asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Report(
        int format,
        String source,
        String zone,
        Optional<Instant> firstCallAt,
        Optional<Instant> lastCallAt,
        QueueRules rules,
        long rows,
        long rejects,
        long calls,
        long inboundCalls,
        long outboundCalls,
        long answeredInboundCalls,
        long callsWithoutNumber,
        long conversations,
        long returns,
        List<Within> returnsWithin,
        long returnsToSameAgent,
        long returnsToAnotherAgent,
        long returnsUnanswered,
        long callsDuringConversation,
        long wouldReachSameAgent,
        long wouldGoToFront,
        long secondsSaved,
        long callsSaved,
        long secondsWaited,
        List<Decision> decisions,
        TriesFigures tries,
        List<Trunk> trunks,
        List<Hour> hours,
        List<Weekday> weekdays,
        Optional<List<AgentFigures>> agents) {

    /** Copies the lists. */
    public Report {
        returnsWithin = List.copyOf(returnsWithin);
        decisions = List.copyOf(decisions);
        trunks = List.copyOf(trunks);
        hours = List.copyOf(hours);
        weekdays = List.copyOf(weekdays);
        agents = agents.map(List::copyOf);
    }

    /**
     * How many came back this soon.
     *
     * @param minutes after the end of the conversation, the edge included
     */
    public record Within(int minutes, long calls) {}

    /**
     * Returns for which the agent of an earlier talk than the last would have rung at once: the last one's is of no queue of
     * the line that was called.
     */
    public long wouldReachEarlierAgent() {
        return decisions.stream()
                        .filter(decision -> decision.action().equals("ring"))
                        .mapToLong(Decision::returns)
                        .sum()
                - wouldReachSameAgent;
    }

    /**
     * A way that returns would have taken.
     *
     * @param action {@code ring}, {@code front} or {@code none}, as the dialplan is told
     * @param reason the reason's code
     */
    public record Decision(String action, String reason, long returns) {}

    /**
     * What became of callers who came back, one after each conversation.
     *
     * @param toSameAgent callers who got back to their agent, by the number of tries
     * @param toAnotherAgent callers who did not, but talked to somebody else, by the number of tries
     * @param toNobody callers whom nobody answered, by the number of tries
     * @param untilAnybody callers whom anybody answered, by the number of tries until then
     * @param most the most tries of one caller
     */
    public record TriesFigures(
            List<ByTries> toSameAgent,
            List<ByTries> toAnotherAgent,
            List<ByTries> toNobody,
            List<ByTries> untilAnybody,
            int most) {

        /** Copies the lists. */
        public TriesFigures {
            toSameAgent = List.copyOf(toSameAgent);
            toAnotherAgent = List.copyOf(toAnotherAgent);
            toNobody = List.copyOf(toNobody);
            untilAnybody = List.copyOf(untilAnybody);
        }
    }

    /**
     * Callers with this many tries.
     *
     * @param tries from 1; the highest stands for itself and all above it
     */
    public record ByTries(int tries, long callers) {}

    /**
     * A way that calls come in.
     *
     * @param trunk its peer, numbers in it masked
     * @param calls its answered calls
     * @param cameBack those whose caller called again within two minutes
     * @param share the second by the first, from 0 to 1
     */
    public record Trunk(String trunk, long calls, long cameBack, double share) {}

    /** An hour of the day. */
    public record Hour(int hour, long inboundCalls, long returns) {}

    /** A day of the week, 1 is Monday. */
    public record Weekday(int weekday, long inboundCalls, long returns) {}

    /**
     * One agent.
     *
     * @param agent the interface, numbers in it masked
     * @param conversations with callers
     * @param callersCameBack returns after a conversation with this agent
     * @param toSameAgent those that this agent answered
     * @param wouldReachSameAgent those for which this agent would have rung at once
     */
    public record AgentFigures(
            String agent, long conversations, long callersCameBack, long toSameAgent, long wouldReachSameAgent) {}
}
