package lastagent.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lastagent.asterisk.agi.WithoutAmi;
import lastagent.asterisk.ami.AmiLinkState;
import lastagent.asterisk.cdr.CallerLookUp;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrFeed;
import lastagent.asterisk.cdr.CdrHistory;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.CdrTable;
import lastagent.asterisk.cdr.FileOptions;
import lastagent.asterisk.cdr.FileTail;
import lastagent.asterisk.cdr.Peers;
import lastagent.asterisk.cdr.SourceHealth;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.routing.FailOpens;
import lastagent.core.routing.Reason;
import lastagent.core.routing.RoutingRules;

/**
 * The reading of one PBX's CDR: the feed of the memory on a thread of its own, and, where the PBX is not followed, the look-up
 * before each decision.
 *
 * <p>{@link #watch} is for one thread; the rest for any.
 */
final class CdrReading implements AutoCloseable {

    private static final CdrTable.Limits PATIENT = new CdrTable.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20));
    private static final CdrTable.Limits ON_A_CALLS_PATH =
            new CdrTable.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2));

    // While calls do not ask the table, it is seen to more often than the window is read.
    private static final Duration TENDING = Duration.ofSeconds(2);

    private final AgentPatterns agents;
    private final CdrSource source;
    private final CdrFeed feed;
    private final Optional<CallerLookUp> lookUp;
    private final InstantSource clock;
    private Optional<ExecutorService> thread = Optional.empty();
    private Optional<Instant> silentSince = Optional.empty();
    private Instant nextRead = Instant.MIN;

    /**
     * Prepares the reading; nothing is read before {@link #start}.
     *
     * @param rules the rules in force, for their longest look-back
     * @param memory is told of each talk, on several threads
     */
    CdrReading(
            Settings settings,
            Settings.Cdr cdr,
            NumberPlan numbers,
            Supplier<RoutingRules> rules,
            Consumer<Conversation> memory,
            FailOpens failOpens,
            InstantSource clock) {
        String pbx = settings.pbxName();
        SourceHealth health = new SourceHealth(pbx);
        Supplier<Duration> lookBack = () -> rules.get().longestLookBack();
        this.agents = new AgentPatterns(settings.agents());
        this.clock = clock;
        this.source = source(cdr);
        this.feed = new CdrFeed(
                pbx, new CdrHistory(source, pbx, numbers, Peers.of(agents)), lookBack, memory, health, clock);
        this.lookUp = settings.asterisk().isPresent()
                ? Optional.empty()
                : cdr.database()
                        .map(database -> new CallerLookUp(
                                pbx,
                                () -> table(database, cdr, ON_A_CALLS_PATH),
                                numbers,
                                agents,
                                lookBack,
                                feed::readAt,
                                memory,
                                health,
                                why -> failOpens.count(Reason.CDR_SILENT, why, Optional.empty()),
                                ServiceThreads.each(ServiceThreads.virtual("cdr-look-up")),
                                clock));
    }

    private static CdrSource source(Settings.Cdr cdr) {
        return cdr.database()
                .<CdrSource>map(database -> table(database, cdr, PATIENT))
                .orElseGet(() -> new FileTail(
                        Path.of(cdr.source()), FileOptions.in(cdr.zone()).withColumns(cdr.columns())));
    }

    private static CdrTable table(CdrDatabase database, Settings.Cdr cdr, CdrTable.Limits limits) {
        return new CdrTable(database, cdr.zone(), cdr.columns(), limits);
    }

    /** What the dialplan's questions need where the PBX is not followed. A file cannot be asked for one caller's rows. */
    WithoutAmi withoutAmi() {
        return new WithoutAmi(caller -> lookUp.ifPresent(table -> table.learnOf(caller)), agents::matches);
    }

    void start() {
        thread = Optional.of(ServiceThreads.again("cdr", this::turn));
    }

    private Duration turn() {
        lookUp.ifPresent(CallerLookUp::tend);
        Instant now = clock.instant();
        if (!now.isBefore(nextRead)) {
            nextRead = now.plus(feed.turn());
        }
        Duration wait = Duration.between(clock.instant(), nextRead);
        boolean tending = lookUp.filter(table -> !table.isReady()).isPresent();
        return tending && wait.compareTo(TENDING) > 0 ? TENDING : wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Has the next reading begin as early as that. */
    void readAgain(Instant since) {
        feed.missed(since);
    }

    /** Sees how the PBX is followed: when it is again after a while, the talks of that while are looked for. */
    void watch(AmiLinkState link) {
        if (!link.isSynchronised()) {
            silentSince = silentSince.or(link::lastHeard);
        } else if (silentSince.isPresent()) {
            feed.missed(silentSince.get());
            silentSince = Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.ifPresent(ExecutorService::shutdownNow);
        lookUp.ifPresent(CallerLookUp::close);
        if (source instanceof CdrTable table) {
            table.close();
        }
    }
}
