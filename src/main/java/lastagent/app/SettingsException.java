package lastagent.app;

import java.util.List;

/** The configuration cannot be used; carries everything that is wrong with it, so that it takes one round to mend. */
public final class SettingsException extends Exception {

    private final List<String> errors;

    /** Takes one sentence for each fault. */
    public SettingsException(List<String> errors) {
        super(String.join("; ", errors));
        this.errors = List.copyOf(errors);
    }

    /** One sentence for each fault, with the key it is about. */
    public List<String> errors() {
        return errors;
    }
}
