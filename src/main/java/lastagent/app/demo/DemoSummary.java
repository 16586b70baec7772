package lastagent.app.demo;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a demo.
 *
 * @param seed of the plan
 * @param speed how many times faster than life
 * @param calls that came in
 * @param redials that came in after a cut
 * @param sameAgent redials that the agent of the cut talk answered
 * @param otherAgent redials that another agent answered
 * @param gaveUp calls that nobody answered in time, redials among them
 * @param failedOpen calls that got no decision, or one that only says that the service failed
 * @param otherAgentBecause why not the same agent, by the code of the reason
 * @param medianSecondsToSameAgent from a redial to the same agent's answer, in the demo's time
 * @param medianSecondsThroughQueue from a call to an answer through greeting and queue, in the demo's time
 * @param medianDecisionMilliseconds from connecting to the last variable, in real time
 * @param longestDecisionMilliseconds the same, of the slowest
 */
public record DemoSummary(
        long seed,
        double speed,
        int calls,
        int redials,
        int sameAgent,
        int otherAgent,
        int gaveUp,
        int failedOpen,
        Map<String, Integer> otherAgentBecause,
        OptionalDouble medianSecondsToSameAgent,
        OptionalDouble medianSecondsThroughQueue,
        OptionalDouble medianDecisionMilliseconds,
        OptionalDouble longestDecisionMilliseconds) {}
