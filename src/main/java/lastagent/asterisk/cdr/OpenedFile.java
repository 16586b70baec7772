package lastagent.asterisk.cdr;

import java.nio.file.Path;

/** What a file turned out to be. */
public sealed interface OpenedFile {

    /** Rows of a CDR, in separated values or in a dump. */
    record Cdr(CdrSource source) implements OpenedFile {}

    /** Events of app_queue. */
    record QueueLog(QueueLogFile log) implements OpenedFile {}

    /** A SQLite database, to be opened as a table. */
    record SqliteDatabase(Path file) implements OpenedFile {}
}
