package lastagent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar target/lastagent.jar serve --config …}, and what it prints, line by line. */
final class ServiceProcess {

    private static final Path JAR = Path.of("target", "lastagent.jar");

    private static final Pattern ANSWERS_ON = Pattern.compile(".*agi://([0-9.]+):([0-9]+)/route.*");

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /**
     * One line.
     *
     * @param at when it had arrived, by {@link System#nanoTime}
     */
    record Line(String text, long at) {}

    private ServiceProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().name("service-output").start(this::read);
    }

    /** Starts the service; it may not answer yet. */
    static ServiceProcess start(Path config) throws IOException {
        return new ServiceProcess(command("serve", "--config", config.toString()));
    }

    /** Starts any command of lastagent, without a terminal; what it prints, on either stream, is its output. */
    static Process command(String... arguments) throws IOException {
        assertThat(JAR).as("the jar, which mvn package makes").isRegularFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    // A line counts when its end has arrived: a kill may cut the last one short.
    private void read() {
        StringBuilder line = new StringBuilder();
        try (InputStream in = process.getInputStream()) {
            byte[] chunk = new byte[8192];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                for (char symbol : new String(chunk, 0, length, StandardCharsets.ISO_8859_1).toCharArray()) {
                    if (symbol == '\n') {
                        lines.add(new Line(line.toString(), System.nanoTime()));
                        line.setLength(0);
                    } else {
                        line.append(symbol);
                    }
                }
            }
        } catch (IOException killed) {
            // What had arrived is kept.
        }
    }

    /** Waits until it prints a line that contains the text. */
    void awaitLine(String text) {
        await("a line with \"" + text + "\"").atMost(START).until(() -> {
            assertThat(process.isAlive())
                    .as("the service runs; it printed %s", lines)
                    .isTrue();
            return lines.stream().anyMatch(line -> line.text().contains(text));
        });
    }

    /** Where it answers the dialplan. */
    InetSocketAddress agi() {
        awaitLine("agi://");
        Matcher address = lines.stream()
                .map(line -> ANSWERS_ON.matcher(line.text()))
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        return new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Everything that has been printed so far. */
    List<Line> lines() {
        return new ArrayList<>(lines);
    }

    /** {@code kill -9}; returns the moment before it, by {@link System#nanoTime}. */
    long kill() throws InterruptedException {
        long at = System.nanoTime();
        process.destroyForcibly();
        process.waitFor();
        reader.join();
        return at;
    }

    /** Writes a configuration that follows a PBX on loopback and listens on a free port. */
    static Path config(Path directory, int amiPort, String user, String secret) throws IOException {
        return Files.writeString(
                directory.resolve("lastagent.yaml"), """
                state-directory: %s
                agi:
                  listen: 127.0.0.1:0
                asterisk:
                  host: 127.0.0.1
                  port: %d
                  user: %s
                  secret: %s
                """.formatted(directory.resolve("state"), amiPort, user, secret));
    }
}
