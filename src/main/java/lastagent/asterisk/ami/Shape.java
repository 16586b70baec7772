package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.DeviceState;
import lastagent.core.live.MemberFacts;

/**
 * What the rows of all versions have in common, and how one is recognised that a caller's number has put lines into.
 *
 * <p>{@code ActionID} is the last line of a {@code Status}, {@code QueueMember} and {@code QueueEntry} row. A number with
 * an empty line in it splits such a row: its second half is then a message of the forger's choice that ends with the rest
 * of the true row and with the id of our own action. So an id alone proves nothing; the shape must be right as well.
 */
final class Shape {

    private static final int LONGEST_NAME = 160;

    // A row of app_queue's manager_queues_status for a waiting caller ends with this line, and a member's row has none.
    private static final Set<String> OF_A_WAITING_CALLER =
            Set.of("Wait", "Position", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName");

    private static final Set<String> NO_NUMBER = Set.of("<unknown>", "unknown");

    private Shape() {}

    /** Whether these keys stand one directly behind the other, and none of them anywhere else. */
    static boolean inARow(AmiMessage row, List<String> keys) {
        List<String> present =
                row.headers().stream().map(AmiMessage.Header::key).toList();
        int first = present.indexOf(keys.getFirst());
        return first >= 0
                && first + keys.size() <= present.size()
                && present.subList(first, first + keys.size()).equals(keys)
                && keys.stream().allMatch(key -> present.indexOf(key) == present.lastIndexOf(key));
    }

    /** Whether one of these keys stands directly behind the first that is called so. */
    static boolean follows(AmiMessage row, String key, Set<String> behind) {
        List<String> present =
                row.headers().stream().map(AmiMessage.Header::key).toList();
        int next = present.indexOf(key) + 1;
        return next > 0 && next < present.size() && behind.contains(present.get(next));
    }

    /** Whether a channel that stays could be called so; {@code <MASQ>} and {@code <ZOMBIE>} are gone in a moment. */
    static boolean isChannelName(String name) {
        return name.length() <= LONGEST_NAME && name.indexOf('/') > 0 && name.indexOf('<') < 0;
    }

    /** The number as presented; empty where Asterisk writes a word for none. */
    static String number(Optional<String> written) {
        return written.filter(number -> !NO_NUMBER.contains(number)).orElse("");
    }

    /** The queue that a channel's application serves; empty if it is another application. */
    static Optional<String> queue(String application, String data) {
        if (!application.equals("Queue")) {
            return Optional.empty();
        }
        int comma = data.indexOf(',');
        String name = (comma < 0 ? data : data.substring(0, comma)).strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** Reads a {@code QueueMember} row; before Asterisk 12 it has no reason for a pause, before 16 no wrap-up. */
    static Optional<MemberFacts> member(AmiMessage row) {
        Optional<String> queue = row.value("Queue").filter(name -> !name.isEmpty());
        Optional<AgentInterface> agent = row.value("Location").flatMap(AgentInterface::ofLocation);
        Optional<Integer> lastCall = row.value("LastCall").flatMap(Shape::wholeNumber);
        Optional<Integer> status = row.value("Status").flatMap(Shape::wholeNumber);
        Optional<String> paused = row.value("Paused");
        Optional<String> stateInterface = row.value("StateInterface");
        if (!row.isSound()
                || !row.event().equals(Optional.of("QueueMember"))
                || row.headers().stream().anyMatch(header -> OF_A_WAITING_CALLER.contains(header.key()))
                || queue.isEmpty()
                || agent.isEmpty()
                || stateInterface.isEmpty()
                || row.value("Membership").isEmpty()
                || lastCall.isEmpty()
                || status.isEmpty()
                || paused.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MemberFacts(
                queue.get(),
                agent.get(),
                row.value("Name").filter(name -> !name.isEmpty()),
                stateInterface.get(),
                DeviceState.of(status.get()),
                !paused.get().equals("0"),
                row.value("PausedReason").orElse(""),
                lastCall.filter(at -> at > 0).map(Instant::ofEpochSecond),
                Duration.ofSeconds(row.value("Wrapuptime")
                        .flatMap(Shape::wholeNumber)
                        .filter(seconds -> seconds > 0)
                        .orElse(0))));
    }

    /** Reads digits as {@code %d} writes them; empty for anything else. */
    static Optional<Integer> wholeNumber(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
