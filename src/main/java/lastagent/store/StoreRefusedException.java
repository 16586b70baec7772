package lastagent.store;

/**
 * The database must not be used, or cannot be opened at all: do not start; the message tells the administrator what to do.
 */
public final class StoreRefusedException extends RuntimeException {

    StoreRefusedException(String message) {
        super(message);
    }

    StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
