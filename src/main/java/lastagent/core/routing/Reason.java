package lastagent.core.routing;

import java.util.Locale;
import lastagent.core.call.CallerId;

/** Why a call takes the way it takes; the code goes to the dialplan, the sentence to people. */
public enum Reason {
    /** Rung 1. */
    WITHHELD("the caller withholds the number"),
    /** Rung 1. */
    NO_SUBSCRIBER("the caller ID is not a subscriber's number"),
    /** Rung 1. */
    OWN_NUMBER("the caller ID is one of this PBX's own numbers"),
    /** Rung 1. */
    DENIED("the caller is on the deny list"),
    /** Rung 1. */
    FORGED("the request was tampered with"),
    /** Rung 2. */
    SHARED_NUMBER("several people call from this number"),
    /** Rung 3. */
    NO_RECENT_TALK("no talk with this caller counts any more"),
    /** Rung 5. */
    STILL_TALKING("the earlier talk is still up"),
    /** Rung 6. */
    STATE_UNKNOWN("nobody knows what the agent is doing"),
    /** Rung 7. */
    OFFER_ABANDONED("the caller hung up while this agent was ringing"),
    /** Rung 7. */
    OFFER_REFUSED("the agent refused this caller's last offer"),
    /** Rung 7. */
    OFFER_NOT_ANSWERED("the agent did not answer this caller's last offer"),
    /** Rung 8. */
    AGENT_GONE("the agent is no agent of this PBX any more"),
    /** Rung 9. */
    PAUSED("the agent is paused"),
    /** Rung 9. */
    LOGGED_OFF("the agent is logged off"),
    /** Rung 9. */
    UNREGISTERED("the agent's phone is not registered"),
    /** Rung 9. */
    WRAP_UP("the agent is in wrap-up of another talk"),
    /** Rung 10. */
    TALKING("the agent is in a call"),
    /** Rung 10. */
    ON_HOLD("the agent has a call on hold"),
    /** Rung 10. */
    RINGING("the agent's phone is ringing already"),
    /** Rung 10. */
    CLAIMED("another caller is being offered to the agent"),
    /** Rung 11. */
    FREE("the agent is free"),
    /** The answer in shadow mode, whatever was decided. */
    SHADOW("shadow mode: decided, not acted upon"),
    /** The answer where the mode is off. */
    OFF("routing is switched off"),
    /** Fail open: the service did not decide in time. */
    DEADLINE("the decision took too long"),
    /** Counted, and never an answer: decided by what was known, because the CDR did not tell in time. */
    CDR_SILENT("the CDR did not answer in time"),
    /** Fail open: the service failed. */
    FAULT("the service failed");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** As the dialplan, the journal and the metrics name it: {@code no-recent-talk}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a person reads it, without a full stop. */
    public String sentence() {
        return sentence;
    }

    static Reason of(CallerId.Why why) {
        return switch (why) {
            case WITHHELD -> WITHHELD;
            case NO_SUBSCRIBER -> NO_SUBSCRIBER;
            case OWN_NUMBER -> OWN_NUMBER;
            case FORGED -> FORGED;
        };
    }
}
