package lastagent.core.call;

/** Whom a call says it is from: a subscriber who can be told from all others, or nobody in particular. */
public sealed interface CallerId {

    /**
     * A number that belongs to one line.
     *
     * @param number in normal form
     */
    record Subscriber(CallerNumber number) implements CallerId {}

    /**
     * Nobody whom a later call could be matched with.
     *
     * @param why what makes it unusable
     */
    record Unusable(Why why) implements CallerId {}

    /** Why a caller ID cannot be matched with later or earlier calls. */
    enum Why {
        /** Not presented: by its spelling ("anonymous", "Restricted", empty) or by the presentation bits. */
        WITHHELD,
        /** Not a number that a subscriber could have: letters, too short, too long, a SIP user part. */
        NO_SUBSCRIBER,
        /** One of this PBX's own DIDs or trunk numbers, which many callers share. */
        OWN_NUMBER,
        /** The request that carried it was tampered with. */
        FORGED
    }
}
