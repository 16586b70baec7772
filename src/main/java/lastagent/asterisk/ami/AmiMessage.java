package lastagent.asterisk.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message as it stood on the wire: the lines between two empty ones.
 *
 * <p>Asterisk writes caller numbers raw ({@code manager.c}), so a number with CR LF puts lines into a message, or ends it
 * early. What that can do here is bounded: a key that stands twice has no value, a line without a colon makes the
 * message unsound, and whoever reads a message asks for all keys that it must have.
 *
 * @param headers the lines in their order
 * @param isSound whether every line was a header
 */
record AmiMessage(List<Header> headers, boolean isSound) {

    /** One line, cut at its first colon. */
    record Header(String key, String value) {}

    AmiMessage {
        headers = List.copyOf(headers);
    }

    /** Reads the lines of one message, without their line ends. */
    static AmiMessage of(List<String> lines) {
        List<Header> headers = new ArrayList<>(lines.size());
        boolean sound = true;
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                sound = false;
                continue;
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new AmiMessage(headers, sound);
    }

    /** The value of this key; empty if the key is missing or stands more than once, because then nobody can tell which is true. */
    Optional<String> value(String key) {
        Optional<String> found = Optional.empty();
        for (Header header : headers) {
            if (header.key().equals(key)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(header.value());
            }
        }
        return found;
    }

    /** The event's name; empty unless it is the message's first line, where Asterisk writes it. */
    Optional<String> event() {
        return first("Event");
    }

    /** The response's kind; empty unless it is the message's first line, where Asterisk writes it. */
    Optional<String> response() {
        return first("Response");
    }

    private Optional<String> first(String key) {
        return !headers.isEmpty() && headers.getFirst().key().equals(key) ? value(key) : Optional.empty();
    }
}
