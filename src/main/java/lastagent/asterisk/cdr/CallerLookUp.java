package lastagent.asterisk.cdr;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lastagent.asterisk.cdr.SourceHealth.Reader;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.UnreadableHistoryException;
import lastagent.core.routing.CatchUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a table for one caller's latest rows while their call waits for its decision.
 *
 * <p>A call waits {@link #PATIENCE} and no longer. After an answer that came late or not at all no call asks the table until
 * {@link #tend}, in the background, has had an answer in time: so a frozen database costs a few calls their 150 ms. A table
 * without an index on its start is not asked at all, because it would be read from its beginning to its end for each call.
 *
 * <p>Thread-safe but for {@link #tend}, which one thread calls now and then.
 */
public final class CallerLookUp implements CatchUp, AutoCloseable {

    /** How long a call waits. */
    public static final Duration PATIENCE = Duration.ofMillis(150);

    /** How long before the window's last reading a call may have begun to be found here; others are found by the window. */
    public static final Duration LONGEST_TALK = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(CallerLookUp.class);

    // As many as any spelling of a number keeps: without the country's code and what trunks put in front.
    private static final int DIGITS = 7;
    private static final int FEWEST_DIGITS = 4;

    // More calls than these at one moment are decided by what is known.
    private static final int CONNECTIONS = 4;

    private static final String LATE = "a call waited " + PATIENCE.toMillis() + " ms for its answer in vain";

    private enum State {
        UNTRIED,
        READY,
        SUSPENDED,
        WITHOUT_INDEX
    }

    private final String pbx;
    private final NumberPlan numbers;
    private final AgentPatterns agents;
    private final ToldTalks talks;
    private final Supplier<Duration> lookBack;
    private final Supplier<Instant> windowReadAt;
    private final SourceHealth health;
    private final Missed missed;
    private final Executor threads;
    private final InstantSource clock;
    private final List<CdrTable> tables = new ArrayList<>();
    private final BlockingQueue<CdrTable> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private volatile State state = State.UNTRIED;

    /** Is told of each call that was decided without the table's answer. */
    public interface Missed {

        /**
         * A call was decided by what was known.
         *
         * @param why for a person; no caller number in it
         */
        void missed(String why);
    }

    /**
     * Prepares the look-ups; nothing is asked before {@link #tend} has found the table in order.
     *
     * @param table gives a table of its own for each connection
     * @param agents who is an agent
     * @param lookBack the longest time after its end for which a talk can count
     * @param windowReadAt when {@link CdrFeed} last began to read all that was written until then
     * @param memory is told of each talk that was found, on one of the threads
     * @param threads gives each look-up a thread of its own, at once
     */
    public CallerLookUp(
            String pbx,
            Supplier<CdrTable> table,
            NumberPlan numbers,
            AgentPatterns agents,
            Supplier<Duration> lookBack,
            Supplier<Instant> windowReadAt,
            Consumer<Conversation> memory,
            SourceHealth health,
            Missed missed,
            Executor threads,
            InstantSource clock) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.agents = agents;
        this.talks = new ToldTalks(pbx, lookBack, memory, clock);
        this.lookBack = lookBack;
        this.windowReadAt = windowReadAt;
        this.health = health;
        this.missed = missed;
        this.threads = threads;
        this.clock = clock;
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            CdrTable own = table.get();
            tables.add(own);
            idle.add(own);
        }
    }

    @Override
    public void learnOf(CallerNumber caller) {
        switch (state) {
            case READY -> ask(caller);
            case SUSPENDED -> missed.missed("the CDR did not answer before, and is not asked until it does");
            case UNTRIED -> missed.missed("the CDR has not answered yet");
            case WITHOUT_INDEX -> {}
        }
    }

    private void ask(CallerNumber caller) {
        if (digits(caller).length() < FEWEST_DIGITS) {
            return;
        }
        try {
            find(digits(caller));
        } catch (TimeoutException late) {
            suspend(LATE);
        } catch (ExecutionException failed) {
            suspend(reason(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            suspend("a fault of lastagent: " + fault);
        }
    }

    private void suspend(String why) {
        state = State.SUSPENDED;
        health.failed(Reader.CALLS, why);
        missed.missed(why);
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof IOException || cause instanceof UnreadableHistoryException
                ? String.valueOf(cause.getMessage())
                : "a fault of lastagent: " + cause;
    }

    private static String digits(CallerNumber caller) {
        String digits = caller.value().replace("+", "");
        return digits.substring(Math.max(0, digits.length() - DIGITS));
    }

    /** Learns the talks of all numbers that end so; one that comes too late for its call is learned all the same. */
    private void find(String suffix) throws TimeoutException, ExecutionException, InterruptedException {
        FutureTask<Void> look = new FutureTask<>(() -> {
            CdrTable table = idle.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (table == null) {
                throw new IOException("more calls than " + CONNECTIONS + " look for their talks at once");
            }
            try {
                learn(table, suffix);
            } finally {
                idle.add(table);
            }
            return null;
        });
        threads.execute(look);
        look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void learn(CdrTable table, String suffix) throws UnreadableHistoryException {
        new CdrHistory(new OneNumber(table, earliest(), suffix), pbx, numbers, Peers.of(agents))
                .read(CallHistory.Span.ALL, talks);
    }

    // What the window has read is in the memory. Rows are found by their start, and may have been written since.
    private Instant earliest() {
        Instant counting = clock.instant().minus(lookBack.get());
        Instant read = windowReadAt.get();
        return (read.isAfter(counting) ? read : counting).minus(LONGEST_TALK);
    }

    /**
     * Looks whether calls may ask, where they may not: has the table its index, and does it answer in time? Waits for the table,
     * as long as its own limits are.
     */
    public void tend() {
        if (state == State.READY) {
            return;
        }
        CdrTable table = idle.poll();
        if (table == null) {
            return;
        }
        boolean indexed;
        try {
            indexed = table.hasStartIndex();
            openAll();
            if (!indexed && state != State.WITHOUT_INDEX) {
                state = State.WITHOUT_INDEX;
                LOG.warn(
                        "pbx={} the CDR has no index on the start of its rows, so it is not asked before a decision, and a talk"
                                + " is known up to {} s late. Mend it with: {}",
                        pbx,
                        CdrFeed.PAUSE.toSeconds(),
                        table.createIndex());
            }
        } catch (IOException down) {
            health.failed(Reader.CALLS, String.valueOf(down.getMessage()));
            return;
        } finally {
            idle.add(table);
        }
        if (indexed) {
            probe();
        }
    }

    // A call has no time to wait for a connection.
    private void openAll() throws IOException {
        for (int more = idle.size(); more > 0; more--) {
            CdrTable other = idle.poll();
            if (other != null) {
                try {
                    other.open();
                } finally {
                    idle.add(other);
                }
            }
        }
    }

    // A number that nobody has: what counts is the time.
    private void probe() {
        try {
            find("0".repeat(DIGITS));
            if (state != State.SUSPENDED) {
                LOG.info("pbx={} CDR is asked before each decision", pbx);
            }
            state = State.READY;
            health.answered(Reader.CALLS);
        } catch (TimeoutException late) {
            health.failed(Reader.CALLS, LATE);
        } catch (ExecutionException failed) {
            health.failed(Reader.CALLS, reason(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether calls ask the table. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Ends all connections; look-ups under way fail. */
    @Override
    public void close() {
        tables.forEach(CdrTable::close);
    }

    /** A table that holds one number's rows and no others. */
    private record OneNumber(CdrTable table, Instant since, String suffix) implements CdrSource {

        @Override
        public String description() {
            return table.description();
        }

        @Override
        public void read(Instant from, Instant to, Rows rows) throws IOException {
            table.read(since, suffix, rows);
        }
    }
}
