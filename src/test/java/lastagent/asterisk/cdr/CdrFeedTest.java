package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Conversations;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;
import lastagent.core.conversation.UnreadableHistoryException;
import lastagent.store.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Minutes are after noon; now it is 12:00 at first. */
class CdrFeedTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final CallerNumber ALICE = new CallerNumber("+380991234567");
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final Written written = new Written();
    private final Conversations memory = new Conversations();
    private final List<Conversation> logged = new ArrayList<>();
    private final CapturedLog log = CapturedLog.of(SourceHealth.class);
    private final CapturedLog doubts = CapturedLog.of(ToldTalks.class);
    private Instant now = NOON;
    private final SourceHealth health = new SourceHealth("pbx");
    private final CdrFeed feed = new CdrFeed(
            "pbx", written, () -> LOOK_BACK, talk -> memory.learn(talk).ifPresent(logged::add), health, () -> now);

    @AfterEach
    void stopListening() {
        log.close();
        doubts.close();
    }

    @Test
    void knowsTheTalksOfTheLookBackAfterTheFirstTurn() {
        written.talk("today", -30, -20);
        written.talk("too long ago", -90, -61);

        feed.turn();

        assertThat(known()).containsExactly("today");
        assertThat(logged).hasSize(1);
    }

    @Test
    void findsATalkThatBeganHoursBeforeTheLookBack() {
        written.talk("long", -60 * 4, -10);

        feed.turn();

        assertThat(known()).containsExactly("long");
    }

    @Test
    void findsARowThatIsWrittenAfterLaterOnes() {
        written.talk("short", -10, -9);
        feed.turn();
        now = NOON.plusSeconds(15);

        written.talk("long", -45, -1);
        feed.turn();

        assertThat(known()).containsExactlyInAnyOrder("short", "long");
    }

    @Test
    void keepsATalkInTheLogOnceHoweverOftenItIsRead() {
        written.talk("today", -30, -20);

        feed.turn();
        feed.turn();
        feed.turn();

        assertThat(logged).hasSize(1);
    }

    @Test
    void readsNoMoreThanATalkMayLastBeforeTheLastTurn() {
        feed.turn();
        now = NOON.plusSeconds(15);
        feed.turn();

        assertThat(written.spans)
                .extracting(CallHistory.Span::from)
                .containsExactly(NOON.minus(LOOK_BACK).minus(CdrFeed.LONGEST_TALK), now.minus(CdrFeed.LONGEST_TALK));
    }

    @Test
    void tellsWhenTheLastWholeReadingBeganAndNotWhenOneFailed() {
        assertThat(feed.readAt()).isEqualTo(Instant.MIN);
        feed.turn();
        now = NOON.plusSeconds(15);
        written.down = Optional.of("no connection");
        feed.turn();

        assertThat(feed.readAt()).isEqualTo(NOON);
    }

    @Test
    void readsWhatWasWrittenWhileNobodyWatched() {
        feed.turn();
        now = NOON.plus(Duration.ofMinutes(30));
        feed.missed(NOON.minusSeconds(5));

        feed.turn();
        feed.turn();

        assertThat(written.spans)
                .extracting(CallHistory.Span::from)
                .containsSubsequence(NOON.minusSeconds(5).minus(CdrFeed.LONGEST_TALK), now.minus(CdrFeed.LONGEST_TALK));
    }

    @Test
    void saysOnceThatTheSourceIsDownAndOnceThatItIsBack() {
        written.down = Optional.of("no connection to db:3306: is the server running (conn=1)");
        feed.turn();
        written.down = Optional.of("no connection to db:3306: is the server running (conn=2)");
        feed.turn();
        feed.turn();
        assertThat(log.lines()).singleElement().asString().contains("no connection to db:3306");

        written.down = Optional.empty();
        feed.turn();
        feed.turn();
        assertThat(log.lines()).hasSize(2).last().asString().contains("read again");
    }

    @Test
    void saysWhatElseIsWrong() {
        written.down = Optional.of("no connection to db:3306: is the server running");
        feed.turn();
        written.down = Optional.of("db:3306 refuses the user lastagent: check the password");
        feed.turn();

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void asksASourceThatIsDownLessAndLessOftenAndReadsThenWhatItMissed() {
        written.talk("today", -50, -40);
        written.down = Optional.of("no connection");
        List<Duration> pauses = new ArrayList<>();
        for (int turn = 0; turn < 8; turn++) {
            pauses.add(feed.turn());
        }
        assertThat(pauses)
                .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
                .endsWith(Duration.ofSeconds(30));

        written.down = Optional.empty();
        assertThat(feed.turn()).isEqualTo(CdrFeed.PAUSE);
        assertThat(known()).containsExactly("today");
    }

    @Test
    void outlastsAFaultOfItsOwn() {
        written.fault = Optional.of(new IllegalStateException("broken on purpose"));
        feed.turn();
        written.fault = Optional.empty();
        written.talk("today", -50, -40);
        feed.turn();

        assertThat(known()).containsExactly("today");
        assertThat(log.lines().getFirst()).contains("broken on purpose");
    }

    @Test
    void readsForATwentiethOfTheTimeAtMost() {
        written.takes = Duration.ofSeconds(3);

        assertThat(feed.turn()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void leavesOutTalksOfTheFutureAndAsksForTheZone() {
        written.talk("tomorrow", 110, 120);
        written.talk("clock a little fast", -5, 0);

        feed.turn();
        feed.turn();

        assertThat(known()).containsExactly("clock a little fast");
        assertThat(doubts.lines()).singleElement().asString().contains("120 minutes in the future", "cdr.zone");
    }

    private List<String> known() {
        return memory.with(ALICE, Instant.EPOCH).stream()
                .map(talk -> talk.callerLeg().uniqueId())
                .toList();
    }

    /** What a PBX has written so far. */
    private final class Written implements CallHistory {

        private final List<PastCall> calls = new ArrayList<>();
        private final List<Span> spans = new ArrayList<>();
        private Optional<String> down = Optional.empty();
        private Optional<RuntimeException> fault = Optional.empty();
        private Duration takes = Duration.ZERO;

        void talk(String call, int start, int end) {
            Instant startedAt = NOON.plus(Duration.ofMinutes(start));
            Instant endedAt = NOON.plus(Duration.ofMinutes(end));
            AgentInterface bob = new AgentInterface("PJSIP/971");
            Conversation talk = new Conversation(
                            Conversation.toldIdOf("pbx", call),
                            "pbx",
                            ALICE,
                            bob,
                            Direction.INBOUND,
                            Optional.of("support"),
                            new Leg(call, "PJSIP/mts-" + call),
                            new Leg("", "PJSIP/971-" + call),
                            startedAt,
                            Optional.empty(),
                            Optional.empty())
                    .ended(endedAt, new Ending(Ending.Kind.UNKNOWN, "from CDR"));
            calls.add(new PastCall(
                    call,
                    Direction.INBOUND,
                    new CallerId.Subscriber(ALICE),
                    "PJSIP/mts",
                    Optional.of("support"),
                    startedAt,
                    endedAt,
                    List.of(talk)));
        }

        @Override
        public String description() {
            return "in memory";
        }

        @Override
        public void read(Span span, Listener listener) throws UnreadableHistoryException {
            if (down.isPresent()) {
                throw new UnreadableHistoryException(down.get(), new IOException(down.get()));
            }
            fault.ifPresent(broken -> {
                throw broken;
            });
            spans.add(span);
            now = now.plus(takes);
            calls.stream().filter(call -> span.contains(call.startedAt())).forEach(listener::call);
        }
    }
}
