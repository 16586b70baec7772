package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @Test
    void tellsItsVersion() {
        assertThat(status("--version")).isZero();
        assertThat(printed.toString()).startsWith("lastagent ").contains("Java " + Runtime.version());
    }

    @Test
    void refusesAnUnknownCommandWithStatusTwo() {
        assertThat(status("rotue")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complained.toString()).contains("rotue");
    }

    @Test
    void asksForACommandWhenThereIsNone() {
        assertThat(status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complained.toString()).contains("Missing command").contains("Usage: lastagent");
    }

    private int status(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }
}
