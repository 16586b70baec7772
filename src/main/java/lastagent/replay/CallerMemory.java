package lastagent.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;

/**
 * The callers of the last hour or so of a history: their talks, and how often they have tried since the last one.
 *
 * <p>Bounded by the calls of that hour: what is older goes away as newer calls come. Not thread-safe.
 */
final class CallerMemory {

    /** A sweep looks at every caller, so it comes only when as many have been added as there were after the last one. */
    private static final int LEAST_BETWEEN_SWEEPS = 10_000;

    private final Map<CallerNumber, Caller> callers = new HashMap<>();
    private final Consumer<Caller> forgotten;
    private int learned;
    private int keptLast;

    /**
     * An empty memory.
     *
     * @param forgotten told of each caller who is about to be forgotten
     */
    CallerMemory(Consumer<Caller> forgotten) {
        this.forgotten = forgotten;
    }

    Optional<Caller> find(CallerNumber number) {
        return Optional.ofNullable(callers.get(number));
    }

    void learn(PastTalk talk) {
        callers.computeIfAbsent(talk.talk().caller(), _ -> new Caller()).talks.add(talk);
        learned++;
    }

    /** Forgets talks that ended before this moment, and callers without any; not always at once. */
    void forgetBefore(Instant earliestEnd) {
        if (learned < Math.max(LEAST_BETWEEN_SWEEPS, keptLast)) {
            return;
        }
        keptLast = 0;
        for (Iterator<Caller> each = callers.values().iterator(); each.hasNext(); ) {
            Caller caller = each.next();
            caller.talks.removeIf(talk -> talk.endedAt().isBefore(earliestEnd));
            keptLast += caller.talks.size();
            if (caller.talks.isEmpty()) {
                forgotten.accept(caller);
                each.remove();
            }
        }
        learned = 0;
    }

    /** Forgets everybody: the history is over. */
    void forgetAll() {
        callers.values().forEach(forgotten);
        callers.clear();
    }

    /** How many talks are held. */
    int size() {
        return callers.values().stream().mapToInt(caller -> caller.talks.size()).sum();
    }

    /** One number. */
    static final class Caller {
        private final List<PastTalk> talks = new ArrayList<>();

        /** The tries since a talk; empty if none are going on. */
        Optional<Tries> tries = Optional.empty();

        /** The talks that had begun by then, in no particular order. */
        List<PastTalk> talksBy(Instant moment) {
            List<PastTalk> begun = new ArrayList<>(talks.size());
            for (PastTalk talk : talks) {
                if (!talk.talk().startedAt().isAfter(moment)) {
                    begun.add(talk);
                }
            }
            return begun;
        }
    }

    /** A talk, the way its call came in, and whether its caller is already known to have come back soon after it. */
    static final class PastTalk {
        private final Conversation talk;
        private final Instant endedAt;
        private final String trunk;
        private boolean cameBackSoon;

        PastTalk(Conversation talk, Instant endedAt, String trunk) {
            this.talk = talk;
            this.endedAt = endedAt;
            this.trunk = trunk;
        }

        Conversation talk() {
            return talk;
        }

        Instant endedAt() {
            return endedAt;
        }

        /** The peer of the call; empty for a call that went out, or if nobody knows. */
        String trunk() {
            return trunk;
        }

        /** Notes that the caller came back soon after it; whether that is news. */
        boolean noteCameBackSoon() {
            boolean news = !cameBackSoon;
            cameBackSoon = true;
            return news;
        }

        /** The talk as it looked at a moment after its beginning. */
        Conversation at(Instant moment) {
            return endedAt.isAfter(moment) ? talk.goingOn() : talk;
        }
    }

    /**
     * The tries of one caller after one talk.
     *
     * @param talk the talk
     * @param count how often the caller has come back
     * @param answeredAfter after how many tries somebody answered; empty if nobody has yet
     */
    record Tries(Conversation talk, int count, Optional<Integer> answeredAfter) {

        static Tries after(Conversation talk) {
            return new Tries(talk, 0, Optional.empty());
        }

        Tries andOneMore(boolean answered) {
            int tries = count + 1;
            return new Tries(talk, tries, answeredAfter.or(() -> answered ? Optional.of(tries) : Optional.empty()));
        }
    }
}
