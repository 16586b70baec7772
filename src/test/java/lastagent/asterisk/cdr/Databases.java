package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import lastagent.asterisk.cdr.CdrDatabase.Kind;

/** A MariaDB, a PostgreSQL and a SQLite file, for one test class. */
final class Databases implements AutoCloseable {

    private final MariaDbServer mariaDb;
    private final PostgreSqlServer postgreSql;
    private final Path file;

    private Databases(MariaDbServer mariaDb, PostgreSqlServer postgreSql, Path folder) {
        this.mariaDb = mariaDb;
        this.postgreSql = postgreSql;
        this.file = folder.resolve("master.db");
    }

    /** Starts them; skips the test class aloud where Debian's packages are not installed, unless the lab is required. */
    static Databases start(Path folder) throws IOException, SQLException {
        List<String> missing = DatabaseServer.missing();
        if (!missing.isEmpty()) {
            String why = "no MariaDB or PostgreSQL is tried: the machine lacks " + missing + "; run lab/setup";
            if ("1".equals(System.getenv("LASTAGENT_REQUIRE_LAB"))) {
                fail(why);
            }
            System.out.println("CdrSourcesIT: skipped: " + why);
            abort(why);
        }
        MariaDbServer mariaDb = MariaDbServer.started();
        try {
            return new Databases(mariaDb, PostgreSqlServer.started(), folder);
        } catch (IOException | SQLException | RuntimeException failed) {
            mariaDb.close();
            throw failed;
        }
    }

    /** One of the two that are servers. */
    DatabaseServer server(Kind kind) {
        return switch (kind) {
            case MARIADB -> mariaDb;
            case POSTGRESQL -> postgreSql;
            case SQLITE -> throw new IllegalArgumentException("SQLite has no server");
        };
    }

    /** A table of it, for a reader. */
    CdrDatabase table(Kind kind, String name) {
        return kind == Kind.SQLITE
                ? CdrDatabase.of("sqlite:" + file + "#" + name)
                : server(kind).table(name);
    }

    /** Runs statements that may change anything. */
    void execute(Kind kind, String... statements) throws SQLException {
        try (Connection connection = kind == Kind.SQLITE
                        ? DriverManager.getConnection("jdbc:sqlite:" + file)
                        : server(kind).administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Makes the layout's table and fills it with the sample. */
    CdrDatabase load(Kind kind, SampleLayout layout) throws SQLException {
        execute(kind, "DROP TABLE IF EXISTS " + layout.tableName(), layout.create(kind), layout.insert(kind));
        return table(kind, layout.tableName());
    }

    /** A FreePBX table with so many rows, one a second from 2026-01-01 on; its name is {@code many}. */
    CdrDatabase many(Kind kind, int rows) throws SQLException {
        String numbers = switch (kind) {
            case MARIADB -> "SELECT seq AS n FROM seq_1_to_" + rows;
            case POSTGRESQL -> "SELECT n FROM generate_series(1, " + rows + ") AS n";
            case SQLITE ->
                "SELECT n FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < " + rows
                        + ") SELECT n FROM c)";
        };
        String time = switch (kind) {
            case MARIADB -> "TIMESTAMP '2026-01-01 00:00:00' + INTERVAL n SECOND";
            case POSTGRESQL -> "TIMESTAMP '2026-01-01 00:00:00' + n * INTERVAL '1 second'";
            case SQLITE -> "datetime('2026-01-01 00:00:00', '+' || n || ' seconds')";
        };
        String text = kind == Kind.MARIADB
                ? "REPEAT('x', 80)"
                : kind == Kind.POSTGRESQL ? "repeat('x', 80)" : "hex(zeroblob(40))";
        execute(
                kind,
                "DROP TABLE IF EXISTS many",
                "CREATE TABLE many (calldate " + SampleLayout.Type.TIME.in(kind)
                        + ", src VARCHAR(80), dst VARCHAR(80), dstchannel VARCHAR(80), lastapp VARCHAR(80),"
                        + " lastdata VARCHAR(80), duration INT, billsec INT, disposition VARCHAR(45), uniqueid VARCHAR(32))",
                "INSERT INTO many SELECT " + time + ", '0991234567', '600', 'PJSIP/201-00000001', 'Dial', " + text
                        + ", 60, 50, 'ANSWERED', '1767225600.1' FROM (" + numbers + ") AS numbers");
        return table(kind, "many");
    }

    @Override
    public void close() throws IOException {
        try (mariaDb) {
            postgreSql.close();
        }
    }
}
