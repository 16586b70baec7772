package lastagent.core.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;

/**
 * Finds the talk whose agent is the caller's last agent: of those that count, the one that began last. After a transfer that
 * is the talk with the agent to whom the caller was passed on.
 *
 * <p>A talk counts if none of these is so:
 *
 * <ol>
 *   <li>its agent has had this very call already, and sent it on: back to them is not where they want it
 *   <li>it is no talk of this line: its call came through none of the line's queues, and its agent is a member of none
 *   <li>the agent had dialled, and outbound calls do not count; they count even if the caller did not answer
 *   <li>it was shorter than the minimum talk time; a call that was not answered has none
 *   <li>it ended longer ago than its look-back: one for the talks that the agent dialled, however they ended; of the others
 *       one for those that the agent ended, one for those that the caller ended, and one for the rest
 * </ol>
 */
final class LastTalk {

    private final Situation situation;
    private final Trace trace;

    LastTalk(Situation situation, Trace trace) {
        this.situation = situation;
        this.trace = trace;
    }

    /** The talk; empty if none counts. The trace tells of each that was looked at. */
    Optional<Conversation> find() {
        List<Conversation> newestFirst = situation.talks().stream()
                .sorted(Comparator.comparing(Conversation::startedAt).reversed())
                .toList();
        for (Conversation talk : newestFirst) {
            Optional<String> fault = whyItDoesNotCount(talk);
            String words = TraceWords.talk(talk, situation.now());
            if (fault.isEmpty()) {
                trace.passes(Rung.TALK, words);
                return Optional.of(talk);
            }
            trace.passes(Rung.TALK, "not " + words + ": " + fault.get());
        }
        trace.applies(Rung.TALK, newestFirst.isEmpty() ? "there was none" : "no other one");
        return Optional.empty();
    }

    private Optional<String> whyItDoesNotCount(Conversation talk) {
        QueueRules rules = situation.rulesOf(talk);
        if (hadThisCall(talk.agent())) {
            return Optional.of("its agent has had this very call, and sent it on");
        }
        if (!situation.isOfThisLine(talk)) {
            return Optional.of("in no queue of this line");
        }
        if (talk.direction() == Direction.OUTBOUND && !rules.outboundCounts()) {
            return Optional.of("outbound-counts is no");
        }
        if (!talk.isMissed() && talk.talkTime(situation.now()).compareTo(rules.minimumTalkTime()) < 0) {
            return Optional.of("shorter than " + SpanSetting.MINIMUM_TALK_TIME.words(rules));
        }
        SpanSetting lookBack = SpanSetting.lookBackOf(talk, rules);
        return situation.endedWithin(talk, lookBack.in(rules))
                ? Optional.empty()
                : Optional.of("longer ago than " + lookBack.words(rules));
    }

    private boolean hadThisCall(AgentInterface agent) {
        String thisCall = situation.call().uniqueId();
        return situation.talks().stream()
                .anyMatch(talk -> talk.agent().equals(agent)
                        && talk.callerLeg().uniqueId().equals(thisCall));
    }
}
