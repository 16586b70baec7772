package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lastagent.asterisk.cdr.SourceHealth.Reader;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.UnreadableHistoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the memory from the CDR: at the start all talks of the longest look-back, and from then on one window again and again,
 * because rows come late. A row is written when its call is over, with {@code batch=yes} up to 300 s after that, and is found by
 * its start; so no position can be trusted, and reading a talk twice changes nothing.
 *
 * <p>Reading costs at most a twentieth of the time. A source that does not answer is asked less and less often, at least
 * each half a minute, and what was missed meanwhile is read then. {@link #turn} is for one thread, which may wait in it; the rest
 * is for any thread.
 */
public final class CdrFeed {

    /** How long a talk may last and still be found: rows are looked for by their start. */
    public static final Duration LONGEST_TALK = Duration.ofHours(4);

    /** How often the window is read at most. */
    public static final Duration PAUSE = Duration.ofSeconds(15);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final int SHARE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(CdrFeed.class);

    private final String pbx;
    private final CallHistory history;
    private final ToldTalks talks;
    private final SourceHealth health;
    private final Supplier<Duration> lookBack;
    private final InstantSource clock;
    private final AtomicReference<Instant> missedSince = new AtomicReference<>(Instant.MAX);
    private volatile Instant readAt = Instant.MIN;
    private Duration retry = FIRST_RETRY;
    private boolean described;

    /**
     * Feeds from one history; nothing is read before the first {@link #turn}.
     *
     * @param pbx the PBX's name, for the log
     * @param lookBack the longest time after its end for which a talk can count
     * @param memory is told of each talk, mostly several times, on the thread of {@link #turn}
     */
    public CdrFeed(
            String pbx,
            CallHistory history,
            Supplier<Duration> lookBack,
            Consumer<Conversation> memory,
            SourceHealth health,
            InstantSource clock) {
        this.pbx = pbx;
        this.history = history;
        this.talks = new ToldTalks(pbx, lookBack, memory, clock);
        this.health = health;
        this.lookBack = lookBack;
        this.clock = clock;
        missed(clock.instant().minus(lookBack.get()));
    }

    /** Has the next turn read what was written since then, as after a time in which nobody watched the PBX. */
    public void missed(Instant since) {
        missedSince.accumulateAndGet(since, (one, other) -> one.isBefore(other) ? one : other);
    }

    /**
     * Reads what is due.
     *
     * @return how long to wait for the next turn
     */
    public Duration turn() {
        Instant begin = clock.instant();
        Instant since = missedSince.getAndSet(Instant.MAX);
        Instant earliest = begin.minus(lookBack.get());
        Instant needed = since.isBefore(earliest) ? earliest : since;
        Instant from = (needed.isBefore(begin) ? needed : begin).minus(LONGEST_TALK);
        try {
            history.read(new CallHistory.Span(from, Instant.MAX), talks);
        } catch (UnreadableHistoryException down) {
            missed(needed.isBefore(begin) ? needed : begin);
            health.failed(Reader.WINDOW, String.valueOf(down.getMessage()));
            Duration wait = retry;
            retry = min(retry.multipliedBy(2), LONGEST_RETRY);
            return wait;
        } catch (RuntimeException fault) {
            missed(needed.isBefore(begin) ? needed : begin);
            health.failed(Reader.WINDOW, "a fault of lastagent: " + fault);
            return LONGEST_RETRY;
        }
        readAt = begin;
        health.answered(Reader.WINDOW);
        if (!described) {
            described = true;
            LOG.info("pbx={} CDR is read: {}", pbx, history.description());
        }
        retry = FIRST_RETRY;
        Duration took = Duration.between(begin, clock.instant());
        Duration share = took.multipliedBy(SHARE);
        return share.compareTo(PAUSE) > 0 ? share : PAUSE;
    }

    /** When the last whole reading began: what was written before is in the memory. {@link Instant#MIN} before the first. */
    public Instant readAt() {
        return readAt;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
