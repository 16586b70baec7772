package lastagent.asterisk.cdr;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a table of CDR is. Everything in it comes from a configuration and is checked: nothing of it can change the meaning
 * of a connection's address or of a statement.
 *
 * @param kind whose SQL it speaks
 * @param host name or address; empty for SQLite
 * @param port of the server; 0 for SQLite
 * @param name of the database; SQLite's file
 * @param user empty for SQLite
 * @param password never printed
 * @param table its name, with that of a schema or database before a dot where that is needed
 */
public record CdrDatabase(Kind kind, String host, int port, String name, String user, String password, String table) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.-]+");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_$]+(\\.[A-Za-z0-9_$]+)?");

    /** The databases that are spoken. */
    public enum Kind {
        /** MariaDB and MySQL. */
        MARIADB("MariaDB", 3306),
        POSTGRESQL("PostgreSQL", 5432),
        SQLITE("SQLite", 0);

        private final String title;
        private final int port;

        Kind(String title, int port) {
            this.title = title;
            this.port = port;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one could be read as something else than a name; says which
     */
    public CdrDatabase {
        boolean file = kind == Kind.SQLITE;
        check(file || HOST.matcher(host).matches(), "the database's host", host);
        check(file || (port > 0 && port < 65536), "the database's port", Integer.toString(port));
        check(
                file
                        ? !name.isBlank() && !name.startsWith(":")
                        : NAME.matcher(name).matches(),
                "the database",
                name);
        check(TABLE.matcher(table).matches(), "the table", table);
    }

    private static void check(boolean right, String what, String value) {
        if (!right) {
            throw new IllegalArgumentException(what + " cannot be '" + value + "'");
        }
    }

    /**
     * Reads an address: {@code mysql://asterisk@127.0.0.1/asteriskcdrdb#cdr}, {@code postgresql://…} or
     * {@code sqlite:/var/log/asterisk/master.db#cdr}, with or without {@code jdbc:} before it. The port is the usual one and the
     * table {@code cdr} where none is given; a password may stand behind the user's name and a colon.
     *
     * @throws IllegalArgumentException if it is none; the message repeats no password
     */
    public static CdrDatabase of(String address) {
        return of(address, "", "", "");
    }

    /**
     * Reads an address as {@link #of(String)} does.
     *
     * @param user counts before one in the address; empty to take that
     * @param password counts before one in the address; empty to take that
     * @param table counts before one in the address; empty to take that
     * @throws IllegalArgumentException if it is none; the message repeats no password
     */
    public static CdrDatabase of(String address, String user, String password, String table) {
        String plain = address.replaceFirst("^(?i:jdbc:)", "");
        if (plain.regionMatches(true, 0, "sqlite:", 0, "sqlite:".length())) {
            int hash = plain.lastIndexOf('#');
            String file = plain.substring("sqlite:".length(), hash < 0 ? plain.length() : hash);
            String named = hash < 0 ? "" : plain.substring(hash + 1);
            return new CdrDatabase(
                    Kind.SQLITE, "", 0, file.replaceFirst("^//", ""), "", "", first(table, named, "cdr"));
        }
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("a database's address is wrong (" + wrong.getReason()
                    + "); it is to be like mysql://host:3306/database");
        }
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException("a database's address takes no options behind a question mark");
        }
        Kind kind = kind(uri.getScheme());
        String[] account = (uri.getUserInfo() == null ? "" : uri.getUserInfo()).split(":", 2);
        return new CdrDatabase(
                kind,
                uri.getHost() == null ? "" : uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() == -1 ? kind.port : uri.getPort(),
                uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", ""),
                first(user, account[0], ""),
                first(password, account.length > 1 ? account[1] : "", ""),
                first(table, uri.getFragment() == null ? "" : uri.getFragment(), "cdr"));
    }

    private static String first(String said, String addressed, String usual) {
        return !said.isEmpty() ? said : !addressed.isEmpty() ? addressed : usual;
    }

    /** Whether {@link #of(String)} would read it: it begins with the scheme of a database. */
    public static boolean isAddress(String text) {
        return text.matches("(?i)(jdbc:)?(mariadb|mysql|postgres|postgresql|sqlite):.*");
    }

    private static Kind kind(String scheme) {
        return switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "mariadb", "mysql" -> Kind.MARIADB;
            case "postgresql", "postgres" -> Kind.POSTGRESQL;
            case "sqlite" -> Kind.SQLITE;
            default ->
                throw new IllegalArgumentException("a database's address begins with mysql:, postgresql: or sqlite:");
        };
    }

    /** The table without what stands before the dot. */
    String tableName() {
        return table.substring(table.indexOf('.') + 1);
    }

    /** What stands before the dot: a schema, in MariaDB a database. */
    Optional<String> schema() {
        return table.contains(".") ? Optional.of(table.substring(0, table.indexOf('.'))) : Optional.empty();
    }

    /** The place without the table, for a person. */
    String place() {
        return kind == Kind.SQLITE ? kind + " " + name : kind + " database" + " " + name + " at " + host + ":" + port;
    }

    /** For a person, without the password. */
    @Override
    public String toString() {
        return "table " + table + " of " + place();
    }
}
