package lastagent.simulation;

import java.util.Map;

/**
 * One action of an AMI client.
 *
 * @param headers the lines; names in lower case, because Asterisk does not tell upper from lower there
 */
record AmiAction(Map<String, String> headers) {

    AmiAction {
        headers = Map.copyOf(headers);
    }

    /** The header's value; empty if it is missing. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }

    String name() {
        return header("Action").toLowerCase(java.util.Locale.ROOT);
    }

    String actionId() {
        return header("ActionID");
    }
}
