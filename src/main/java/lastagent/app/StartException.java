package lastagent.app;

import org.jspecify.annotations.Nullable;

/** The service cannot start as it is configured; the message tells an administrator what to do. */
public final class StartException extends Exception {

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
