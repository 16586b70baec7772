package lastagent.asterisk.cdr;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import lastagent.asterisk.cdr.CdrTable.Limits;

/**
 * Says what is wrong with a database in the words of somebody who can mend it. The numbers are those of the servers' manuals:
 * SQLSTATE for PostgreSQL and connections, the error number for MariaDB and MySQL.
 */
final class TableFaults {

    private static final int MESSAGE = 200;

    private TableFaults() {}

    /** The fault as one for an administrator; its cause is the driver's. */
    static IOException explained(SQLException fault, CdrDatabase database, Limits limits) {
        return new IOException(sentence(fault, database, limits) + ": " + own(fault), fault);
    }

    private static String sentence(SQLException fault, CdrDatabase database, Limits limits) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        boolean mariaDb = database.kind() == CdrDatabase.Kind.MARIADB;
        int number = mariaDb ? fault.getErrorCode() : 0;
        if (isTimeOut(fault)) {
            return database.place() + " does not answer within the limit ("
                    + limits.connect().toMillis() + " ms to connect, "
                    + limits.read().toMillis() + " ms to read)";
        }
        if (number == 1045 || number == 1698 || state.equals("28P01") || state.equals("28000")) {
            return database.place() + " refuses the user " + database.user()
                    + ": check the password and the address it may come from";
        }
        if (number == 1044 || number == 1142 || number == 1143 || state.equals("42501")) {
            return "the user " + database.user() + " may not read " + database + ": grant it SELECT";
        }
        if (number == 1049 || state.equals("3D000")) {
            return database.place() + ": there is no such database";
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "no connection to " + database.place() + ": is the server running, and does it listen there";
        }
        return database + " cannot be read";
    }

    // A driver's message may quote what came from the table.
    private static String own(SQLException fault) {
        String message = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MESSAGE ? line.substring(0, MESSAGE) + "…" : line;
    }

    /** The table is not there. */
    static boolean isMissingTable(SQLException fault, CdrDatabase.Kind kind) {
        return switch (kind) {
            case MARIADB -> fault.getErrorCode() == 1146;
            case POSTGRESQL -> "42P01".equals(fault.getSQLState()) || "3F000".equals(fault.getSQLState());
            case SQLITE -> fault.getMessage() != null && fault.getMessage().contains("no such table");
        };
    }

    /** The connection was gone before anything was asked, which a server's idle limit does; waiting would not have been. */
    static boolean isLostConnection(SQLException fault) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        return (state.startsWith("08") || state.startsWith("57P")) && !isTimeOut(fault);
    }

    // Ours, and the server's own: 57014 and 1969, 3024.
    private static boolean isTimeOut(SQLException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return "57014".equals(fault.getSQLState()) || fault.getErrorCode() == 1969 || fault.getErrorCode() == 3024;
    }

    /** Ends something whose failure nobody can do anything about: the connection is given up either way. */
    static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (SQLException given) {
            // up
        }
    }

    /** Something that ends a connection or a statement. */
    interface Ending {
        void run() throws SQLException;
    }
}
