package lastagent.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of asking a FastAGI server.
 *
 * @param outcome how the dialogue ended
 * @param variables what the server set, in its order
 * @param took in real time
 */
public record AgiAnswer(Outcome outcome, Map<String, String> variables, Duration took) {

    /** How a dialogue ended. It says nothing about the answer: only the variables do. */
    public enum Outcome {
        /** The server ended it. */
        ENDED,
        /** No connection. */
        UNREACHABLE,
        /** The watchdog ended it. */
        LATE,
        /** There was none. */
        NOT_ASKED
    }

    static final AgiAnswer NOT_ASKED = new AgiAnswer(Outcome.NOT_ASKED, Map.of(), Duration.ZERO);

    /** Copies the variables, keeping their order. */
    public AgiAnswer {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The variable's value; empty if the server did not set it. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Whether the server set what it must always set. */
    public boolean isAnswer() {
        return !variable("LASTAGENT_ACTION").isEmpty();
    }
}
