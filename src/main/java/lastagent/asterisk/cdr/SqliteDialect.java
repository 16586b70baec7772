package lastagent.asterisk.cdr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import lastagent.asterisk.cdr.CdrTable.Limits;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite, as {@code cdr_sqlite3_custom} and MikoPBX write it: any column may hold anything. */
final class SqliteDialect implements SqlDialect {

    @Override
    public Connection connect(CdrDatabase database, Limits limits) throws SQLException {
        if (!Files.isReadable(Path.of(database.name()))) {
            throw new SQLException("there is no such file, or this user may not read it");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(limits.read().toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database.name());
        return source.getConnection();
    }

    @Override
    public char quote() {
        return '"';
    }

    @Override
    public String asText(TableColumn column) {
        return quoted(column.name());
    }

    @Override
    public void end(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public String createIndex(String table, String column) {
        return "CREATE INDEX " + quoted("lastagent_" + column) + " ON " + quoted(table) + " (" + quoted(column) + ")";
    }
}
