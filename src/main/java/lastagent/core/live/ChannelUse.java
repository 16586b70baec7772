package lastagent.core.live;

/** What the live channels of an agent's phones show, whatever the devices say of themselves. */
public enum ChannelUse {
    /** There is none. */
    NONE,
    /** All are being rung. */
    RINGING,
    /** Those that are up have put their callers on hold. */
    ON_HOLD,
    /** One is up, or the agent dials. */
    TALKING;

    static ChannelUse of(ChannelFacts facts) {
        return facts.up() || !facts.dialled() ? TALKING : RINGING;
    }

    ChannelUse and(ChannelUse other) {
        return compareTo(other) < 0 ? other : this;
    }
}
