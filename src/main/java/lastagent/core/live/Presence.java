package lastagent.core.live;

import java.time.Instant;

/** What an agent could take now: our conclusion from what app_queue and the live calls say. */
public sealed interface Presence {

    /** Could take a call. */
    record Free() implements Presence {}

    /** Has paused in every queue of the line, and a pause is always respected. */
    record Paused(String why) implements Presence {}

    /** Is a member of no queue of the line at this moment. */
    record LoggedOff() implements Presence {}

    /** Is a member, but the phone is not registered or not reachable. */
    record Unregistered() implements Presence {}

    /**
     * Is in app_queue's pause after a call.
     *
     * @param callEndedAt when that call ended, by app_queue's account, to the second
     * @param until when the pause ends
     */
    record WrapUp(Instant callEndedAt, Instant until) implements Presence {}

    /** Is being rung. */
    record Ringing() implements Presence {}

    /** Is in a call. */
    record Talking() implements Presence {}

    /** Is in a call and has it on hold. */
    record OnHold() implements Presence {}

    /** Is being offered to another caller by this service. */
    record Claimed() implements Presence {}

    /** Was never answered for as an agent by this PBX. */
    record Gone() implements Presence {}

    /**
     * Nobody can say.
     *
     * @param why for a person
     */
    record Unknown(String why) implements Presence {}
}
