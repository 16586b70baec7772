package lastagent.asterisk.cdr;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import lastagent.asterisk.cdr.CdrTable.Limits;
import org.mariadb.jdbc.MariaDbDataSource;

/** MariaDB, and MySQL by the same driver. */
final class MariaDbDialect implements SqlDialect {

    @Override
    public Connection connect(CdrDatabase database, Limits limits) throws SQLException {
        String host = database.host().contains(":") ? "[" + database.host() + "]" : database.host();
        long millis = limits.connect().toMillis();
        // allowLocalInfile: a hostile server could otherwise ask for files of this machine.
        MariaDbDataSource source = new MariaDbDataSource("jdbc:mariadb://" + host + ":" + database.port() + "/"
                + database.name() + "?sslMode=disable&allowLocalInfile=false&tcpKeepAlive=true&connectTimeout=" + millis
                + "&socketTimeout=" + millis);
        Connection connection = source.getConnection(database.user(), database.password());
        try {
            begin(connection);
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(limits.read().toMillis()));
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
        return connection;
    }

    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
            statement.execute("SET SESSION TRANSACTION READ ONLY");
        }
    }

    @Override
    public char quote() {
        return '`';
    }

    // A zero date is no time for the driver; as a text it is one that can be refused like any other.
    @Override
    public String asText(TableColumn column) {
        boolean time = column.isInstant(CdrDatabase.Kind.MARIADB) || column.isWallTime(CdrDatabase.Kind.MARIADB);
        return time ? "CAST(" + quoted(column.name()) + " AS CHAR)" : quoted(column.name());
    }

    @Override
    public String selectWithin(Connection connection, Limits limits) throws SQLException {
        long millis = limits.read().toMillis();
        return connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MySQL")
                ? "SELECT /*+ MAX_EXECUTION_TIME(" + millis + ") */"
                : "SET STATEMENT max_statement_time=" + millis / 1000.0 + " FOR SELECT";
    }

    @Override
    public String createIndex(String table, String column) {
        return "CREATE INDEX " + quoted("lastagent_" + column) + " ON " + quoted(table) + " (" + quoted(column) + ")";
    }
}
