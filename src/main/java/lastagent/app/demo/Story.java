package lastagent.app.demo;

import java.time.Duration;
import java.util.List;
import lastagent.core.call.CallerNumber;

/**
 * What one caller goes through: a call, and as many redials as the line breaks.
 *
 * @param startsAfter when the first call comes in, from the beginning of the demo
 * @param number the caller's, in normal form, for the screen; the calls spell it as trunks do
 * @param name the caller's
 * @param calls at least one; all but the last are cut off
 */
record Story(Duration startsAfter, CallerNumber number, String name, List<PlannedCall> calls) {

    Story {
        calls = List.copyOf(calls);
    }

    /**
     * One call of a story.
     *
     * @param presented how the trunk spells the number
     * @param presentation Asterisk's presentation bits; not 0 if the number is withheld
     * @param pickUpAfter how long an agent's phone rings
     * @param talk how long the two talk
     * @param ending how the talk ends
     * @param agentThen what the agent does after it
     * @param redialAfter how long after the end the next call comes in; zero for the last call
     */
    record PlannedCall(
            String presented,
            int presentation,
            Duration pickUpAfter,
            Duration talk,
            Ending ending,
            AgentThen agentThen,
            Duration redialAfter) {

        PlannedCall with(AgentThen then) {
            return new PlannedCall(presented, presentation, pickUpAfter, talk, ending, then, redialAfter);
        }

        PlannedCall withheld() {
            return new PlannedCall(presented, Story.WITHHELD, pickUpAfter, talk, ending, agentThen, redialAfter);
        }
    }

    /** Restricted, by {@code callerid.h}. */
    static final int WITHHELD = 0x20;

    /** How a talk ends. */
    enum Ending {
        /** The network says that it broke. */
        NETWORK_OUT_OF_ORDER(38, true),
        /** No more media: what Asterisk's RTP timeout gives. */
        NO_MEDIA(44, true),
        /** The network ends the broken call like any other, as mobile networks mostly do. */
        PLAIN_BYE(16, true),
        /** The caller says goodbye. */
        CALLER_HANGS_UP(16, false),
        /** The agent says goodbye. */
        AGENT_HANGS_UP(16, false);

        private final int cause;
        private final boolean cut;

        Ending(int cause, boolean cut) {
            this.cause = cause;
            this.cut = cut;
        }

        /** The Q.850 cause that the PBX is given. */
        int cause() {
            return cause;
        }

        /** Whether the two had more to say. */
        boolean isCut() {
            return cut;
        }
    }

    /** What an agent does after a talk. */
    enum AgentThen {
        /** Waits for the next call. */
        WAITS,
        /** Takes a break. */
        PAUSES,
        /** Logs off from the queue. */
        LOGS_OFF,
        /** Gets a call from a colleague. */
        TAKES_ANOTHER_CALL,
        /** Leaves the desk and tells nobody: the phone rings in vain. */
        LEAVES_THE_DESK
    }
}
