package lastagent.core.routing;

import java.util.List;
import java.util.Optional;
import lastagent.core.conversation.Conversation;

/**
 * A decision and how it came about.
 *
 * @param decision which way the call takes
 * @param talk the talk that it was decided by; empty if none counted
 * @param trace a step for every rung that was looked at, in their order; the last one applied
 */
public record Verdict(RoutingDecision decision, Optional<Conversation> talk, List<Step> trace) {

    /**
     * One rung of the ladder.
     *
     * @param rung its number in {@link LastAgentPolicy}
     * @param question what it asks
     * @param saw what it saw, for a person; numbers are masked
     * @param applied whether it ended the search
     */
    public record Step(int rung, String question, String saw, boolean applied) {}

    /** Copies the list. */
    public Verdict {
        trace = List.copyOf(trace);
    }
}
