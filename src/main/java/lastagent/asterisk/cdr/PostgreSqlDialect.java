package lastagent.asterisk.cdr;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import lastagent.asterisk.cdr.CdrTable.Limits;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL. */
final class PostgreSqlDialect implements SqlDialect {

    @Override
    public Connection connect(CdrDatabase database, Limits limits) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {database.host()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.name());
        source.setApplicationName("lastagent");
        // The driver counts these in whole seconds; what is read later is limited to the millisecond.
        int seconds =
                Math.toIntExact(Math.max(1, limits.connect().plusMillis(999).toSeconds()));
        source.setConnectTimeout(seconds);
        source.setSocketTimeout(seconds);
        source.setTcpKeepAlive(true);
        Connection connection = source.getConnection(database.user(), database.password());
        try {
            begin(connection, limits);
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
        return connection;
    }

    private static void begin(Connection connection, Limits limits) throws SQLException {
        long millis = limits.read().toMillis();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET DATESTYLE TO ISO");
            // Nobody waits for a longer one: it would only keep the server busy.
            statement.execute("SET statement_timeout TO " + millis);
        }
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(millis));
    }

    @Override
    public char quote() {
        return '"';
    }

    @Override
    public String asText(TableColumn column) {
        return "CAST(" + quoted(column.name()) + " AS text)";
    }

    // A database in SQL_ASCII, as initdb makes one without a locale, holds whatever bytes came, and refuses to hand out
    // as a
    // text those that are no UTF-8.
    @Override
    public String selected(TableColumn column) {
        return isLetters(column)
                ? "convert_to(" + asText(column)
                        + ", CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)"
                : asText(column);
    }

    @Override
    public String text(ResultSet row, int index, TableColumn column) throws SQLException {
        if (!isLetters(column)) {
            return SqlDialect.super.text(row, index, column);
        }
        byte[] bytes = row.getBytes(index);
        return bytes == null ? "" : RawText.of(bytes, 0, bytes.length);
    }

    private static boolean isLetters(TableColumn column) {
        return column.type().equals("varchar")
                || column.type().equals("text")
                || column.type().equals("bpchar");
    }

    @Override
    public String moment(StartColumn start) {
        if (start.column().isInstant(CdrDatabase.Kind.POSTGRESQL)) {
            return "CAST(? AS timestamptz)";
        }
        return start.column().isWallTime(CdrDatabase.Kind.POSTGRESQL) ? "CAST(? AS timestamp)" : "?";
    }

    // The driver fetches in portions only within a transaction.
    @Override
    public void prepare(Connection connection, boolean stream) throws SQLException {
        connection.setAutoCommit(!stream);
    }

    @Override
    public String createIndex(String table, String column) {
        return "CREATE INDEX CONCURRENTLY " + quoted("lastagent_" + column) + " ON " + quoted(table) + " ("
                + quoted(column) + ")";
    }
}
