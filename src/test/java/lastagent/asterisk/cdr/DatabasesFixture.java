package lastagent.asterisk.cdr;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import lastagent.asterisk.cdr.CdrTable.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A database of each kind while the tests of one class run. */
abstract class DatabasesFixture {

    static final Limits PATIENT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

    @TempDir
    static Path folder;

    private static @Nullable Databases databases;

    @BeforeAll
    static void start() throws IOException, SQLException {
        databases = Databases.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (databases != null) {
            databases.close();
        }
    }

    static Databases databases() {
        return requireNonNull(databases);
    }

    static CdrTable open(CdrDatabase database, Limits limits) {
        return new CdrTable(database, SampleCalls.KYIV, Map.of(), limits);
    }
}
