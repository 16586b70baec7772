package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.PbxEvent;

/**
 * What is to be asked about channels: one at a time when news name it, all of them at times and when there is too much
 * news.
 *
 * <p>The names come from news, so they are checked, gathered for a moment (a bridge makes four pieces of news about two
 * channels), asked once at a time each, and never more than {@link #MOST_OPEN} together.
 *
 * <p>Not thread-safe: for the link's reader thread.
 */
final class ChannelQuestions {

    /** Beyond this many, one list of all channels is asked for instead. */
    static final int MOST_OPEN = 200;

    static final BinaryOperator<Instant> EARLIER = BinaryOperator.minBy(Comparator.naturalOrder());

    // So that a flood of news costs the PBX four lists a second, not one for every two hundred news.
    private static final Duration BETWEEN_LISTS = Duration.ofMillis(250);

    private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int ASKED_AGAIN_AFTER_END = 3;
    private static final int ASKED_AGAIN_AFTER_MOVE = 1;

    private record Moved(Instant at, boolean hungUp, int repeated) {
        Moved and(Moved later) {
            return new Moved(EARLIER.apply(at, later.at), hungUp || later.hungUp, Math.min(repeated, later.repeated));
        }
    }

    private record Known(long atNanos, Optional<ChannelFacts> facts) {}

    private final AmiDialect dialect;
    private final AmiTimings timings;
    private final Timers timers;
    private final AmiAsker asker;
    private final Consumer<PbxEvent> emit;

    private final Map<String, Moved> gathered = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Known> recent = new LinkedHashMap<>();
    private boolean flushIsDue;
    private boolean listIsOpen;
    private boolean listIsDue;
    private Optional<Instant> listAgain = Optional.empty();

    ChannelQuestions(AmiDialect dialect, AmiTimings timings, Timers timers, AmiAsker asker, Consumer<PbxEvent> emit) {
        this.dialect = dialect;
        this.timings = timings;
        this.timers = timers;
        this.asker = asker;
        this.emit = emit;
    }

    /** Notes that this channel may have joined, parted, or ended; what is no channel's name is passed over. */
    void moved(String channel, boolean hungUp, Instant at) {
        if (AmiQuestion.isAskable(channel)) {
            gather(channel, new Moved(at, hungUp, 0));
        }
    }

    /** Notes that this channel rings or dials; one look is enough, for it need not be joined with anything. */
    void dialling(String channel, Instant at) {
        if (AmiQuestion.isAskable(channel)) {
            gather(channel, new Moved(at, false, ASKED_AGAIN_AFTER_MOVE));
        }
    }

    private void gather(String channel, Moved moved) {
        gathered.merge(channel, moved, Moved::and);
        if (gathered.size() + asked.size() > MOST_OPEN) {
            listInstead();
        } else {
            flushSoon();
        }
    }

    private void listInstead() {
        Instant since =
                gathered.values().stream().map(Moved::at).reduce(EARLIER).orElseThrow();
        gathered.clear();
        listAgain =
                Optional.of(listAgain.map(other -> EARLIER.apply(other, since)).orElse(since));
        listSoon();
    }

    private void listSoon() {
        if (!listIsDue) {
            listIsDue = true;
            timers.after(BETWEEN_LISTS, () -> {
                listIsDue = false;
                listAgain.ifPresent(this::list);
            });
        }
    }

    private void flushSoon() {
        if (!flushIsDue) {
            flushIsDue = true;
            timers.after(timings.gatherFor(), this::flush);
        }
    }

    private void flush() {
        flushIsDue = false;
        for (Iterator<Map.Entry<String, Moved>> each = gathered.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Moved> entry = each.next();
            String channel = entry.getKey();
            Moved moved = entry.getValue();
            if (asked.contains(channel)) {
                continue;
            }
            each.remove();
            if (asker.ask(new AmiQuestion.OfChannel(
                    dialect.statusVariables(), channel, moved.at(), moved.hungUp(), moved.repeated()))) {
                asked.add(channel);
            }
        }
    }

    /** Asks for all channels; one list at a time. */
    void list(Instant at) {
        if (listIsOpen) {
            listAgain = Optional.of(at);
        } else {
            listAgain = Optional.empty();
            listIsOpen = asker.ask(new AmiQuestion.OfAllChannels(dialect, at));
        }
    }

    /** Forgets what was asked and gathered, because everything is to be asked anew. */
    void forgetAll() {
        gathered.clear();
        asked.clear();
        listIsOpen = false;
        listAgain = Optional.empty();
    }

    /** Takes the answer about one channel; it is known to be one that was not refused. */
    void answered(AmiQuestion.OfChannel question, List<AmiMessage> rows) {
        String channel = question.channel();
        Optional<ChannelFacts> facts = rows.size() == 1
                ? dialect.channel(rows.getFirst())
                        .filter(row -> row.leg().channel().equals(channel))
                : Optional.empty();
        remember(channel, facts);
        emit.accept(new PbxEvent.ChannelAnswered(channel, facts, question.at()));
        asked.remove(channel);
        if (gathered.containsKey(channel)) {
            flushSoon();
        } else if (doesNotShowItYet(question, facts)) {
            Moved again = new Moved(question.at(), question.hungUp(), question.repeated() + 1);
            timers.after(timings.askAgainAfter(), () -> gather(channel, again));
        }
    }

    // On 16 and 22 the first answer has always shown it; Asterisk promises no order between events and answers.
    private static boolean doesNotShowItYet(AmiQuestion.OfChannel question, Optional<ChannelFacts> facts) {
        return question.hungUp()
                ? facts.isPresent() && question.repeated() < ASKED_AGAIN_AFTER_END
                : facts.isPresent() && facts.get().bridge().isEmpty() && question.repeated() < ASKED_AGAIN_AFTER_MOVE;
    }

    /** Gives up a question about one channel that was refused; news that came meanwhile are another question. */
    void refused(AmiQuestion.OfChannel question) {
        asked.remove(question.channel());
        if (gathered.containsKey(question.channel())) {
            flushSoon();
        }
    }

    private void remember(String channel, Optional<ChannelFacts> facts) {
        long now = System.nanoTime();
        recent.remove(channel);
        recent.put(channel, new Known(now, facts));
        for (Iterator<Known> oldest = recent.values().iterator(); oldest.hasNext(); ) {
            if (now - oldest.next().atNanos() < 2 * RECENT_NANOS) {
                break;
            }
            oldest.remove();
        }
    }

    /**
     * Takes the answer about all channels.
     *
     * <p>A channel whose row cannot be read, because its caller's number tampered with it, is not in the list; that
     * ends no talk but the tamperer's own. Where a channel was answered for within a second of the list, that
     * answer is taken instead of the row: {@code Status} reads the channel itself, the list reads a copy that lags
     * behind (seen on 16: a channel listed after its Hangup event).
     *
     * @param askedNanos when the list was asked for
     */
    void listed(AmiQuestion.OfAllChannels question, List<AmiMessage> rows, long askedNanos) {
        Map<String, ChannelFacts> listed = new LinkedHashMap<>();
        for (AmiMessage row : rows) {
            dialect.channel(row).ifPresent(facts -> listed.put(facts.leg().channel(), facts));
        }
        recent.forEach((channel, known) -> {
            if (known.atNanos() - askedNanos > -RECENT_NANOS) {
                known.facts().ifPresentOrElse(facts -> listed.put(channel, facts), () -> listed.remove(channel));
            }
        });
        emit.accept(new PbxEvent.ChannelsListed(new ArrayList<>(listed.values()), question.at()));
        listClosed();
    }

    /** Gives up a list that was refused or not whole. */
    void listClosed() {
        listIsOpen = false;
        if (listAgain.isPresent()) {
            listSoon();
        }
    }
}
