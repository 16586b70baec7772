package lastagent.asterisk.cdr;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table of CDR in MariaDB, MySQL, PostgreSQL or SQLite. Which column is what is found from their names, or is set.
 *
 * <p>One connection, opened when it is first needed, kept, and opened again after a fault; it cannot write. A reader in the
 * background and look-ups on a call's path are given a table object each, so that neither waits for the other. Reading holds
 * a portion of rows, never the table.
 *
 * <p>Not thread-safe, but for {@link #close}, which ends a reading of another thread with an {@link IOException}.
 */
public final class CdrTable implements CdrSource, AutoCloseable {

    /**
     * How long anything may take.
     *
     * @param connect until there is a connection; PostgreSQL's driver rounds it up to whole seconds, twice
     * @param read the longest silence of the server; a query of which nothing comes for so long is given up
     */
    public record Limits(Duration connect, Duration read) {

        /** Checks that both are at least a millisecond: with 0 a driver would wait for ever. */
        public Limits {
            if (connect.toMillis() < 1 || read.toMillis() < 1) {
                throw new IllegalArgumentException("a database's time limit is at least a millisecond");
            }
        }
    }

    private static final int PORTION = 1_000;
    private static final Pattern SUFFIX = Pattern.compile("[0-9]{4,20}");

    private final CdrDatabase database;
    private final ZoneId zone;
    private final Map<CdrField, String> set;
    private final Limits limits;
    private final SqlDialect dialect;

    private volatile @Nullable Connection connection;
    private volatile @Nullable Statement running;
    private volatile boolean closed;
    private @Nullable TableLayout layout;

    /**
     * Does not connect yet.
     *
     * @param zone of the PBX, for columns that keep its wall time
     * @param set which column a field is, where its name does not say so
     */
    public CdrTable(CdrDatabase database, ZoneId zone, Map<CdrField, String> set, Limits limits) {
        this.database = database;
        this.zone = zone;
        this.set = Map.copyOf(set);
        this.limits = limits;
        this.dialect = SqlDialect.of(database.kind());
    }

    /** The table, and once it was opened what its columns are taken for. */
    @Override
    public String description() {
        TableLayout known = layout;
        return known == null ? database.toString() : database + ", " + known.description() + ", times in " + zone;
    }

    /**
     * Connects and looks at the table's columns, unless that is done; every reading does so by itself.
     *
     * @throws IOException if there is no connection or no such table, or its columns are not those of a CDR
     */
    public void open() throws IOException {
        if (connection != null) {
            return;
        }
        try {
            Connection fresh = dialect.connect(database, limits);
            connection = fresh;
            layout = TableLayout.of(fresh, dialect, database, set);
        } catch (SQLException fault) {
            drop();
            throw TableFaults.explained(fault, database, limits);
        } catch (IOException unusable) {
            drop();
            throw unusable;
        }
        if (closed) {
            drop();
            throw new IOException(database + " was closed");
        }
    }

    /** Reads rows by their start, in its order; {@link Instant#MIN} and {@link Instant#MAX} are no bounds. */
    @Override
    public void read(Instant from, Instant to, Rows rows) throws IOException {
        run(rows, true, known -> known.span(from, to, zone));
    }

    /**
     * Reads the rows since a moment in which a number that ends so called or was called, in the order of their start: what a
     * call's path may ask if {@link #hasStartIndex}. Their number is that of the caller's own rows, but any number that ends
     * so is among them.
     *
     * @param suffix the last digits of a number, 4 to 20 of them and nothing else
     * @throws IllegalArgumentException if the suffix is anything else: it comes from a stranger
     */
    public void read(Instant from, String suffix, Rows rows) throws IOException {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("a suffix is 4 to 20 digits");
        }
        run(rows, false, known -> known.lookUp(from, suffix, zone));
    }

    /**
     * Whether rows can be found by their start without reading the whole table: an index has the start as its first column.
     */
    public boolean hasStartIndex() throws IOException {
        open();
        try {
            return knownLayout().hasStartIndex(openConnection());
        } catch (SQLException fault) {
            drop();
            throw TableFaults.explained(fault, database, limits);
        }
    }

    /** The statement that makes the index, for an administrator; the table must have been opened. */
    public String createIndex() {
        return dialect.createIndex(
                        database.table(), knownLayout().start().column().name()) + ";";
    }

    /** Ends the connection, and with it whatever another thread reads; the object can then no longer be used. */
    @Override
    public void close() {
        closed = true;
        Statement reading = running;
        if (reading != null && database.kind() == CdrDatabase.Kind.SQLITE) {
            TableFaults.quietly(reading::cancel); // its connection is not to be closed under a reading thread
        } else {
            drop();
        }
    }

    private void run(Rows rows, boolean stream, Question question) throws IOException {
        boolean kept = connection != null;
        open();
        RowCount count = new RowCount();
        try {
            attempt(rows, stream, question, count);
        } catch (SQLException fault) {
            drop();
            // A server closes a connection that was idle for hours: that is found out only by using it.
            if (!kept || count.rows > 0 || closed || !TableFaults.isLostConnection(fault)) {
                throw TableFaults.explained(fault, database, limits);
            }
            run(rows, stream, question);
        } catch (RuntimeException ofListener) {
            drop(); // rows that nobody wants are still on their way
            throw ofListener;
        }
    }

    private void attempt(Rows rows, boolean stream, Question question, RowCount count) throws SQLException {
        Connection open = openConnection();
        TableQuery query = question.about(knownLayout());
        dialect.prepare(open, stream);
        String select = stream ? "SELECT" : dialect.selectWithin(open, limits);
        try (PreparedStatement statement =
                open.prepareStatement(select + query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(PORTION);
            query.bind(statement);
            running = statement;
            try (ResultSet result = statement.executeQuery()) {
                deliver(result, rows, count);
            } catch (RuntimeException ofListener) {
                drop(); // before the result is closed: MariaDB's driver would read it to its end
                throw ofListener;
            }
        } finally {
            running = null;
        }
        if (stream && !open.getAutoCommit()) {
            open.rollback();
        }
    }

    private void deliver(ResultSet result, Rows rows, RowCount count) throws SQLException {
        TableLayout known = knownLayout();
        String[] values = new String[known.columns().size()];
        CdrRowReader reader = new CdrRowReader(known.fields(), zone, DayOrder.DAY_FIRST);
        while (result.next()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = known.text(result, i);
            }
            count.rows++;
            try {
                rows.row(reader.read(column -> values[column]));
            } catch (UnreadableRowException unreadable) {
                rows.rejected(Rejects.of("row " + count.rows, unreadable.why()));
            }
            if (count.rows % PORTION == 0) {
                rows.progress(count.rows, OptionalLong.empty());
            }
        }
    }

    private void drop() {
        Connection gone = connection;
        connection = null;
        if (gone != null) {
            TableFaults.quietly(() -> dialect.end(gone));
        }
    }

    private Connection openConnection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            throw new SQLException("the connection was closed");
        }
        return open;
    }

    private TableLayout knownLayout() {
        TableLayout known = layout;
        if (known == null) {
            throw new IllegalStateException("the table was not opened");
        }
        return known;
    }

    /** What is asked, once the columns are known. */
    private interface Question {
        TableQuery about(TableLayout layout);
    }

    /** Rows that came; a fault after the first is no reason to begin anew. */
    private static final class RowCount {
        private long rows;
    }
}
