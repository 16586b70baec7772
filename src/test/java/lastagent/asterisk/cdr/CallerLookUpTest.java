package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import lastagent.app.ServiceThreads;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.numbers.PhoneNumberPlan;
import lastagent.store.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real table of SQLite. */
class CallerLookUpTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final CallerNumber ALICE = new CallerNumber("+380991234567");
    private static final Executor THREADS = ServiceThreads.each(ServiceThreads.virtual("look-up"));

    private final List<Conversation> learned = Collections.synchronizedList(new ArrayList<>());
    private final List<String> missed = Collections.synchronizedList(new ArrayList<>());
    private final CapturedLog health = CapturedLog.of(SourceHealth.class);
    private final CapturedLog log = CapturedLog.of(CallerLookUp.class);
    private Executor threads = THREADS;
    private Instant windowReadAt = Instant.MIN;
    private final Path file;
    private final CallerLookUp lookUp;

    CallerLookUpTest(@TempDir Path folder) {
        file = folder.resolve("cdr.db");
        lookUp = new CallerLookUp(
                "pbx",
                () -> new CdrTable(
                        CdrDatabase.of("sqlite:" + file),
                        ZoneOffset.UTC,
                        Map.of(),
                        new CdrTable.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2))),
                new PhoneNumberPlan(Optional.of("UA"), List.of(), java.util.Set.of()),
                new AgentPatterns(List.of("SIP/9*")),
                () -> Duration.ofHours(1),
                () -> windowReadAt,
                learned::add,
                new SourceHealth("pbx"),
                missed::add,
                task -> threads.execute(task),
                () -> NOON);
    }

    @BeforeEach
    void aTable() throws SQLException {
        sql("""
                CREATE TABLE cdr (calldate TEXT, clid TEXT, src TEXT, dst TEXT, dcontext TEXT, channel TEXT, dstchannel TEXT,
                lastapp TEXT, lastdata TEXT, duration INTEGER, billsec INTEGER, disposition TEXT, uniqueid TEXT, linkedid TEXT)""");
        row("2026-11-23 11:50:00", "0991234567", "SIP/972-00000002", "1.1");
        row("2026-11-23 11:51:00", "0997654321", "SIP/973-00000004", "1.3");
    }

    @AfterEach
    void stop() {
        lookUp.close();
        health.close();
        log.close();
    }

    @Test
    void learnsTheTalksOfTheCallerAndNobodyElses() throws SQLException {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        lookUp.tend();

        lookUp.learnOf(ALICE);

        assertThat(learned).singleElement().satisfies(talk -> {
            assertThat(talk.caller()).isEqualTo(ALICE);
            assertThat(talk.agent()).hasToString("SIP/972");
        });
        assertThat(missed).isEmpty();
    }

    @Test
    void leavesOutWhatTheWindowHasReadUnlessItMayHaveBeenWrittenSince() throws SQLException {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        row("2026-11-23 11:29:45", "0991234567", "SIP/973-00000006", "1.5");
        row("2026-11-23 11:29:44", "0991234567", "SIP/971-00000008", "1.7");
        windowReadAt = NOON.minusSeconds(15);
        lookUp.tend();

        lookUp.learnOf(ALICE);

        assertThat(learned).extracting(talk -> talk.agent().value()).containsExactlyInAnyOrder("SIP/972", "SIP/973");
    }

    @Test
    void looksAsFarBackAsAnyTalkCountsWhereTheWindowWasReadTooLongAgo() throws SQLException {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        row("2026-11-23 11:05:00", "0991234567", "SIP/973-00000006", "1.5");
        windowReadAt = NOON.minus(Duration.ofHours(3));
        lookUp.tend();

        lookUp.learnOf(ALICE);

        assertThat(learned).extracting(talk -> talk.agent().value()).containsExactlyInAnyOrder("SIP/972", "SIP/973");
    }

    @Test
    void isNotAskedBeforeTheTableIsKnownToBeInOrder() {
        lookUp.learnOf(ALICE);

        assertThat(learned).isEmpty();
        assertThat(missed).containsExactly("the CDR has not answered yet");
    }

    @Test
    void isNotAskedWithoutAnIndexAndNamesItOnce() throws SQLException {
        lookUp.tend();
        lookUp.tend();
        lookUp.learnOf(ALICE);
        assertThat(learned).isEmpty();
        assertThat(log.lines()).singleElement().asString().contains("CREATE INDEX");

        sql("CREATE INDEX calldate ON cdr (calldate)");
        lookUp.tend();
        lookUp.learnOf(ALICE);
        assertThat(learned).hasSize(1);
    }

    @Test
    void costsOneCallItsPatienceWhenNothingAnswersAndIsAskedAgainAfterAnAnswer() throws SQLException {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        lookUp.tend();
        threads = task -> {};

        long begin = System.nanoTime();
        lookUp.learnOf(ALICE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(CallerLookUp.PATIENCE);

        threads = task -> {
            throw new AssertionError("the table is not to be asked");
        };
        lookUp.learnOf(ALICE);
        assertThat(missed).hasSize(2);
        assertThat(health.lines()).singleElement().asString().contains("150 ms");

        threads = THREADS;
        lookUp.tend();
        lookUp.learnOf(ALICE);
        assertThat(learned).hasSize(1);
        assertThat(health.lines()).hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithTheTableAndFindsItAgain() throws Exception {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        lookUp.tend();
        sql("ALTER TABLE cdr RENAME TO gone");
        lookUp.learnOf(ALICE);
        lookUp.tend();
        assertThat(missed).hasSize(1);
        assertThat(health.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("cdr"));

        sql("ALTER TABLE gone RENAME TO cdr");
        lookUp.tend();
        lookUp.learnOf(ALICE);
        assertThat(learned).hasSize(1);
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void looksForNobodyWithANumberOfThreeDigits() throws SQLException {
        sql("CREATE INDEX calldate ON cdr (calldate)");
        lookUp.tend();
        lookUp.learnOf(new CallerNumber("112"));

        assertThat(learned).isEmpty();
        assertThat(missed).isEmpty();
    }

    private void row(String start, String src, String dstChannel, String uniqueId) throws SQLException {
        sql(
                "INSERT INTO cdr VALUES ('%s', '', '%s', '100', 'from-trunk', 'SIP/mts-%s', '%s', 'Queue', 'support', 30, 20,"
                                .formatted(start, src, uniqueId.replace('.', '0'), dstChannel)
                        + " 'ANSWERED', '%s', '%s')".formatted(uniqueId, uniqueId));
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
