package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lastagent.asterisk.cdr.CdrTable.Limits;
import lastagent.core.conversation.CallHistory.Reject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each layout in each database gives the same rows. */
class CdrSourcesIT {

    static final Limits LIMITS = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private static MariaDbServer mariaDb;
    private static PostgreSqlServer postgreSql;

    @BeforeAll
    static void start() throws IOException, SQLException {
        mariaDb = new MariaDbServer();
        postgreSql = new PostgreSqlServer();
    }

    @AfterAll
    static void stop() throws IOException {
        mariaDb.close();
        postgreSql.close();
    }

    @ParameterizedTest
    @EnumSource
    void theSameRowsComeFromEveryDatabase(SampleLayout layout, @TempDir Path folder) throws Exception {
        for (CdrDatabase.Kind kind : CdrDatabase.Kind.values()) {
            CdrDatabase database = load(layout, kind, folder);
            try (CdrTable table = new CdrTable(database, SampleCalls.KYIV, Map.of(), LIMITS)) {
                Collected all = new Collected();
                table.read(Instant.MIN, Instant.MAX, all);
                assertThat(all.rejects).as("%s", table.description()).isEmpty();
                assertThat(all.rows.stream().map(CdrSourcesIT::essence))
                        .as("%s", table.description())
                        .containsExactlyElementsOf(SampleCalls.rows().stream()
                                .map(CdrSourcesIT::essence)
                                .toList());
                Collected some = new Collected();
                table.read(SampleCalls.kyiv("2026-03-10 10:10:00"), SampleCalls.kyiv("2026-03-10 10:20:00"), some);
                assertThat(some.rows).as("%s", table.description()).hasSize(2);
                Collected one = new Collected();
                table.read(SampleCalls.kyiv("2026-03-10 10:20:00"), "991234567", one);
                assertThat(one.rows).as("%s", table.description()).hasSize(2);
                System.out.println(table.description() + " index " + table.hasStartIndex() + " " + table.createIndex());
            }
        }
    }

    private static CdrDatabase load(SampleLayout layout, CdrDatabase.Kind kind, Path folder) throws SQLException {
        switch (kind) {
            case MARIADB ->
                mariaDb.execute(
                        "SET time_zone = '+00:00'",
                        layout.create(kind),
                        layout.insert(kind).replace("+00:00'", "'"));
            case POSTGRESQL -> postgreSql.execute(layout.create(kind), layout.insert(kind));
            case SQLITE -> {
                Path file = folder.resolve("master.db");
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = connection.createStatement()) {
                    statement.execute(layout.create(kind));
                    statement.execute(layout.insert(kind));
                }
                return CdrDatabase.of("sqlite:" + file + "#" + layout.tableIn(kind));
            }
        }
        return (kind == CdrDatabase.Kind.MARIADB ? mariaDb : postgreSql).table(layout.tableIn(kind));
    }

    private static String essence(CdrRecord row) {
        return String.join(
                " ",
                row.uniqueId(),
                row.src(),
                row.dst(),
                row.channel(),
                row.dstChannel(),
                row.lastApp(),
                Long.toString(row.start().getEpochSecond()),
                Long.toString(row.end().getEpochSecond()),
                Long.toString(row.billsec().toSeconds()),
                row.disposition().name());
    }

    private static String essence(SampleCalls.Row row) {
        return String.join(
                " ",
                row.of("uniqueid"),
                row.of("src"),
                row.of("dst"),
                row.of("channel"),
                row.of("dstchannel"),
                row.of("lastapp"),
                Long.toString(SampleCalls.kyiv(row.of("start")).getEpochSecond()),
                Long.toString(SampleCalls.kyiv(row.of("end")).getEpochSecond()),
                row.of("billsec"),
                Disposition.of(row.of("disposition")).orElseThrow().name());
    }

    /** Keeps what it is told. */
    static final class Collected implements CdrSource.Rows {
        final List<CdrRecord> rows = new ArrayList<>();
        final List<Reject> rejects = new ArrayList<>();

        @Override
        public void row(CdrRecord row) {
            rows.add(row);
        }

        @Override
        public void rejected(Reject reject) {
            rejects.add(reject);
        }
    }
}
