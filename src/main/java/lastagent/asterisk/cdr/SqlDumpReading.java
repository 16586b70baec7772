package lastagent.asterisk.cdr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import lastagent.asterisk.cdr.CdrSource.Rows;

/** One reading of a dump. Not thread-safe. */
final class SqlDumpReading {

    /** A table that can be a CDR. */
    record Table(String name, CdrLayout layout) {}

    private static final int HELD = 2 * SqlTuple.LONGEST;
    private static final int ROWS_BETWEEN_NEWS = 4096;
    private static final Set<String> BEFORE_NAME =
            Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OR", "REPLACE", "ABORT", "ROLLBACK", "FAIL");
    private static final Set<String> NO_COLUMN = Set.of(
            "PRIMARY",
            "KEY",
            "UNIQUE",
            "INDEX",
            "CONSTRAINT",
            "FOREIGN",
            "CHECK",
            "FULLTEXT",
            "SPATIAL",
            "EXCLUDE",
            "LIKE");

    private final ByteWindow window;
    private final SqlCursor cursor;
    private final SqlTuple tuple;
    private final FileOptions options;
    private final Map<String, List<String>> columnsByTable = new HashMap<>();
    private final Map<List<String>, CdrRowReader> readers = new HashMap<>();
    private final List<String> seen = new ArrayList<>();
    private long rows;

    /** Reads a dump in MySQL's dialect, where a backslash escapes, or in the others', where it does not. */
    SqlDumpReading(ByteWindow window, boolean mysql, FileOptions options) {
        this.window = window;
        this.cursor = new SqlCursor(window, mysql);
        this.tuple = new SqlTuple(mysql);
        this.options = options;
    }

    /** The first table that can be a CDR, or the one that is said; one without rows if no other has any. */
    Table firstTable() throws IOException {
        Optional<Table> empty = Optional.empty();
        while (cursor.skipSpace()) {
            switch (cursor.word()) {
                case "CREATE" -> {
                    Optional<String> created = create();
                    if (empty.isEmpty() && created.isPresent()) {
                        empty = table(created.get(), columnsByTable.getOrDefault(created.get(), List.of()));
                    }
                }
                case "INSERT", "REPLACE" -> {
                    String name = into();
                    Optional<Table> filled = table(name, columns(name));
                    if (filled.isPresent()) {
                        return filled.get();
                    }
                }
                default -> {}
            }
            cursor.skipStatement();
        }
        return empty.orElseThrow(() -> new IOException("the dump holds no table that is known as a CDR"
                + options.table()
                        .map(name -> " by the name " + Rejects.quoted(name))
                        .orElse("")
                + (seen.isEmpty() ? "" : ": " + String.join("; ", seen))));
    }

    /** Tells all rows of the table that is said. */
    void run(Rows told) throws IOException {
        while (cursor.skipSpace()) {
            switch (cursor.word()) {
                case "CREATE" -> create();
                case "INSERT", "REPLACE" -> insert(told);
                default -> {}
            }
            cursor.skipStatement();
        }
        told.progress(window.done(), OptionalLong.of(window.whole()));
    }

    private Optional<Table> table(String name, List<String> columns) {
        if (columns.isEmpty() || !wanted(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Table(name, CdrLayout.ofColumns(columns, options.columns())));
        } catch (IOException no) {
            if (seen.size() < 5) {
                seen.add(Rejects.quoted(name) + " is " + no.getMessage());
            }
            return Optional.empty();
        }
    }

    private boolean wanted(String name) {
        return options.table().map(name::equalsIgnoreCase).orElse(true);
    }

    /** What is after {@code CREATE}: the name of a table, whose columns are kept. */
    private Optional<String> create() throws IOException {
        String word = cursor.word();
        while (word.equals("TEMPORARY") || word.equals("TEMP") || word.equals("UNLOGGED") || word.equals("GLOBAL")) {
            word = cursor.word();
        }
        if (!word.equals("TABLE")) {
            return Optional.empty();
        }
        String name = cursor.name();
        if (name.equalsIgnoreCase("IF")) {
            cursor.word();
            cursor.word();
            name = cursor.name();
        }
        List<String> columns = new ArrayList<>();
        if (cursor.take('(')) {
            do {
                boolean quoted = cursor.skipSpace() && (cursor.peek() == '`' || cursor.peek() == '"');
                String column = cursor.name();
                if (quoted || !NO_COLUMN.contains(column.toUpperCase(Locale.ROOT))) {
                    columns.add(column);
                }
                cursor.skipToSeparator();
            } while (cursor.take(','));
        }
        columnsByTable.put(name, columns);
        return Optional.of(name);
    }

    /** The table's name after {@code INSERT}. */
    private String into() throws IOException {
        String word = cursor.word();
        while (BEFORE_NAME.contains(word)) {
            word = cursor.word();
        }
        return word.equals("INTO") ? cursor.name() : "";
    }

    /** The columns that the statement lists, or else those of its table. */
    private List<String> columns(String name) throws IOException {
        if (!cursor.take('(')) {
            return columnsByTable.getOrDefault(name, List.of());
        }
        List<String> columns = new ArrayList<>();
        do {
            columns.add(cursor.name());
            cursor.skipToSeparator();
        } while (cursor.take(','));
        cursor.take(')');
        return columns;
    }

    private void insert(Rows told) throws IOException {
        String name = into();
        if (!wanted(name)) {
            return;
        }
        List<String> columns = columns(name);
        if (!cursor.word().startsWith("VALUE")) {
            return;
        }
        CdrRowReader reader = reader(columns);
        while (cursor.skipSpace() && cursor.peek() == '(') {
            long line = cursor.line();
            window.hold(HELD);
            if (!tuple.read(window.bytes(), window.from(), window.to())) {
                told.rejected(Rejects.of("line " + line, "the row does not end within " + SqlTuple.LONGEST + " bytes"));
                cursor.skipToFreshLine();
                continue;
            }
            row(reader, columns.size(), line, told);
            cursor.moveTo(tuple.end());
            cursor.take(',');
        }
    }

    private void row(CdrRowReader reader, int columns, long line, Rows told) throws IOException {
        if (++rows % ROWS_BETWEEN_NEWS == 0) {
            told.progress(window.done(), OptionalLong.of(window.whole()));
        }
        try {
            if (tuple.columns() != columns) {
                throw new UnreadableRowException(tuple.columns() + " columns instead of " + columns);
            }
            told.row(reader.read(tuple));
        } catch (UnreadableRowException unreadable) {
            told.rejected(Rejects.of("line " + line, unreadable.why()));
        }
    }

    private CdrRowReader reader(List<String> columns) throws IOException {
        CdrRowReader reader = readers.get(columns);
        if (reader == null) {
            CdrLayout layout = CdrLayout.ofColumns(columns, options.columns());
            reader = new CdrRowReader(layout, options.zone(), DayOrder.DAY_FIRST);
            readers.put(List.copyOf(columns), reader);
        }
        return reader;
    }
}
