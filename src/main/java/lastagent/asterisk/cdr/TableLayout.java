package lastagent.asterisk.cdr;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lastagent.asterisk.cdr.CdrDatabase.Kind;

/**
 * What a table's columns are: which are read, by which the rows are found, and the statements that follow from it.
 *
 * @param description of the whole table, for a person
 * @param columns those that are read, in the order in which they are selected
 * @param fields where among them each field is
 */
record TableLayout(
        String description,
        SqlDialect dialect,
        CdrDatabase database,
        List<TableColumn> columns,
        CdrLayout fields,
        StartColumn start) {

    /**
     * Looks at a table.
     *
     * @throws IOException if it is not there, or its columns cannot be a CDR's
     */
    static TableLayout of(Connection connection, SqlDialect dialect, CdrDatabase database, Map<CdrField, String> set)
            throws SQLException, IOException {
        List<TableColumn> all = columnsOf(connection, dialect, database);
        CdrLayout wide = CdrLayout.ofColumns(all.stream().map(TableColumn::name).toList(), set);
        List<TableColumn> read = new TreeMap<>(wide.columns())
                .values().stream().distinct().map(all::get).toList();
        Map<CdrField, String> names = wide.columns().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> all.get(entry.getValue()).name()));
        CdrLayout narrow =
                CdrLayout.ofColumns(read.stream().map(TableColumn::name).toList(), names);
        TableColumn start = read.get(narrow.at(CdrField.START));
        return new TableLayout(
                wide.description(), dialect, database, read, narrow, startOf(start, connection, dialect, database));
    }

    private static List<TableColumn> columnsOf(Connection connection, SqlDialect dialect, CdrDatabase database)
            throws SQLException, IOException {
        String none = "SELECT * FROM " + dialect.quoted(database.table()) + " WHERE 1 = 0";
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery(none)) {
            ResultSetMetaData about = nothing.getMetaData();
            List<TableColumn> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                String type = about.getColumnTypeName(i);
                columns.add(new TableColumn(about.getColumnName(i), type == null ? "" : type.toLowerCase(Locale.ROOT)));
            }
            return columns;
        } catch (SQLException fault) {
            if (TableFaults.isMissingTable(fault, database.kind())) {
                throw new IOException("there is no " + database + "; " + candidates(connection), fault);
            }
            throw fault;
        }
    }

    // Whatever else it has: a table with these two is somebody's CDR.
    private static String candidates(Connection connection) throws SQLException {
        TreeSet<String> found = new TreeSet<>(tablesWith(connection, "disposition"));
        found.retainAll(tablesWith(connection, "billsec"));
        return found.isEmpty() ? "no table looks like a CDR" : "these look like a CDR: " + String.join(", ", found);
    }

    private static List<String> tablesWith(Connection connection, String column) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(connection.getCatalog(), null, "%", column)) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static StartColumn startOf(
            TableColumn column, Connection connection, SqlDialect dialect, CdrDatabase database) throws SQLException {
        Kind kind = database.kind();
        if (column.isInstant(kind)) {
            return StartColumn.typed(column, StartColumn.Form.INSTANT);
        }
        if (column.isWallTime(kind)) {
            return StartColumn.typed(column, StartColumn.Form.WALL);
        }
        String name = dialect.quoted(column.name());
        String type = kind == Kind.SQLITE ? ", typeof(" + name + ")" : "";
        String sample = "SELECT " + name + type + " FROM " + dialect.quoted(database.table()) + " WHERE " + name
                + " IS NOT NULL LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sample)) {
            boolean any = row.next();
            boolean number = column.isNumber(kind) || (any && kind == Kind.SQLITE && !"text".equals(row.getString(2)));
            return StartColumn.sampled(column, any ? row.getString(1) : "", number);
        }
    }

    /** A selected text, as the readers of rows take it: a moment says that it is in UTC. */
    String text(ResultSet row, int column) throws SQLException {
        String value = dialect.text(row, column + 1, columns.get(column));
        boolean moment = columns.get(column).isInstant(database.kind()) && value.length() >= 19;
        return moment ? value.substring(0, 10) + "T" + value.substring(11).replaceFirst("\\+00$", "") + "Z" : value;
    }

    /** Rows of a span, by their start. */
    TableQuery span(Instant from, Instant to, ZoneId zone) {
        List<String> conditions = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        bound(start.atLeast(from, zone), ">=", conditions, bounds);
        bound(start.lessThan(to, zone), "<", conditions, bounds);
        return query(conditions, bounds, List.of());
    }

    /** Rows since a moment, of numbers that end so. */
    TableQuery lookUp(Instant from, String suffix, ZoneId zone) {
        List<String> conditions = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        bound(start.atLeast(from, zone), ">=", conditions, bounds);
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (CdrField field : List.of(CdrField.SRC, CdrField.DST)) {
            int column = fields.at(field);
            if (column >= 0) {
                numbers.add(dialect.asText(columns.get(column)) + " LIKE ?");
                texts.add("%" + suffix);
            }
        }
        conditions.add("(" + String.join(" OR ", numbers) + ")");
        return query(conditions, bounds, texts);
    }

    private void bound(Optional<String> value, String comparison, List<String> conditions, List<String> bounds) {
        if (value.isPresent()) {
            conditions.add(startName() + " " + comparison + " " + dialect.moment(start));
            bounds.add(value.get());
        }
    }

    private TableQuery query(List<String> conditions, List<String> bounds, List<String> texts) {
        String selected = columns.stream().map(dialect::selected).collect(Collectors.joining(", "));
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String order = start.form() == StartColumn.Form.UNORDERED ? "" : " ORDER BY " + startName();
        String sql = " " + selected + " FROM " + dialect.quoted(database.table()) + where + order;
        return new TableQuery(sql, bounds, start.number(), texts);
    }

    private String startName() {
        return dialect.quoted(start.column().name());
    }

    /** Whether an index begins with the start column; a partial one does not count. */
    boolean hasStartIndex(Connection connection) throws SQLException {
        if (start.form() == StartColumn.Form.UNORDERED) {
            return false;
        }
        String qualifier = database.schema().orElse(null);
        String catalog = database.kind() == Kind.MARIADB && qualifier != null ? qualifier : connection.getCatalog();
        String schema = database.kind() == Kind.POSTGRESQL ? qualifier : null;
        try (ResultSet index =
                connection.getMetaData().getIndexInfo(catalog, schema, database.tableName(), false, true)) {
            while (index.next()) {
                boolean first = index.getShort("ORDINAL_POSITION") <= 1 && index.getString("FILTER_CONDITION") == null;
                if (first && start.column().name().equalsIgnoreCase(index.getString("COLUMN_NAME"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
