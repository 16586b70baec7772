package lastagent.core.live;

/** What Asterisk says of a device, in the order of {@code devicestate.h}, so that the ordinal is the number on the wire. */
public enum DeviceState {
    /** Nobody has said anything of it, or the peer is not known. */
    UNKNOWN,
    /** Idle; also what chan_sip says of any peer without {@code callcounter}. */
    NOT_IN_USE,
    /** In a call. */
    IN_USE,
    /** Takes no further call; also a ringing phone where a busy level of one is set. */
    BUSY,
    /** No such device. */
    INVALID,
    /** Not registered, or not reachable. */
    UNAVAILABLE,
    /** An INVITE is under way to it. */
    RINGING,
    /** In a call, and another one rings. */
    RINGING_IN_USE,
    /** Its call is on hold. */
    ON_HOLD;

    private static final DeviceState[] BY_NUMBER = values();

    /** Reads the number on the wire; one that this enum does not have is {@link #UNKNOWN}. */
    public static DeviceState of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }
}
