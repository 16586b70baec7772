package lastagent.asterisk.cdr;

import static lastagent.asterisk.cdr.SampleLayout.Type.EPOCH;
import static lastagent.asterisk.cdr.SampleLayout.Type.INTEGER;
import static lastagent.asterisk.cdr.SampleLayout.Type.MILLIS;
import static lastagent.asterisk.cdr.SampleLayout.Type.MOMENT;
import static lastagent.asterisk.cdr.SampleLayout.Type.TEXT;
import static lastagent.asterisk.cdr.SampleLayout.Type.TIME;
import static lastagent.asterisk.cdr.SampleLayout.Type.UNTYPED;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables that PBXs keep; each can be made in each database, and filled with the {@link SampleCalls}. */
enum SampleLayout {

    /** The documented classic: {@code MySQL-CDR-Backend.md}. */
    CLASSIC(
            "cdr",
            "calldate=start:TIME clid src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER billsec:INTEGER"
                    + " disposition amaflags=3:INTEGER accountcode= uniqueid userfield="),

    /** {@code contrib/realtime/*_cdr.sql} since 12. */
    TWELVE(
            "cdr",
            "accountcode= src dst dcontext clid channel dstchannel lastapp lastdata start:TIME answer:TIME end:TIME"
                    + " duration:INTEGER billsec:INTEGER disposition amaflags=DOCUMENTATION userfield= uniqueid linkedid"
                    + " peeraccount= sequence=7:INTEGER"),

    /** {@code asteriskcdrdb.cdr} of FreePBX 16 ({@code install.php} of its module cdr). */
    FREEPBX_16(
            "cdr",
            "calldate=start:TIME clid src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER billsec:INTEGER"
                    + " disposition amaflags=3:INTEGER accountcode= uniqueid userfield= did=600 recordingfile=x.wav cnum=src"
                    + " cnam= outbound_cnum= outbound_cnam= dst_cnam= linkedid peeraccount= sequence=7:INTEGER"),

    /** Issabel's, with one more row whose date is zero, as its default is. */
    ISSABEL(
            "cdr",
            "calldate=start:TIME clid src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER billsec:INTEGER"
                    + " disposition amaflags=3:INTEGER accountcode= uniqueid userfield= recordingfile= cnum=src cnam="
                    + " outbound_cnum= outbound_cnam= dst_cnam= did="),

    /** cdr_odbc without {@code dispositionstring}, cdr_pgsql and cdr_mysql with numeric columns. */
    NUMBERED_DISPOSITIONS(
            "cdr",
            "calldate=start:TIME clid src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER billsec:INTEGER"
                    + " disposition:DISPOSITION amaflags=3:INTEGER accountcode= uniqueid userfield="),

    /** {@code realtime.sql} of 11 for PostgreSQL: a time with its zone; MySQL's TIMESTAMP is one too. */
    WITH_ZONE(
            "cdr",
            "calldate=start:MOMENT clid src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER billsec:INTEGER"
                    + " disposition amaflags=3:INTEGER accountcode= uniqueid userfield="),

    /** cdr_sqlite3_custom, as its sample configures it: no column has a type. */
    SQLITE3_CUSTOM(
            "cdr",
            "calldate=start:UNTYPED clid:UNTYPED dcontext:UNTYPED channel:UNTYPED dstchannel:UNTYPED lastapp:UNTYPED"
                    + " lastdata:UNTYPED duration:UNTYPED billsec:UNTYPED disposition:UNTYPED amaflags=3:UNTYPED"
                    + " accountcode=:UNTYPED uniqueid:UNTYPED userfield=:UNTYPED src:UNTYPED dst:UNTYPED"),

    /** MikoPBX's own. */
    MIKOPBX(
            "cdr_general",
            "start:MILLIS endtime=end:MILLIS answer:MILLIS src_chan=channel src_num=src dst_chan=dstchannel dst_num=dst"
                    + " UNIQUEID=uniqueid linkedid did=600 disposition:SHORT recordingfile= from_account=mts to_account="
                    + " dialstatus=ANSWER appname=lastapp transfer=0 is_app=0 duration:INTEGER billsec:INTEGER"
                    + " work_completed=1"),

    /** Somebody's own: seconds since 1970. */
    SECONDS(
            "calls",
            "start:EPOCH answer:EPOCH end:EPOCH src dst dcontext channel dstchannel lastapp lastdata duration:INTEGER"
                    + " billsec:INTEGER disposition uniqueid linkedid");

    /** What a column is in MariaDB, PostgreSQL and SQLite. */
    enum Type {
        TEXT("VARCHAR(80) NOT NULL DEFAULT ''", "varchar(80) NOT NULL DEFAULT ''", "VARCHAR(80)"),
        UNTYPED("VARCHAR(255)", "text", ""),
        INTEGER("INT", "bigint", "INTEGER"),
        DISPOSITION("INT", "integer", "INTEGER"),
        SHORT("VARCHAR(45)", "varchar(45)", "TEXT"),
        TIME("DATETIME", "timestamp", "DATETIME"),
        MOMENT("TIMESTAMP NULL", "timestamptz", "TEXT"),
        MILLIS("VARCHAR(32)", "text", "TEXT"),
        EPOCH("BIGINT", "bigint", "INTEGER");

        private final String mariaDb;
        private final String postgreSql;
        private final String sqlite;

        Type(String mariaDb, String postgreSql, String sqlite) {
            this.mariaDb = mariaDb;
            this.postgreSql = postgreSql;
            this.sqlite = sqlite;
        }

        String in(CdrDatabase.Kind kind) {
            return switch (kind) {
                case MARIADB -> mariaDb;
                case POSTGRESQL -> postgreSql;
                case SQLITE -> sqlite;
            };
        }
    }

    /**
     * A column and what is written into it.
     *
     * @param source a field of the sample, or a value for all rows
     */
    record Column(String name, String source, Type type) {

        static Column of(String spec) {
            String[] typed = spec.split(":", -1);
            String[] named = typed[0].split("=", -1);
            Type type = typed.length > 1 ? Type.valueOf(typed[1]) : TEXT;
            return new Column(named[0], named.length > 1 ? named[1] : named[0], type);
        }

        /** The literal of a row's value. */
        String value(SampleCalls.Row row, CdrDatabase.Kind kind) {
            String text = row.values().getOrDefault(source, source);
            String quoted = "'" + text.replace("'", "''") + "'";
            return switch (type) {
                case TEXT, UNTYPED -> quoted;
                case INTEGER -> text;
                case DISPOSITION -> text.equals("ANSWERED") ? "8" : text.equals("BUSY") ? "4" : "0";
                case SHORT -> quoted.replace(" ", "");
                case TIME -> text.isEmpty() ? "NULL" : quoted;
                case MOMENT -> text.isEmpty() ? "NULL" : moment(SampleCalls.kyiv(text), kind);
                case MILLIS -> text.isEmpty() ? "''" : "'" + text + ".678'";
                case EPOCH ->
                    text.isEmpty() ? "0" : Long.toString(SampleCalls.kyiv(text).getEpochSecond());
            };
        }
    }

    private final String table;

    @SuppressWarnings("ImmutableEnumChecker") // toList() cannot be changed
    private final List<Column> columns;

    SampleLayout(String table, String columns) {
        this.table = table;
        this.columns = Arrays.stream(columns.split(" ")).map(Column::of).toList();
    }

    String create(CdrDatabase.Kind kind) {
        return columns.stream()
                .map(column -> quoted(column, kind) + " " + column.type().in(kind))
                .collect(Collectors.joining(", ", "CREATE TABLE " + tableName() + " (", ")"));
    }

    /** All rows in one statement. */
    String insert(CdrDatabase.Kind kind) {
        String names = columns.stream().map(column -> quoted(column, kind)).collect(Collectors.joining(", "));
        return SampleCalls.rows().stream()
                .map(row -> columns.stream()
                        .map(column -> column.value(row, kind))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "INSERT INTO " + tableName() + " (" + names + ") VALUES ", ""));
    }

    // MariaDB takes a TIMESTAMP in the session's zone, which the tests set to UTC.
    private static String moment(Instant moment, CdrDatabase.Kind kind) {
        String utc = moment.toString().replace("Z", "");
        return "'" + (kind == CdrDatabase.Kind.MARIADB ? utc.replace("T", " ") : utc + "+00:00") + "'";
    }

    /** Its table's name among those of the other layouts. */
    String tableName() {
        return table + "_" + name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(Column column, CdrDatabase.Kind kind) {
        String quote = kind == CdrDatabase.Kind.MARIADB ? "`" : "\"";
        return quote + column.name() + quote;
    }
}
