package lastagent.replay;

import java.time.Duration;
import java.util.List;

/** What the figures mean and what they cannot tell: said once, for the terminal, the page and whoever reads this code. */
final class Words {

    /** How long a phone rings before somebody answers it, where the records do not tell. */
    static final Duration RINGING = Duration.ofSeconds(5);

    /** How soon a caller must be back for the trunk to be suspected. */
    static final Duration SOON = Duration.ofMinutes(2);

    /** A trunk with fewer answered calls is not ranked: two calls of three say nothing. */
    static final int LEAST_CALLS_OF_A_TRUNK = 20;

    static final String RETURN =
            "A return is an inbound call whose number had a conversation that ended at most the look-back before it began.";

    static final String SAME_AGENT =
            "Its agent is the agent of the newest such conversation; whom it reached is whoever answered it first.";

    static final String WOULD_REACH =
            "The decision is made by the very policy of the service, on what was known at that moment: the earlier talks of"
                    + " the number, and whether the agent was in another talk.";

    /** Also what {@link Report#secondsSaved} counts. */
    static final String SECONDS_SAVED =
            "Seconds saved are the time from the arrival of a return to its answer, less five seconds of ringing, because"
                    + " the agent's phone would have rung too and the records do not tell ringing from waiting. Only returns"
                    + " that were answered and that would have rung the same agent at once are counted.";

    static final String TRIES =
            "Tries are the returns of one number after one conversation, until its agent answered or the number came back no"
                    + " more within the look-back.";

    static final String TRUNKS =
            "A trunk's share is that of its answered calls whose number called again within two minutes of the talk's end;"
                    + " only trunks with at least " + LEAST_CALLS_OF_A_TRUNK + " answered calls are listed.";

    static final List<String> METHOD = List.of(RETURN, SAME_AGENT, WOULD_REACH, SECONDS_SAVED, TRIES, TRUNKS);

    static final List<String> CANNOT_TELL = List.of(
            "Whether the line was cut, or the caller just had one more question: the records of both look alike.",
            "Whether the agent was at the desk. Pauses, log-offs, wrap-up and phones that were off are in no CDR, so an"
                    + " agent who was in no talk counts as free. Fewer returns would have reached them in life.",
            "Whether the agent would have picked up in time.",
            "Who was calling. Several people behind one number look like one caller who comes back.",
            "Callers who withhold their number. They are counted as calls, and matched with nothing.",
            "What would have come after: had a first return reached its agent, the later tries would not have been made.",
            "Talks that the records hide, such as those after some transfers and takeovers on Asterisk 12 and later.");

    private Words() {}
}
