package lastagent.core.routing;

/**
 * One change in what a call met, after which the decision would have been another: another action, or another agent.
 *
 * @param what of which kind the change is
 * @param change for a person; of a setting, as it would stand in the configuration file: {@code look-back: 75m}
 * @param instead what it was at that moment: {@code 60m}
 * @param decision what would have been decided
 */
public record OtherDecision(What what, String change, String instead, RoutingDecision decision) {

    /** What is changed. */
    public enum What {
        /** What the agent was doing. */
        AGENT,
        /** An offer made to the agent before. */
        OFFER,
        /** An earlier talk. */
        TALK,
        /** The queues that the dialled line serves. */
        LINE,
        /** A key of the configuration file. */
        SETTING
    }
}
