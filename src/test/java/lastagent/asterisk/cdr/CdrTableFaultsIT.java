package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lastagent.asterisk.cdr.CdrDatabase.Kind;
import lastagent.asterisk.cdr.CdrTable.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What happens to a database ends in an error that says what to do, in the time that was set; and when the database is back,
 * the same table object reads on. Needs what {@link CdrSourcesIT} needs.
 */
class CdrTableFaultsIT extends DatabasesFixture {

    private static final Limits HURRIED = new Limits(Duration.ofSeconds(1), Duration.ofMillis(500));

    // PostgreSQL's driver has whole seconds to connect, and two steps; the rest is this machine's load.
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MANY = 100_000;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aServerThatStandsStillEndsAReadingInTheSetTime(Kind kind) throws Exception {
        try (CdrTable table = open(databases().many(kind, MANY), HURRIED)) {
            table.open();
            DatabaseServer server = databases().server(kind);
            try {
                long began = System.nanoTime();
                assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, afterRow(1, server::freeze)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("does not answer");
                assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, new CollectedRows()))
                        .as("connecting while it stands")
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("does not answer");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
            } finally {
                server.thaw();
            }
            assertReadsAll(table);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aConnectionThatIsCutWhileReadingIsAnErrorAndTheNextReadingIsWhole(Kind kind) throws Exception {
        try (CdrTable table = open(databases().many(kind, MANY), PATIENT)) {
            DatabaseServer server = databases().server(kind);

            assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, afterRow(1, server::kill)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("no connection to " + kind);
            assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, new CollectedRows()))
                    .as("while the server is gone")
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("no connection to " + kind);

            server.restart();
            assertReadsAll(table);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aConnectionThatTheServerClosedMeanwhileIsNotNoticed(Kind kind) throws Exception {
        try (CdrTable table = open(databases().many(kind, MANY), PATIENT)) {
            table.open();
            DatabaseServer server = databases().server(kind);
            server.kill();
            server.restart();

            assertReadsAll(table);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsAReadingOfAnotherThread(Kind kind) throws Exception {
        CdrTable table = open(databases().many(kind, MANY), PATIENT);

        CollectedRows rows = afterRow(1, () -> inAnotherThread(table::close));

        assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, rows)).isInstanceOf(IOException.class);
        assertThat(rows.rows).hasSizeLessThan(MANY);
        assertThatThrownBy(table::open).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatThrowsLeavesATableThatCanBeReadAgain(Kind kind) throws Exception {
        try (CdrTable table = open(databases().many(kind, MANY), PATIENT)) {
            RuntimeException enough = new IllegalStateException("enough");

            assertThatThrownBy(() -> table.read(Instant.MIN, Instant.MAX, afterRow(1, () -> {
                        throw enough;
                    })))
                    .isSameAs(enough);

            assertReadsAll(table);
        }
    }

    private static void assertReadsAll(CdrTable table) throws IOException {
        CollectedRows all = new CollectedRows();
        table.read(Instant.MIN, Instant.MAX, all);
        assertThat(all.rows).hasSize(MANY);
    }

    private static CollectedRows afterRow(int number, Step step) {
        return new CollectedRows() {
            @Override
            public void row(CdrRecord row) {
                super.row(row);
                if (rows.size() == number) {
                    try {
                        step.run();
                    } catch (IOException fault) {
                        throw new UncheckedIOException(fault);
                    }
                }
            }
        };
    }

    private static void inAnotherThread(Runnable work) {
        Thread other = Thread.ofPlatform().start(work);
        try {
            other.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that is done to a server. */
    private interface Step {
        void run() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aMissingTableIsNamedBesideThoseThatLookLikeACdr(Kind kind) throws Exception {
        databases().many(kind, 10);
        try (CdrTable table = open(databases().table(kind, "crd"), PATIENT)) {
            assertThatThrownBy(table::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("there is no table crd of " + kind)
                    .hasMessageContaining("these look like a CDR")
                    .hasMessageContaining("many");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfSomethingElseIsRefusedWithItsColumns(Kind kind) throws Exception {
        databases().execute(kind, "CREATE TABLE users (id INT, name VARCHAR(20))");
        try (CdrTable table = open(databases().table(kind, "users"), PATIENT)) {
            assertThatThrownBy(table::open).isInstanceOf(IOException.class).hasMessageContaining("\"name\"");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aWrongPasswordIsSaidWithoutThePassword(Kind kind) throws Exception {
        CdrDatabase right = databases().many(kind, 10);
        CdrDatabase wrong = new CdrDatabase(
                kind, right.host(), right.port(), right.name(), right.user(), "not-the-word", right.table());
        try (CdrTable table = open(wrong, PATIENT)) {
            assertThatThrownBy(table::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refuses the user lastagent")
                    .hasMessageNotContaining("not-the-word");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aUserWithoutRightsIsTold(Kind kind) throws Exception {
        CdrDatabase right = databases().many(kind, 10);
        databases()
                .execute(
                        kind,
                        kind == Kind.MARIADB
                                ? "CREATE USER poor IDENTIFIED BY 'poor'"
                                : "CREATE ROLE poor LOGIN PASSWORD 'poor'");
        CdrDatabase poor =
                new CdrDatabase(kind, right.host(), right.port(), right.name(), "poor", "poor", right.table());
        try (CdrTable table = open(poor, PATIENT)) {
            assertThatThrownBy(table::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the user poor may not read")
                    .hasMessageContaining("grant");
        }
    }

    @Test
    void aServerThatIsNotThereIsToldApartFromOneThatRefuses() throws Exception {
        for (Kind kind : List.of(Kind.MARIADB, Kind.POSTGRESQL)) {
            CdrDatabase nowhere = new CdrDatabase(kind, "127.0.0.1", 1, "calls", "a", "b", "cdr");
            try (CdrTable table = open(nowhere, HURRIED)) {
                assertThatThrownBy(table::open)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("no connection to " + kind);
            }
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsTold() throws Exception {
        for (String name : List.of("/nowhere/master.db", "/etc/passwd")) {
            try (CdrTable table = open(CdrDatabase.of("sqlite:" + name), HURRIED)) {
                assertThatThrownBy(table::open).isInstanceOf(IOException.class).hasMessageContaining(name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void aLookUpTakesAnythingButDigitsForAnAttack(Kind kind) throws Exception {
        try (CdrTable table = open(databases().many(kind, 10), PATIENT)) {
            for (String suffix : Stream.of("", "123", "%", "12345%", "1' OR '1'='1", "١٢٣٤٥", "123456789012345678901")
                    .toList()) {
                assertThatThrownBy(() -> table.read(Instant.MIN, suffix, new CollectedRows()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
