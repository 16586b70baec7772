package lastagent.core.conversation;

/** A history cannot be read, or not any further; the message is for an administrator and has no secrets in it. */
public final class UnreadableHistoryException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and keeps what it was concluded from. */
    public UnreadableHistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
