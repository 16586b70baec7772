package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A dump of a database with {@code INSERT} statements: mysqldump's, phpMyAdmin's, Navicat's, SQLite's. One table of it is
 * read, the first whose columns can be a CDR's (FreePBX repeats two months of {@code cdr} in {@code transient_cdr}), or the
 * one that is said; the columns' names are those of the statement or of the {@code CREATE TABLE} before it. All of it is read
 * whatever the span that is asked for, as a stream. Not thread-safe.
 */
public final class SqlDump implements CdrSource {

    private static final int HEAD = 64 * 1024;
    private static final Pattern MYSQL = Pattern.compile("`|(?i:mysql|mariadb|phpmyadmin)");
    private static final Pattern NOT_MYSQL = Pattern.compile("(?im)^PRAGMA |sqlite|postgresql");

    private final Path file;
    private final FileOptions options;
    private final boolean mysql;
    private final String table;
    private final CdrLayout layout;

    private SqlDump(Path file, FileOptions options, boolean mysql, String table, CdrLayout layout) {
        this.file = file;
        this.options = options;
        this.mysql = mysql;
        this.table = table;
        this.layout = layout;
    }

    /**
     * Looks for the table.
     *
     * @throws IOException if there is none, or the file cannot be read, with a message for an administrator
     */
    static SqlDump open(Path file, FileOptions options) throws IOException {
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            boolean mysql = mysql(window);
            SqlDumpReading reading = new SqlDumpReading(window, mysql, options);
            SqlDumpReading.Table found = reading.firstTable();
            return new SqlDump(file, options, mysql, found.name(), found.layout());
        }
    }

    private static boolean mysql(ByteWindow window) throws IOException {
        window.hold(HEAD);
        int length = Math.min(HEAD, window.to() - window.from());
        String head = new String(window.bytes(), window.from(), length, StandardCharsets.ISO_8859_1);
        return MYSQL.matcher(head).find() && !NOT_MYSQL.matcher(head).find();
    }

    @Override
    public String description() {
        return file.getFileName() + ": a dump's table " + table + ", " + layout.description() + ", times in "
                + options.zone();
    }

    /** How many rows the table has, counted in another way than they are read: what rows and rejects have to come to. */
    public long countRows() throws IOException {
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            return new SqlRowCount(window, mysql, table).count();
        }
    }

    @Override
    public void read(Instant from, Instant to, Rows rows) throws IOException {
        try (ByteWindow window = ByteWindow.open(file, Long.MAX_VALUE)) {
            new SqlDumpReading(window, mysql, options.withTable(table)).run(rows);
        }
    }
}
