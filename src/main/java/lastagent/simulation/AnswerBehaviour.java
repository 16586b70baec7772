package lastagent.simulation;

import java.time.Duration;
import java.util.Optional;

/** What agents do when their phone rings for one call. Is asked on the PBX's thread, so it returns at once. */
public interface AnswerBehaviour {

    /** Agents pick up as soon as it rings. */
    AnswerBehaviour AT_ONCE = agent -> Optional.of(Duration.ZERO);

    /** After how long this agent answers; empty if never. */
    Optional<Duration> answersAfter(SimulatedAgent agent);
}
