package lastagent.asterisk.ami;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts answers together out of the stream, and keeps forged rows out of them.
 *
 * <p>Asterisk writes an answer in one piece, the response, the rows and what completes them, with no event in between
 * ({@code manager.c}: one thread a session; seen on 16 and 22 over 400,000 rows). A row counts if it carries the id of
 * the question exactly once. That is not enough where the id is a row's last line: a caller number with CR LF CR LF
 * tears a row in two, and the second half begins with whatever the caller wrote and ends with our id. But then the first
 * half, which has a row's name and no id, stands before it: what carries the id next after such a half is left out.
 *
 * <p>Not thread-safe: for the link's reader thread.
 */
final class AmiAnswers {

    /**
     * A complete answer.
     *
     * @param question what was asked
     * @param response its first message
     * @param rows those that count
     * @param isWhole whether as many rows came as were announced, counting those left out
     * @param tookNanos from the question to the last row
     */
    record Answer(AmiQuestion question, AmiMessage response, List<AmiMessage> rows, boolean isWhole, long tookNanos) {

        boolean isRefused() {
            return !response.response().equals(Optional.of("Success"));
        }

        String message() {
            return response.value("Message").orElse("");
        }
    }

    private static final class Open {
        final AmiQuestion question;
        final long askedNanos = System.nanoTime();
        final List<AmiMessage> rows = new ArrayList<>();
        long heardNanos = askedNanos;
        int counted;
        boolean isTorn;

        @Nullable
        AmiMessage response;

        Open(AmiQuestion question) {
            this.question = question;
        }
    }

    private final Map<String, Open> open = new LinkedHashMap<>();
    private String listing = "";

    /** Remembers a question that was sent under this id. */
    void expect(String id, AmiQuestion question) {
        open.put(id, new Open(question));
    }

    /** How many questions are open. */
    int size() {
        return open.size();
    }

    /** Whether this question is open, and when something of its answer, or the question itself, last went by. */
    Optional<Long> heardNanos(String id) {
        return Optional.ofNullable(open.get(id)).map(question -> question.heardNanos);
    }

    /** Forgets all that was asked; answers that come after all are not taken. */
    void forgetAll() {
        open.clear();
        listing = "";
    }

    /** Whether this message is, or pretends to be, part of an answer to us, and so is no news. */
    boolean isOurs(AmiMessage message) {
        return message.response().isPresent()
                || message.headers().stream()
                        .anyMatch(header -> header.key().equals("ActionID") && open.containsKey(header.value()));
    }

    /** Takes a message of the stream; an answer if that completed one. */
    Optional<Answer> take(AmiMessage message) {
        Open list = open.get(listing);
        if (list != null) {
            return takeRow(list, message);
        }
        Optional<String> id = message.value("ActionID").filter(open::containsKey);
        return message.response().isPresent() && message.isSound() && id.isPresent()
                ? takeResponse(id.get(), message)
                : Optional.empty();
    }

    private Optional<Answer> takeResponse(String id, AmiMessage message) {
        Open asked = Objects.requireNonNull(open.get(id));
        asked.response = message;
        asked.heardNanos = System.nanoTime();
        if (message.response().equals(Optional.of("Success"))
                && !asked.question.rowNames().isEmpty()) {
            listing = id;
            return Optional.empty();
        }
        open.remove(id);
        return Optional.of(new Answer(asked.question, message, List.of(), true, System.nanoTime() - asked.askedNanos));
    }

    private Optional<Answer> takeRow(Open list, AmiMessage message) {
        list.heardNanos = System.nanoTime();
        // The first line alone, before anything that a caller chose; a second Event line must not hide it.
        String name = firstEvent(message);
        boolean carriesId = message.headers().stream()
                .anyMatch(header ->
                        header.key().equals("ActionID") && header.value().equals(listing));
        if (!carriesId) {
            list.isTorn |=
                    !list.question.rowsBeginWithId() && list.question.rowNames().contains(name);
            return Optional.empty();
        }
        boolean counts = !list.isTorn
                && message.isSound()
                && message.event().isPresent()
                && message.value("ActionID").isPresent();
        list.isTorn = false;
        if (counts && name.equals(list.question.completeName())) {
            return Optional.of(complete(list, message));
        }
        list.counted++;
        if (counts && list.question.rowNames().contains(name)) {
            list.rows.add(message);
        }
        return Optional.empty();
    }

    private static String firstEvent(AmiMessage message) {
        return message.headers().stream()
                .findFirst()
                .filter(first -> first.key().equals("Event"))
                .map(AmiMessage.Header::value)
                .orElse("");
    }

    private Answer complete(Open list, AmiMessage end) {
        open.remove(listing);
        listing = "";
        // Asterisk 11 announces no number for some lists.
        int announced = end.value("ListItems").map(AmiAnswers::number).orElse(0);
        return new Answer(
                list.question,
                Objects.requireNonNull(list.response),
                List.copyOf(list.rows),
                list.counted >= announced,
                System.nanoTime() - list.askedNanos);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
