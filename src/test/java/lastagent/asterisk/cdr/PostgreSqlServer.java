package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Debian's PostgreSQL. */
final class PostgreSqlServer extends DatabaseServer {

    private String database = "postgres";

    private PostgreSqlServer() throws IOException {
        super("postgres");
    }

    /** One that is new and runs. */
    static PostgreSqlServer started() throws IOException, SQLException {
        return installed(new PostgreSqlServer());
    }

    @Override
    void install() throws IOException, SQLException {
        Files.writeString(home.resolve("word"), "administrator\n");
        run(asUser(List.of(
                program("initdb"),
                "--pgdata=" + home.resolve("data"),
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + home.resolve("word"),
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
        restart();
        execute(
                "CREATE ROLE " + READER + " LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'",
                "CREATE DATABASE asterisk");
        database = "asterisk";
        execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO " + READER);
    }

    @Override
    List<String> command() {
        return List.of(
                program("postgres"),
                "-D",
                home.resolve("data").toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=" + home,
                "-c",
                "fsync=off",
                "-c",
                "datestyle=SQL,DMY", // nobody's: what depends on them shows
                "-c",
                "timezone=Asia/Tashkent");
    }

    @Override
    CdrDatabase table(String name) {
        return new CdrDatabase(CdrDatabase.Kind.POSTGRESQL, "127.0.0.1", port, "asterisk", READER, PASSWORD, name);
    }

    @Override
    Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "administrator");
    }
}
