package lastagent.asterisk.cdr;

/**
 * A column as the database describes it.
 *
 * @param name in the database's own spelling
 * @param type in its words, in lower case: {@code datetime}, {@code timestamptz}; empty in SQLite where a column has none
 */
record TableColumn(String name, String type) {

    /** A time with its zone: the server hands it out in the zone of the connection, which is UTC. */
    boolean isInstant(CdrDatabase.Kind kind) {
        return switch (kind) {
            case MARIADB -> type.equals("timestamp");
            case POSTGRESQL -> type.equals("timestamptz");
            case SQLITE -> false;
        };
    }

    /** A time without a zone. */
    boolean isWallTime(CdrDatabase.Kind kind) {
        return switch (kind) {
            case MARIADB -> type.equals("datetime");
            case POSTGRESQL -> type.equals("timestamp");
            case SQLITE -> false;
        };
    }

    /** A number, so a time in it counts from 1970. SQLite's types promise nothing. */
    boolean isNumber(CdrDatabase.Kind kind) {
        return kind != CdrDatabase.Kind.SQLITE
                && type.matches(
                        "(big|small|tiny|medium)?(int|integer)\\b.*|int[248]|decimal.*|numeric.*|double.*|float.*|real");
    }
}
