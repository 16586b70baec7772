package lastagent.core.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lastagent.core.call.CallerNumber;

/**
 * The memory: all talks that may still count, by caller.
 *
 * <p>A talk comes into it in two ways: somebody <em>watched</em> it, or records <em>told</em> of it afterwards. Of one talk
 * the watched account is kept, because only it says how the talk ended; two accounts are of one talk if PBX, agent and one of
 * the two channels are the same and their times overlap. Of several that were told, the fullest is kept. Telling the same
 * thing again changes nothing.
 *
 * <p>Thread-safe: any number of readers beside any number of writers; what is learned of one caller is learned at once or
 * not at all. A reader gets a list that no longer changes.
 */
public final class Conversations {

    /** CDR counts in whole seconds, and its clock need not be that of whoever watches. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private static final Comparator<Conversation> NEWEST_FIRST =
            Comparator.comparing(Conversation::startedAt).reversed();

    /**
     * Of two accounts from records: half of a call's rows may be written before the other half, and one look at them may
     * see fewer than another. An order of their own, so that two looks that take turns change nothing.
     */
    private static final Comparator<Conversation> FULLER = Comparator.comparing(Conversations::endOf)
            .thenComparing(Conversation::startedAt)
            .thenComparing(talk -> talk.queue().isPresent())
            .thenComparing(Conversation::id);

    private final ConcurrentHashMap<CallerNumber, List<Conversation>> byCaller = new ConcurrentHashMap<>();

    /**
     * Takes a talk in, in place of what was known of the same id, or of what records had told of the same talk.
     *
     * @return the talk as it is known now, which the log is to keep; empty if nothing changed
     */
    public Optional<Conversation> learn(Conversation learned) {
        List<Conversation> news = new ArrayList<>(1);
        byCaller.compute(learned.caller(), (caller, talks) -> {
            List<Conversation> known = talks == null ? List.of() : talks;
            Optional<Conversation> kept = merged(learned, known).filter(talk -> !known.contains(talk));
            kept.ifPresent(news::add);
            return kept.map(talk -> with(known, talk)).orElse(known);
        });
        return news.stream().findFirst();
    }

    private static Optional<Conversation> merged(Conversation learned, List<Conversation> known) {
        List<Conversation> accounts =
                known.stream().filter(talk -> isSameTalk(talk, learned)).toList();
        if (!learned.isTold()) {
            return Optional.of(accounts.stream()
                    .filter(Conversation::isTold)
                    .findFirst()
                    .map(told -> withTheEndOf(told, learned))
                    .orElse(learned));
        }
        Optional<Conversation> watched =
                accounts.stream().filter(talk -> !talk.isTold()).findFirst();
        if (watched.isPresent()) {
            return watched.map(talk -> withTheEndOf(learned, talk));
        }
        return accounts.stream().allMatch(told -> FULLER.compare(learned, told) > 0)
                ? Optional.of(learned)
                : Optional.empty();
    }

    // Whoever lost sight of a talk knows only until when it was up for certain.
    private static Conversation withTheEndOf(Conversation told, Conversation watched) {
        boolean unseen = watched.ending()
                .filter(ending -> ending.kind() == Ending.Kind.UNKNOWN)
                .isPresent();
        boolean lasted = endOf(told).isAfter(endOf(watched));
        return unseen && lasted && told.ending().isPresent()
                ? watched.ended(endOf(told), told.ending().get())
                : watched;
    }

    private static boolean isSameTalk(Conversation one, Conversation other) {
        return (one.isTold() || other.isTold())
                && one.pbx().equals(other.pbx())
                && one.agent().equals(other.agent())
                && (one.callerLeg().isSameAs(other.callerLeg())
                        || one.agentLeg().isSameAs(other.agentLeg()))
                && one.startedAt().minus(CLOCKS_APART).isBefore(endOf(other))
                && other.startedAt().minus(CLOCKS_APART).isBefore(endOf(one));
    }

    private static Instant endOf(Conversation talk) {
        return talk.endedAt().orElse(Instant.MAX);
    }

    private static List<Conversation> with(List<Conversation> known, Conversation learned) {
        List<Conversation> talks = new ArrayList<>(known.size() + 1);
        for (Conversation talk : known) {
            boolean superseded = talk.id().equals(learned.id()) || (talk.isTold() && isSameTalk(talk, learned));
            if (!superseded) {
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
