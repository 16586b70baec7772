package lastagent.asterisk.agi;

import java.util.function.Predicate;
import lastagent.core.call.AgentInterface;
import lastagent.core.routing.CatchUp;

/**
 * What takes the place of AMI on a PBX that is not followed.
 *
 * @param catchUp looks for a caller's latest talks before the decision
 * @param agents who is an agent
 */
public record WithoutAmi(CatchUp catchUp, Predicate<AgentInterface> agents) {}
