package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lastagent.asterisk.cdr.CdrDatabase.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of a database. */
class CdrDatabaseTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        mysql://asterisk:w%20rd@127.0.0.1/asteriskcdrdb#cdr,   MARIADB,    127.0.0.1, 3306, asteriskcdrdb, asterisk, cdr
        mariadb://db.example:3307/calls,                       MARIADB,    db.example, 3307, calls, '', cdr
        jdbc:mariadb://127.0.0.1:3306/asteriskcdrdb,           MARIADB,    127.0.0.1, 3306, asteriskcdrdb, '', cdr
        mysql://[::1]/calls,                                   MARIADB,    ::1, 3306, calls, '', cdr
        postgres://asterisk@127.0.0.1/asterisk#public.cdr,     POSTGRESQL, 127.0.0.1, 5432, asterisk, asterisk, public.cdr
        sqlite:/var/log/asterisk/master.db,                    SQLITE,     '', 0, /var/log/asterisk/master.db, '', cdr
        jdbc:sqlite:/storage/my pbx/cdr.db#cdr_general,        SQLITE,     '', 0, /storage/my pbx/cdr.db, '', cdr_general
        """)
    void isRead(String address, Kind kind, String host, int port, String name, String user, String table) {
        CdrDatabase database = CdrDatabase.of(address);

        assertThat(CdrDatabase.isAddress(address)).isTrue();
        assertThat(database).isEqualTo(new CdrDatabase(kind, host, port, name, user, database.password(), table));
    }

    @Test
    void letsWhatIsSaidBesideItCountFirst() {
        CdrDatabase database = CdrDatabase.of("mysql://root:old@127.0.0.1/calls#old", "asterisk", "new", "cdr");

        assertThat(database).isEqualTo(CdrDatabase.of("mysql://asterisk:new@127.0.0.1/calls#cdr"));
    }

    @Test
    void neverShowsThePassword() {
        assertThat(CdrDatabase.of("mysql://asterisk:secret@127.0.0.1/calls"))
                .hasToString("table cdr of MariaDB database calls at 127.0.0.1:3306");
        assertThatThrownBy(() -> CdrDatabase.of("mysql://asterisk:secret @127.0.0.1/calls"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://127.0.0.1/calls#cdr;drop table cdr",
                "mysql://127.0.0.1/calls#cdr`",
                "mysql://127.0.0.1/calls#a.b.c",
                "mysql://127.0.0.1/calls%3FallowLocalInfile=true",
                "mysql://127.0.0.1/calls?allowLocalInfile=true",
                "mysql://127.0.0.1:99999/calls",
                "mysql:///calls",
                "postgresql://127.0.0.1/",
                "sqlite::memory:",
                "sqlite:",
                "oracle://127.0.0.1/calls",
                "/var/log/asterisk/cdr-csv/Master.csv"
            })
    void isRefusedIfItCouldMeanSomethingElse(String address) {
        assertThatThrownBy(() -> CdrDatabase.of(address)).isInstanceOf(IllegalArgumentException.class);
    }
}
