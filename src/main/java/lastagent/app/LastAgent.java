package lastagent.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import lastagent.asterisk.agi.AgiSettings;
import lastagent.asterisk.agi.AllowedPeers;
import lastagent.asterisk.agi.FastAgiServer;
import lastagent.asterisk.agi.RouteScript;
import lastagent.asterisk.ami.AmiAccount;
import lastagent.asterisk.ami.AmiLink;
import lastagent.asterisk.ami.AmiLinkState;
import lastagent.asterisk.ami.AmiTimings;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversations;
import lastagent.core.live.FollowedPbx;
import lastagent.core.live.PbxEvent;
import lastagent.core.routing.CallRouter;
import lastagent.core.routing.Claims;
import lastagent.core.routing.FailOpens;
import lastagent.core.routing.Offers;
import lastagent.core.routing.Reason;
import lastagent.core.routing.RoutingRules;
import lastagent.store.SqliteStore;
import lastagent.store.StoreRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: every part, wired by plain constructors, started in the order of this file and stopped in reverse.
 *
 * <p>Thread-safe.
 */
public final class LastAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastAgent.class);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);
    private static final Duration BEYOND_LOOK_BACK = Duration.ofDays(1);

    private final String pbxName;
    private final InstantSource clock;
    private final NumberPlan numbers;
    private final SecureRandom random = new SecureRandom();
    private final FailOpens failOpens = new FailOpens(LastAgent::logFailOpen);
    private final Conversations conversations = new Conversations();
    private final Offers offers = new Offers();
    private final SqliteStore store;
    private final FollowedPbx pbx;
    private final CallRouter router;
    private final FastAgiServer agi;
    private final Optional<AmiLink> link;
    private final Optional<CdrReading> cdr;
    private final ScheduledExecutorService timer = ServiceThreads.timer("timer");

    private volatile Settings settings;
    private volatile RoutingRules rules;

    private LastAgent(Settings settings, InstantSource clock) throws IOException {
        this.pbxName = settings.pbxName();
        this.clock = clock;
        this.settings = settings;
        this.numbers = NumberPlans.of(settings.numbers());
        this.rules = settings.rules(numbers);
        this.store = SqliteStore.open(
                settings.stateDirectory(), ServiceThreads.each(ServiceThreads.platform("store")), clock);
        this.pbx = new FollowedPbx(
                pbxName, numbers, queue -> rules.of(Optional.of(queue)).wrapUp());
        this.router = new CallRouter(
                conversations,
                new FollowedAgents(pbxName, pbx, settings.asterisk().isPresent()),
                offers,
                new Claims(),
                store,
                failOpens,
                () -> rules,
                this::newId,
                clock);
        this.cdr = settings.cdr()
                .map(source -> new CdrReading(settings, source, numbers, () -> rules, this::learn, failOpens, clock));
        this.agi = new FastAgiServer(
                new AgiSettings(
                        settings.agi().listen(),
                        AllowedPeers.of(settings.agi().allow()),
                        AgiSettings.DEADLINE,
                        AgiSettings.MAX_SESSIONS),
                Map.of(
                        "/route",
                        new RouteScript(
                                pbxName,
                                numbers,
                                router,
                                settings.asterisk().isPresent() ? Optional.empty() : cdr.map(CdrReading::withoutAmi),
                                clock,
                                LoggerFactory.getLogger(RouteScript.class))),
                failOpens::count,
                ServiceThreads.each(ServiceThreads.platform("agi-accept")),
                ServiceThreads.each(ServiceThreads.virtual("agi")));
        this.link = settings.asterisk().map(this::linkTo);
    }

    /**
     * Starts the service; it runs until {@link #close}.
     *
     * @throws StartException if the address cannot be had or the database must not be used
     */
    public static LastAgent start(Settings settings) throws StartException {
        return start(settings, InstantSource.system());
    }

    /** The same in another time than the system's, such as the demo's. */
    public static LastAgent start(Settings settings, InstantSource clock) throws StartException {
        try {
            LastAgent service = new LastAgent(settings, clock);
            service.start(settings.agi().listen());
            return service;
        } catch (StoreRefusedException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        } catch (IOException fault) {
            throw new StartException("FastAGI cannot be opened: " + fault.getMessage(), fault);
        }
    }

    private void start(InetSocketAddress listen) throws StartException {
        WarmUp.run(numbers);
        remember();
        try {
            agi.start();
        } catch (IOException taken) {
            close();
            throw new StartException(
                    "agi.listen " + listen + " cannot be had: " + taken.getMessage()
                            + ". Is the service running already?",
                    taken);
        }
        cdr.ifPresent(CdrReading::start);
        link.ifPresent(AmiLink::start);
        ServiceThreads.every(timer, HEARTBEAT, this::heartbeat);
        ServiceThreads.every(timer, HOUSEKEEPING, this::forgetOld);
        LOG.info("started, {} talks in memory", conversations.size());
    }

    /**
     * Puts other rules in force, for the calls that ask from now on; what was answered is not taken back. What needs a
     * restart stays as it is.
     *
     * @return what has changed
     * @throws SettingsException if the rules cannot be read as numbers are until a restart; nothing has changed then
     */
    public SettingsDifference reload(Settings wanted) throws SettingsException {
        RoutingRules next;
        try {
            next = wanted.rules(numbers);
        } catch (IllegalArgumentException unreadable) {
            throw new SettingsException(List.of("numbers: " + unreadable.getMessage() + " before a restart"));
        }
        SettingsDifference change = SettingsDifference.between(settings, wanted);
        Duration before = rules.longestLookBack();
        settings = settings.withRulesOf(wanted);
        rules = next;
        if (next.longestLookBack().compareTo(before) > 0) {
            rememberMore(before, next.longestLookBack());
        }
        return change;
    }

    // Only what has been over for long: of a talk that is up the memory knows more than the log.
    private void rememberMore(Duration known, Duration wanted) {
        Instant now = clock.instant();
        store.since(now.minus(wanted)).stream()
                .filter(talk -> talk.endedAt()
                        .filter(end -> end.isBefore(now.minus(known)))
                        .isPresent())
                .forEach(conversations::learn);
        cdr.ifPresent(reading -> reading.readAgain(now.minus(wanted)));
    }

    /** Where FastAGI listens, with the port that it got. */
    public InetSocketAddress agiAddress() {
        return agi.address();
    }

    /** How the link to the PBX is doing; empty if none is followed. */
    public Optional<AmiLinkState> linkState() {
        return link.map(AmiLink::state);
    }

    /** The talks in memory with this caller, in any spelling of the number; the newest first. */
    public List<Conversation> talksWith(String number) {
        return numbers.read(number, NumberPlan.PRESENTED) instanceof CallerId.Subscriber caller
                ? conversations.with(caller.number(), Instant.EPOCH)
                : List.of();
    }

    /** How many calls took their ordinary way through a fault of ours, by reason. */
    public Map<Reason, Long> failOpens() {
        return failOpens.counts();
    }

    // A talk that was up when the service last ran is up until the PBX's first list of channels says otherwise.
    private void remember() {
        Instant now = clock.instant();
        List<Conversation> known = store.since(now.minus(rules.longestLookBack()));
        known.forEach(conversations::learn);
        List<Conversation> up =
                known.stream().filter(Conversation::isUp).filter(this::isOurs).toList();
        pbx.resume(up, store.lastFollowed(pbxName).orElse(now));
    }

    private boolean isOurs(Conversation talk) {
        return talk.pbx().equals(pbxName);
    }

    private AmiLink linkTo(Settings.Asterisk asterisk) {
        return new AmiLink(
                pbxName,
                new AmiAccount(asterisk.host(), asterisk.port(), asterisk.user(), asterisk.secret()),
                AmiTimings.DEFAULT,
                this::learn,
                ServiceThreads.each(ServiceThreads.platform("ami")),
                clock);
    }

    /** On the link's reader thread: no I/O, nothing that waits. */
    private void learn(PbxEvent event) {
        if (event instanceof PbxEvent.OfferEnded ended) {
            router.offerEnded(ended.id(), ended.outcome());
            return;
        }
        pbx.apply(event).forEach(this::learn);
    }

    /** On any thread: what was watched, and what rows tell. */
    private void learn(Conversation talk) {
        Conversation whole = talk.queue().isPresent()
                ? talk
                : offers.queueOf(talk).map(talk::through).orElse(talk);
        conversations.learn(whole).ifPresent(store::append);
    }

    private String newId() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void heartbeat() {
        link.ifPresent(followed -> cdr.ifPresent(reading -> reading.watch(followed.state())));
        link.map(AmiLink::state)
                .filter(AmiLinkState::isSynchronised)
                .flatMap(AmiLinkState::lastHeard)
                .ifPresent(heard -> store.followed(pbxName, heard));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        Instant earliest = now.minus(rules.longestLookBack()).minus(BEYOND_LOOK_BACK);
        conversations.forgetBefore(earliest);
        offers.forgetBefore(earliest);
        store.forget(earliest, now.minus(settings.journalRetention()));
    }

    private static void logFailOpen(Reason reason, String what, Optional<Throwable> fault) {
        if (reason == Reason.CDR_SILENT) {
            // SourceHealth has said it, once.
            LOG.debug("decided without the CDR: {}", what);
            return;
        }
        // Where a call was when its time was over says nothing; of a busy moment there are many.
        LOG.warn("failed open: reason={} {}", reason.code(), what, reason == Reason.FAULT ? fault.orElse(null) : null);
    }

    /** Answers the calls that are asking, forgets nothing, and stops: in the reverse order of the start. */
    @Override
    public void close() {
        timer.shutdownNow();
        link.ifPresent(AmiLink::close);
        cdr.ifPresent(CdrReading::close);
        try {
            agi.close();
        } catch (IOException fault) {
            LOG.warn("FastAGI did not close: {}", fault.toString());
        }
        store.close();
    }
}
