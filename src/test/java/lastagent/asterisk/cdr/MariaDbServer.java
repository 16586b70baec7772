package lastagent.asterisk.cdr;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Debian's MariaDB. */
final class MariaDbServer extends DatabaseServer {

    MariaDbServer() throws IOException, SQLException {
        super("mysql");
        run(asUser(List.of(
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + home,
                "--auth-root-authentication-method=normal",
                "--skip-test-db")));
        restart();
        execute(
                "CREATE DATABASE asteriskcdrdb CHARACTER SET utf8mb4",
                "CREATE USER " + READER + " IDENTIFIED BY '"
                        + PASSWORD.replace("\\", "\\\\").replace("'", "''") + "'",
                "GRANT SELECT ON asteriskcdrdb.* TO " + READER);
    }

    /** Starts it, for the first time or after {@link #kill}. */
    void restart() throws IOException {
        start(List.of(
                program("mariadbd"),
                "--no-defaults",
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + home,
                "--socket=" + home.resolve("sock"),
                "--pid-file=" + home.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--sql-mode=",
                "--default-time-zone=+05:00", // nobody's: what depends on it shows
                "--innodb-flush-log-at-trx-commit=0"));
        await("MariaDB, log in " + home)
                .atMost(Duration.ofSeconds(60))
                .ignoreException(SQLException.class)
                .until(() -> {
                    administrator().close();
                    return true;
                });
    }

    @Override
    CdrDatabase table(String name) {
        return new CdrDatabase(CdrDatabase.Kind.MARIADB, "127.0.0.1", port, "asteriskcdrdb", READER, PASSWORD, name);
    }

    @Override
    Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/?allowLocalInfile=true&sslMode=disable", "root", "");
    }
}
