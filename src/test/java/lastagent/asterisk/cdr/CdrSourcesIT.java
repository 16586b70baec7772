package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.asterisk.cdr.CdrDatabase.Kind;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.PastCall;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables of CDR in a real MariaDB, a real PostgreSQL and SQLite: whatever a PBX's layout and whoever keeps it, the same calls
 * read the same.
 *
 * <p>Needs Debian's packages of both ({@code ./check} installs them). Elsewhere it is skipped and says why, unless
 * {@code LASTAGENT_REQUIRE_LAB=1} makes that a failure.
 */
class CdrSourcesIT extends DatabasesFixture {

    private static final int MANY = 200_000;

    @ParameterizedTest
    @EnumSource
    void everyLayoutGivesTheSameRowsInEveryDatabase(SampleLayout layout) throws Exception {
        List<SampleRow> expected =
                SampleCalls.rows().stream().map(SampleRow::of).toList();
        for (Kind kind : Kind.values()) {
            try (CdrTable table = open(databases().load(kind, layout), PATIENT)) {
                CollectedRows all = new CollectedRows();
                table.read(Instant.MIN, Instant.MAX, all);
                assertThat(all.rejects).as(table.description()).isEmpty();
                assertThat(all.rows.stream().map(SampleRow::of))
                        .as(table.description())
                        .containsExactlyElementsOf(expected);

                CollectedRows span = new CollectedRows();
                table.read(SampleCalls.kyiv("2026-03-10 10:10:00"), SampleCalls.kyiv("2026-03-10 10:20:00"), span);
                assertThat(span.rows.stream().map(SampleRow::of))
                        .as(table.description())
                        .containsExactlyElementsOf(expected.subList(3, 5));

                CollectedRows caller = new CollectedRows();
                table.read(SampleCalls.kyiv("2026-03-10 10:20:00"), "991234567", caller);
                assertThat(caller.rows.stream().map(SampleRow::of))
                        .as(table.description())
                        .containsExactly(expected.get(8), expected.get(10));
            }
        }
    }

    // What was said at the centre that morning: the queue's loser, the menu, those who gave up and the busy one are no
    // talks.
    private static final List<String> CONVERSATIONS = List.of(
            "10:00:08 10:04:08 +380991234567 PJSIP/201 INBOUND",
            "10:05:06 10:07:26 +380501112233 PJSIP/202 INBOUND",
            "10:10:05 10:15:05 +380674445566 PJSIP/203 INBOUND",
            "10:30:10 10:31:10 +380991234567 PJSIP/201 OUTBOUND",
            "10:40:09 10:41 +380991234567 PJSIP/202 INBOUND");

    @ParameterizedTest
    @EnumSource
    void everyLayoutGivesTheSameConversationsInEveryDatabase(SampleLayout layout) throws Exception {
        NumberPlan ukraine = new PhoneNumberPlan(Optional.of("UA"), List.of(), Set.of());
        for (Kind kind : Kind.values()) {
            try (CdrTable table = open(databases().load(kind, layout), PATIENT)) {
                List<String> conversations = new ArrayList<>();
                new CdrHistory(table, "pbx", ukraine, Peers.of(new AgentPatterns(List.of("PJSIP/20*"))))
                        .read(CallHistory.Span.ALL, new CallHistory.Listener() {
                            @Override
                            public void call(PastCall call) {
                                call.talks().forEach(talk -> conversations.add(said(talk)));
                            }

                            @Override
                            public void rejected(CallHistory.Reject reject) {
                                conversations.add(reject.toString());
                            }
                        });
                assertThat(conversations).as(table.description()).containsExactlyElementsOf(CONVERSATIONS);
            }
        }
    }

    private static String said(Conversation talk) {
        return String.join(
                " ",
                wall(talk.startedAt()),
                wall(talk.endedAt().orElseThrow()),
                talk.caller().value(),
                talk.agent().dialString(),
                talk.direction().name());
    }

    private static String wall(Instant moment) {
        return LocalTime.ofInstant(moment, SampleCalls.KYIV)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    @ParameterizedTest
    @EnumSource
    void aZeroDateIsTakenFromTheUniqueidOrRejected(Kind kind) throws Exception {
        String zero = kind == Kind.POSTGRESQL ? "NULL" : "'0000-00-00 00:00:00'";
        databases()
                .execute(
                        kind,
                        "CREATE TABLE zero (calldate " + SampleLayout.Type.TIME.in(kind)
                                + ", src VARCHAR(80), dstchannel VARCHAR(80), duration INT, disposition VARCHAR(45),"
                                + " uniqueid VARCHAR(32))",
                        "INSERT INTO zero VALUES (" + zero
                                + ", '0991234567', 'SIP/101-1', 5, 'ANSWERED', '1773129600.1'), (" + zero
                                + ", '0991234568', 'SIP/101-2', 5, 'ANSWERED', '')");
        try (CdrTable table = open(databases().table(kind, "zero"), PATIENT)) {
            CollectedRows read = new CollectedRows();
            table.read(Instant.MIN, Instant.MAX, read);

            assertThat(read.rows).extracting(CdrRecord::start).containsExactly(Instant.ofEpochSecond(1773129600));
            assertThat(read.rejects).hasSize(1).first().asString().contains("is no time");
        }
    }

    @Test
    void bytesThatAreNoLettersAreKeptApart() throws Exception {
        DatabaseServer server = databases().server(Kind.POSTGRESQL);
        server.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        String address = "postgresql://postgres:administrator@127.0.0.1:" + server.port + "/bytes#cdr";
        SqlDialect dialect = SqlDialect.of(Kind.POSTGRESQL);
        try (Connection connection = dialect.connect(CdrDatabase.of(address), PATIENT);
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
            statement.execute(
                    "CREATE TABLE cdr (calldate timestamp, src varchar(80), dstchannel varchar(80), billsec int,"
                            + " disposition varchar(45))");
            statement.execute(
                    "INSERT INTO cdr VALUES ('2026-03-10 10:00:00', E'\\xA5\\xD0\\xAF1234567', 'SIP/101-1', 5,"
                            + " 'ANSWERED')");
        }
        try (CdrTable table = open(CdrDatabase.of(address), PATIENT)) {
            CollectedRows read = new CollectedRows();
            table.read(Instant.MIN, "1234567", read);

            assertThat(read.rows).extracting(CdrRecord::src).containsExactly("\uDCA5Я1234567");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongTableIsReadInPortionsAndWithoutThisMachinesZone(Kind kind) throws Exception {
        String address = addressOf(databases().many(kind, MANY));

        String first = SampleCalls.kyiv("2026-01-01 00:00:01").toString();
        assertThat(reading(address, "count", "UTC")).isEqualTo(MANY + " rows from " + first);
        assertThat(reading(address, "count", "Pacific/Auckland")).isEqualTo(MANY + " rows from " + first);
        if (kind == Kind.SQLITE) {
            assertThat(reading(address, "keep", "UTC"))
                    .as("the same memory, if it had to hold the table")
                    .contains("OutOfMemoryError");
        }
    }

    // A JVM with 48 MB that reads the table; what it says last.
    private static String reading(String address, String mode, String zone) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=" + zone,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TableReading.class.getName(),
                        address,
                        mode)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return mode.equals("keep") ? said : said.strip();
    }

    private static String addressOf(CdrDatabase database) {
        return switch (database.kind()) {
            case SQLITE -> "sqlite:" + database.name() + "#" + database.table();
            case MARIADB -> "mysql://root@127.0.0.1:" + database.port() + "/asteriskcdrdb#" + database.table();
            case POSTGRESQL ->
                "postgresql://postgres:administrator@127.0.0.1:" + database.port() + "/asterisk#" + database.table();
        };
    }

    @ParameterizedTest
    @EnumSource
    void theIndexThatIsAskedForIsFoundOnceItIsMade(Kind kind) throws Exception {
        databases().many(kind, 10);
        try (CdrTable table = open(databases().table(kind, "many"), PATIENT)) {
            databases().execute(kind, "CREATE INDEX not_first_" + kind + " ON many (src, calldate)");
            assertThat(table.hasStartIndex()).isFalse();

            databases().execute(kind, table.createIndex());

            assertThat(table.hasStartIndex()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeWrittenByAConnectionOfOurs(Kind kind) throws Exception {
        databases().many(kind, 10);
        SqlDialect dialect = SqlDialect.of(kind);
        try (Connection connection =
                        dialect.connect(CdrDatabase.of(addressOf(databases().table(kind, "many"))), PATIENT);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM many"))
                    .isInstanceOf(SQLException.class)
                    .message()
                    .containsAnyOf("READ ONLY", "read-only", "readonly");
        }
    }
}
