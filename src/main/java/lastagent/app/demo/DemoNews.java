package lastagent.app.demo;

import java.time.Duration;
import java.util.Optional;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.Reason;

/** What the demo has to tell, in the order in which it happens. */
public sealed interface DemoNews {

    /** When, by the demo's own time, from its beginning. */
    Duration at();

    /**
     * Who calls.
     *
     * @param number empty if it is withheld
     * @param name may be empty
     */
    record Who(Optional<CallerNumber> number, String name) {}

    /** Which way led to the agent. */
    enum Way {
        /** The agent's phone rang at once. */
        DIRECT,
        /** The agent's phone rang at once and nobody answered; then the front of the queue. */
        RANG_IN_VAIN,
        /** Past the greeting to the front of the queue. */
        FRONT_OF_QUEUE,
        /** Greeting and queue, as without the service. */
        ORDINARY
    }

    /** Somebody who had not been cut off got an agent. */
    record Answered(Duration at, Who who, String agent, Duration waited) implements DemoNews {}

    /**
     * Somebody who had been cut off called again and got an agent.
     *
     * @param afterCut how long after the cut the call came in
     * @param before the agent of the talk that was cut
     * @param agent who answered
     * @param waited from the call to the answer
     * @param reason why the service decided so; empty if it gave no answer
     */
    record CameBack(
            Duration at,
            Who who,
            Duration afterCut,
            String before,
            String agent,
            Duration waited,
            Way way,
            Optional<Reason> reason)
            implements DemoNews {

        /** Whether it is the same agent again. */
        public boolean isSameAgent() {
            return before.equals(agent);
        }
    }

    /**
     * A talk ended.
     *
     * @param how for a person: {@code "the network is out of order"}
     * @param cut whether it was cut off, and the caller will call again
     */
    record Ended(Duration at, Who who, String agent, Duration talk, String how, boolean cut) implements DemoNews {}

    /** An agent does something else than to wait: {@code "takes a break"}. */
    record AgentDid(Duration at, String agent, String what) implements DemoNews {}

    /** A caller gave up waiting. */
    record GaveUp(Duration at, Who who) implements DemoNews {}

    /** A call got no decision from the service, and went its ordinary way. */
    record FailedOpen(Duration at, Who who, String why) implements DemoNews {}
}
