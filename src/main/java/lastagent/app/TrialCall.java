package lastagent.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lastagent.core.routing.Reason;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.AgiClient;
import lastagent.simulation.AgiQuestion;
import lastagent.simulation.Caller;

/**
 * One inbound call played against a running service, by FastAGI as Asterisk does it. To the service it is a call like any
 * other: it is in the journal, and an agent whom the answer names is held for it until the ring time is over.
 *
 * @param number the caller's, as a trunk would present it
 * @param name the display name; may be empty
 * @param withheld whether the number is presented as restricted
 * @param queues the line's queues, as in the dialplan: {@code support&sales}; empty for any
 */
public record TrialCall(String number, String name, boolean withheld, String queues) {

    private static final int RESTRICTED = 0x20;

    // As long as the dialplan waits.
    private static final Duration WATCHDOG = Duration.ofMillis(400);

    /** What became of it. */
    public enum Outcome {
        /** The service decided. */
        ANSWERED,
        /** The service closed the connection without a decision. */
        NO_DECISION,
        /** The service did not come to an end within the 400 ms that the dialplan waits. */
        LATE,
        /** Nothing accepts connections there. */
        UNREACHABLE
    }

    /**
     * The answer.
     *
     * @param variables what was set, in that order
     * @param reason why; empty without an answer, or if it is of a later version
     * @param took from connecting to the end
     */
    public record Answer(Outcome outcome, Map<String, String> variables, Optional<Reason> reason, Duration took) {}

    /** Plays it; waits for the network, at most 2.4 seconds. */
    public Answer ask(InetSocketAddress service) {
        String uniqueId =
                Instant.now().getEpochSecond() + "." + ProcessHandle.current().pid();
        Caller caller = new Caller(number, name, withheld ? RESTRICTED : 0);
        AgiAnswer answer = AgiClient.ask(
                new AgiQuestion(service, "PJSIP/lastagent-call-00000001", uniqueId, caller, "100", queues), WATCHDOG);
        Optional<Reason> reason = Stream.of(Reason.values())
                .filter(known -> known.code().equals(answer.variable("LASTAGENT_REASON")))
                .findFirst();
        return new Answer(outcome(answer), answer.variables(), reason, answer.took());
    }

    private static Outcome outcome(AgiAnswer answer) {
        if (answer.isAnswer()) {
            return Outcome.ANSWERED;
        }
        return switch (answer.outcome()) {
            case ENDED -> Outcome.NO_DECISION;
            case LATE -> Outcome.LATE;
            case UNREACHABLE, NOT_ASKED -> Outcome.UNREACHABLE;
        };
    }
}
