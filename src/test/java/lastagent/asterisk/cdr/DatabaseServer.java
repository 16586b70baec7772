package lastagent.asterisk.cdr;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database of Debian's package with data, port and socket of its own, for tests. It runs under the package's user when the
 * tests run as root, because PostgreSQL refuses root.
 */
abstract class DatabaseServer implements AutoCloseable {

    static final String READER = "lastagent";
    static final String PASSWORD = "test-word'\"\\ %";

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<Path> PROGRAMS = Stream.of(
                    "/usr/lib/postgresql/15/bin",
                    "/usr/lib/postgresql/17/bin",
                    "/usr/local/bin",
                    "/usr/sbin",
                    "/usr/bin")
            .map(Path::of)
            .toList();

    private final String systemUser;
    final Path home;
    final int port;
    private @Nullable Process process;

    /** Makes a folder that the package's user can enter. */
    DatabaseServer(String systemUser) throws IOException {
        this.systemUser = systemUser;
        this.home = Files.createTempDirectory("lastagent-" + systemUser + "-");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        if (ROOT) {
            run(List.of("chown", systemUser, home.toString()));
        }
    }

    /** The programs that these servers need and the machine lacks. */
    static List<String> missing() {
        return Stream.of("mariadbd", "mariadb-install-db", "postgres", "initdb", "setpriv")
                .filter(name -> program(name).equals(name))
                .toList();
    }

    static String program(String name) {
        return PROGRAMS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(name);
    }

    /** Where its table is, for a reader that may only read. */
    abstract CdrDatabase table(String name);

    /** A connection that may do anything. */
    abstract Connection administrator() throws SQLException;

    /** Makes its data, starts it and prepares what the tests need. */
    abstract void install() throws IOException, SQLException;

    /** The command that runs it. */
    abstract List<String> command();

    static <T extends DatabaseServer> T installed(T server) throws IOException, SQLException {
        try {
            server.install();
            return server;
        } catch (IOException | SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** Starts it, for the first time or after {@link #kill}, and waits until it answers. */
    void restart() throws IOException {
        process = new ProcessBuilder(asUser(command()))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        await("the server, log in " + home)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    administrator().close();
                    return true;
                });
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<String> asUser(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (ROOT) {
            whole.addAll(List.of("setpriv", "--reuid=" + systemUser, "--regid=" + systemUser, "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }

    static void run(List<String> command) throws IOException {
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (run.waitFor() != 0) {
                throw new IOException(command + " failed: " + said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** The server and its children stand still, with their sockets open. */
    void freeze() throws IOException {
        signal("STOP");
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    /** Ends it as a fault of its own would: at once. */
    void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    private void signal(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(process -> command.add(Long.toString(process.pid())));
        run(command);
    }

    private List<ProcessHandle> processes() {
        Process running = Objects.requireNonNull(process, "not started");
        return Stream.concat(Stream.of(running.toHandle()), running.descendants())
                .toList();
    }

    /** Ends it at once: its data is deleted anyway. */
    @Override
    public void close() throws IOException {
        if (process != null && process.isAlive()) {
            kill();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException kept) {
                    throw new UncheckedIOException(kept);
                }
            });
        }
    }
}
