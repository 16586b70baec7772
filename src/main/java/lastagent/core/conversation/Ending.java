package lastagent.core.conversation;

/**
 * How a conversation ended, as far as the PBX can tell.
 *
 * <p>A mobile network usually ends a broken call with a plain BYE, which is {@link Kind#BY_CALLER}; so the kind allows
 * finer rules and is never needed to find a talk.
 *
 * @param kind the class
 * @param evidence what it was concluded from, for a person: {@code "cause 38 on the caller's leg"}
 */
public record Ending(Kind kind, String evidence) {

    /** The class of an ending. */
    public enum Kind {
        /** The network ended it: a network cause, or the media stopped. */
        CUT,
        /** The caller's side hung up first. */
        BY_CALLER,
        /** The agent's side hung up first. */
        BY_AGENT,
        /** The caller went on to somebody else. */
        TRANSFERRED,
        /** There was no talk: the caller did not answer the agent's call. */
        MISSED,
        /** Nobody saw it end. */
        UNKNOWN
    }
}
