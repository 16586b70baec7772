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
 * @param uniqueId the caller's channel, unique on that PBX; empty in journals that kept none
 * @param caller the caller
 * @param agent who was to ring
 * @param queue the queue whose call it is
 * @param at when it was decided
 * @param outcome what became of it
 */
public record Offer(
        String id,
        String pbx,
        Optional<String> uniqueId,
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

        /**
         * Reads {@code DIALSTATUS} ({@code app_dial.c}), or what our dialplan says where it did not dial.
         *
         * <p>The dialplan dials no phone that Asterisk knows to be unreachable, so a phone that could be rung and then is
         * {@code CHANUNAVAIL} or {@code CONGESTION} has refused: chan_pjsip says so of a 603.
         */
        public static Outcome ofDialStatus(String dialStatus) {
            return switch (dialStatus) {
                case "ANSWER" -> ANSWERED;
                case "BUSY", "CHANUNAVAIL", "CONGESTION" -> REFUSED;
                case "NOANSWER" -> NOT_ANSWERED;
                case "CANCEL" -> ABANDONED;
                default -> NOT_MADE;
            };
        }
    }

    /** The same offer with its outcome. */
    public Offer ended(Outcome how) {
        return new Offer(id, pbx, uniqueId, caller, agent, queue, at, how);
    }
}
