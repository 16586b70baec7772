package lastagent.asterisk.cdr;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Debian's MariaDB. */
final class MariaDbServer extends DatabaseServer {

    private String database = "";

    private MariaDbServer() throws IOException {
        super("mysql");
    }

    /** One that is new and runs. */
    static MariaDbServer started() throws IOException, SQLException {
        return installed(new MariaDbServer());
    }

    @Override
    void install() throws IOException, SQLException {
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
        database = "asteriskcdrdb";
    }

    @Override
    List<String> command() {
        return List.of(
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
                "--innodb-flush-log-at-trx-commit=2");
    }

    @Override
    CdrDatabase table(String name) {
        return new CdrDatabase(CdrDatabase.Kind.MARIADB, "127.0.0.1", port, "asteriskcdrdb", READER, PASSWORD, name);
    }

    @Override
    Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/" + database
                        + "?sslMode=disable&sessionVariables=time_zone='+00:00'",
                "root",
                "");
    }
}
