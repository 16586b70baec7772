package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DialplanCommandTest {

    @Test
    void printsTheFileThatLandsOnAPbx() throws IOException {
        StringWriter printed = new StringWriter();

        int status = Main.commandLine().setOut(new PrintWriter(printed, true)).execute("dialplan");

        assertThat(status).isZero();
        assertThat(printed).hasToString(Files.readString(Path.of("dist/asterisk/lastagent.conf")));
    }
}
