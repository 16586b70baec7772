package lastagent.simulation;

import java.time.Duration;
import java.util.Optional;

/** What agents do when their phone rings. Is asked on the PBX's thread, so it answers at once. */
public interface AnswerBehaviour {

    /** After how long this agent answers this call; empty if never. */
    Optional<Duration> answersAfter(SimulatedAgent agent, SimulatedCall call);
}
