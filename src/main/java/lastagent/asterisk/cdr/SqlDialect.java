package lastagent.asterisk.cdr;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lastagent.asterisk.cdr.CdrTable.Limits;

/**
 * What differs between the databases. All of them are read the same way: every column as a text that the server made with
 * its zone at UTC, so that neither the driver's idea of a time nor the JVM's zone has a say. Thread-safe: no state.
 */
interface SqlDialect {

    /** The one that a database speaks. */
    static SqlDialect of(CdrDatabase.Kind kind) {
        return switch (kind) {
            case MARIADB -> new MariaDbDialect();
            case POSTGRESQL -> new PostgreSqlDialect();
            case SQLITE -> new SqliteDialect();
        };
    }

    /** A connection that cannot write, with its zone at UTC; within {@link Limits#connect}. */
    Connection connect(CdrDatabase database, Limits limits) throws SQLException;

    /** What a name stands between. */
    char quote();

    /** A checked name, or two with a dot between, as an identifier. */
    default String quoted(String name) {
        return Stream.of(name.split("\\."))
                .map(part -> quote() + part + quote())
                .collect(Collectors.joining("."));
    }

    /** An expression for a column's value as a text. */
    String asText(TableColumn column);

    /** The expression of which {@link #text} makes the text. */
    default String selected(TableColumn column) {
        return asText(column);
    }

    /** A text that {@link #selected} selected; empty for NULL. */
    default String text(ResultSet row, int index, TableColumn column) throws SQLException {
        String value = row.getString(index);
        return value == null ? "" : value;
    }

    /** The placeholder for a moment that is compared with the start column. */
    default String moment(StartColumn start) {
        return "?";
    }

    /** The words for a SELECT that the server gives up by itself, where it can. */
    default String selectWithin(Connection connection, Limits limits) throws SQLException {
        return "SELECT";
    }

    /** Makes the connection ready for a stream of any length, or for a short answer. */
    default void prepare(Connection connection, boolean stream) throws SQLException {}

    /** Ends a connection at once, whatever it is doing, from whichever thread. */
    default void end(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
    }

    /** What an administrator has to run so that the start column has an index. */
    String createIndex(String table, String column);
}
