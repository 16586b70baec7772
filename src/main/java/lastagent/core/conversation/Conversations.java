package lastagent.core.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import lastagent.core.call.CallerNumber;

/**
 * The memory: all talks that may still count, by caller.
 *
 * <p>Thread-safe: any number of readers beside any number of writers. A reader gets a list that no longer changes.
 */
public final class Conversations {

    private static final Comparator<Conversation> NEWEST_FIRST =
            Comparator.comparing(Conversation::startedAt).reversed();

    private final ConcurrentHashMap<CallerNumber, List<Conversation>> byCaller = new ConcurrentHashMap<>();

    /** Takes the talk in, in place of what was known of the same id. */
    public void learn(Conversation conversation) {
        byCaller.compute(
                conversation.caller(), (caller, known) -> with(known == null ? List.of() : known, conversation));
    }

    private static List<Conversation> with(List<Conversation> known, Conversation learned) {
        List<Conversation> talks = new ArrayList<>(known.size() + 1);
        for (Conversation talk : known) {
            if (!talk.id().equals(learned.id())) {
                talks.add(talk);
            }
        }
        talks.add(learned);
        talks.sort(NEWEST_FIRST);
        return List.copyOf(talks);
    }

    /** The talks with this caller that are up, or ended at this moment or later; the newest first. */
    public List<Conversation> with(CallerNumber caller, Instant since) {
        return byCaller.getOrDefault(caller, List.of()).stream()
                .filter(talk -> endsNotBefore(talk, since))
                .toList();
    }

    /** How many talks there are. */
    public int size() {
        return byCaller.values().stream().mapToInt(List::size).sum();
    }

    /** Forgets the talks that ended before this moment. */
    public void forgetBefore(Instant earliestEnd) {
        for (CallerNumber caller : byCaller.keySet()) {
            byCaller.computeIfPresent(caller, (number, talks) -> {
                List<Conversation> kept = talks.stream()
                        .filter(talk -> endsNotBefore(talk, earliestEnd))
                        .toList();
                return kept.isEmpty() ? null : kept;
            });
        }
    }

    private static boolean endsNotBefore(Conversation talk, Instant moment) {
        return talk.endedAt().map(end -> !end.isBefore(moment)).orElse(true);
    }
}
