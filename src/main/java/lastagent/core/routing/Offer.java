package lastagent.core.routing;

import java.time.Instant;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;

/**
 * One time that an agent was offered a caller.
 *
 * @param id the random id of the decision
 * @param pbx where
 * @param caller the caller
 * @param agent who was to ring
 * @param queue the queue whose call it is
 * @param at when it was decided
 * @param outcome what became of it
 */
public record Offer(
        String id,
        String pbx,
        CallerNumber caller,
        AgentInterface agent,
        Optional<String> queue,
        Instant at,
        Outcome outcome) {

    /** What became of an offer. */
    public enum Outcome {
        /** Nothing has been heard yet. */
        PENDING,
        /** The two talked. */
        ANSWERED,
        /** The agent's phone turned it down, or was busy. */
        REFUSED,
        /** It rang to the end. */
        NOT_ANSWERED,
        /** The caller hung up while it rang. */
        ABANDONED,
        /** It never rang: the phone was taken in the last moment, or could not be reached. */
        NOT_MADE;

        /** Reads {@code DIALSTATUS} ({@code app_dial.c}); what it does not know is {@link #NOT_MADE}. */
        public static Outcome ofDialStatus(String dialStatus) {
            return switch (dialStatus) {
                case "ANSWER" -> ANSWERED;
                case "BUSY" -> REFUSED;
                case "NOANSWER" -> NOT_ANSWERED;
                case "CANCEL" -> ABANDONED;
                default -> NOT_MADE;
            };
        }
    }

    /** The same offer with its outcome. */
    public Offer ended(Outcome how) {
        return new Offer(id, pbx, caller, agent, queue, at, how);
    }
}
