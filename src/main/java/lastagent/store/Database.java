package lastagent.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database file: finds out whether it is ours and sound, brings it to this version's schema, and hands out
 * connections.
 *
 * <p>Every commit is on the disk before it returns ({@code synchronous=FULL}): with less, a power cut could take back what
 * has been said to be stored.
 */
final class Database {

    /** The number of the newest script; SQLite keeps it in {@code user_version}. */
    static final int SCHEMA = 1;

    // "LAGT": SQLite keeps it in the file's header for file(1) and for us.
    private static final int APPLICATION_ID = 0x4C414754;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int BUSY_MILLIS = 1_000;

    private final Path file;
    private final InstantSource clock;
    private volatile boolean suspected;

    /**
     * Does not look at the file yet.
     *
     * @param clock for the name of a file that is put aside
     */
    Database(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * A connection that writes, to a file that has been made ready; not thread-safe.
     *
     * <p>A damaged file is put aside and a new one begun: an hour's history is worth less than every call of the hours
     * until somebody looks.
     *
     * @throws StoreRefusedException if it belongs to another program or a newer version, or is not ours to open
     */
    Handle writer() {
        try {
            create();
            if (isDamaged()) {
                putAside();
                create();
            }
        } catch (IOException noFile) {
            throw new StoreRefusedException("cannot make " + file + ": " + noFile, noFile);
        }
        Handle handle = connect(file, durable());
        try {
            migrate(handle);
            return handle;
        } catch (RuntimeException unusable) {
            handle.close();
            throw unusable;
        }
    }

    private static SQLiteConfig durable() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    /**
     * A connection that cannot change anything.
     *
     * @throws StoreRefusedException if there is no database of this version
     */
    static Handle reader(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreRefusedException("there is no " + file + ": has the service ever run with this directory?");
        }
        Handle handle = connect(file, plain());
        try {
            handle.execute("PRAGMA query_only = ON");
            int version = pragma(handle, "user_version");
            if (pragma(handle, "application_id") != APPLICATION_ID || version != SCHEMA) {
                throw new StoreRefusedException(file + " is of version " + version + ", this program reads " + SCHEMA
                        + ": use the version that the service runs, or restart the service");
            }
            return handle;
        } catch (RuntimeException unusable) {
            handle.close();
            throw unusable;
        }
    }

    private static SQLiteConfig plain() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static Handle connect(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return Jdbi.create(source).open();
    }

    // SQLite gives its -wal and -shm files the mode of the database, and root's the owner of it.
    private void create() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** The next {@link #writer} looks at every page of the file before it trusts it. */
    void suspect() {
        suspected = true;
    }

    // Looks before anything is changed: setting WAL mode on another program's database would write to it. Only the
    // conversations are checked page by page, unless there is a suspicion: they are few, and the start needs them; the
    // journal may be large.
    private boolean isDamaged() {
        try (Handle handle = connect(file, plain())) {
            refuseStrangers(handle);
            String check = suspected ? "PRAGMA quick_check(1)" : "PRAGMA quick_check('conversation')";
            suspected = false;
            boolean empty = pragma(handle, "user_version") == 0;
            return !empty
                    && !handle.createQuery(check).mapTo(String.class).first().equals("ok");
        } catch (RuntimeException fault) {
            if (SqliteFaults.isDamage(fault)) {
                return true;
            }
            throw fault;
        }
    }

    private void refuseStrangers(Handle handle) {
        int application = pragma(handle, "application_id");
        int version = pragma(handle, "user_version");
        int tables = handle.createQuery("SELECT count(*) FROM sqlite_master")
                .mapTo(Integer.class)
                .one();
        boolean untouched = application == 0 && version == 0 && tables == 0;
        if (!untouched && application != APPLICATION_ID) {
            throw new StoreRefusedException(
                    file + " is another program's database: move it away, or choose another state directory");
        }
        if (version > SCHEMA) {
            throw new StoreRefusedException(file + " was written by a newer lastagent (version " + version
                    + ", this one knows " + SCHEMA + "): install that version again, or move the file away");
        }
    }

    private static int pragma(Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(Integer.class).one();
    }

    private void putAside() throws IOException {
        String suffix = ".damaged-" + STAMP.format(clock.instant());
        for (String part : new String[] {"", "-wal", "-shm"}) {
            Path from = Path.of(file + part);
            if (Files.exists(from)) {
                Files.move(from, Path.of(file + suffix + part));
            }
        }
        LOG.error(
                "the database is damaged; it is kept as {}, and history begins anew: callers who talked to an agent"
                        + " before this moment are not recognised",
                file + suffix);
    }

    /** A database of this version in memory, for nobody else. */
    static Handle scratch() {
        Handle handle = Jdbi.create("jdbc:sqlite::memory:").open();
        migrate(handle);
        return handle;
    }

    private static void migrate(Handle handle) {
        for (int version = pragma(handle, "user_version") + 1; version <= SCHEMA; version++) {
            String script = script(version);
            int reached = version;
            handle.useTransaction(open -> {
                open.createScript(script).execute();
                open.execute("PRAGMA application_id = " + APPLICATION_ID);
                open.execute("PRAGMA user_version = " + reached);
            });
        }
    }

    private static String script(int version) {
        try (InputStream script = Database.class.getResourceAsStream(version + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("no script " + version + ".sql in the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
