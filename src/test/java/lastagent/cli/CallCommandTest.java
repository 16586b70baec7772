package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CallCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private int call(String... more) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] arguments = new String[more.length + 4];
        System.arraycopy(
                new String[] {"call", "+4917139200017", "--agi", "127.0.0.1:" + server.getLocalPort()},
                0,
                arguments,
                0,
                4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }

    private void answer(String commands) {
        threads.execute(() -> {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                while (!in.readLine().isEmpty()) {
                    // The request; what it says is tested elsewhere.
                }
                socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                in.lines().forEach(reply -> {});
            } catch (IOException gone) {
                throw new java.io.UncheckedIOException(gone);
            }
        });
    }

    @Test
    void printsWhatWasSetAndWhy() {
        answer("""
                SET VARIABLE LASTAGENT_DIAL PJSIP/971
                SET VARIABLE LASTAGENT_REASON free
                SET VARIABLE LASTAGENT_ACTION ring
                """);

        assertThat(call()).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .startsWith("LASTAGENT_DIAL PJSIP/971", "LASTAGENT_REASON free", "LASTAGENT_ACTION ring")
                .last()
                .asString()
                .startsWith("The agent rings: the agent is free (");
    }

    @Test
    void failsWhenTheServiceClosesWithoutADecision() {
        answer("");

        assertThat(call()).isEqualTo(1);
        assertThat(err.toString()).contains("without a decision");
    }

    @Test
    void failsWhenTheServiceIsSilent() {
        assertThat(call()).isEqualTo(1);
        assertThat(err.toString()).contains("within 400 ms");
    }

    @Test
    void failsWhenNothingListens() throws IOException {
        server.close();

        assertThat(call()).isEqualTo(1);
        assertThat(err.toString()).contains("Is the service running");
    }

    @Test
    void refusesAnAddressWithoutAPort() {
        assertThat(call("--agi", "localhost")).isEqualTo(2);
    }
}
