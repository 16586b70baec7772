package lastagent.store;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells apart what SQLite's errors call for. */
final class SqliteFaults {

    // The low byte of an extended result code is the primary one (sqlite3.h).
    private static final int PRIMARY = 0xff;

    private SqliteFaults() {}

    private static SQLiteErrorCode code(Throwable fault) {
        return sql(fault)
                .map(sql ->
                        sql instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR)
                .orElse(SQLiteErrorCode.UNKNOWN_ERROR);
    }

    /** Whether SQLite found that the file is not, or no longer, a sound database. */
    static boolean isDamage(RuntimeException fault) {
        SQLiteErrorCode code = code(fault);
        return isPrimary(code, SQLiteErrorCode.SQLITE_NOTADB) || isPrimary(code, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    private static boolean isPrimary(SQLiteErrorCode code, SQLiteErrorCode primary) {
        return (code.code & PRIMARY) == primary.code;
    }

    /** Whether it is the entry that no database would take, rather than the disk that takes nothing now. */
    static boolean isOfTheEntry(RuntimeException fault) {
        SQLiteErrorCode code = code(fault);
        return (code == SQLiteErrorCode.UNKNOWN_ERROR && sql(fault).isEmpty())
                || isPrimary(code, SQLiteErrorCode.SQLITE_CONSTRAINT)
                || isPrimary(code, SQLiteErrorCode.SQLITE_MISMATCH)
                || isPrimary(code, SQLiteErrorCode.SQLITE_TOOBIG);
    }

    /** For the log: without Jdbi's own message, which quotes the arguments, and with them a number. */
    static String describe(Throwable fault) {
        return fault instanceof StoreRefusedException
                ? String.valueOf(fault.getMessage())
                : sql(fault)
                        .map(SQLException::getMessage)
                        .orElse(fault.getClass().getName());
    }

    private static Optional<SQLException> sql(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
