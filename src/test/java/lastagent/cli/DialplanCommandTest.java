package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DialplanCommandTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @Test
    void printsTheFileThatLandsOnAPbx() throws IOException {
        assertThat(lastagent("dialplan")).isZero();

        assertThat(printed).hasToString(dist("lastagent.conf"));
    }

    @Test
    void printsTheSameForThePlainDialect() throws IOException {
        assertThat(lastagent("dialplan", "--dialect", "plain")).isZero();

        assertThat(printed).hasToString(dist("lastagent.conf"));
    }

    @Test
    void addsWhatFreePbxNeedsBehindTheUnchangedContext() throws IOException {
        assertThat(lastagent("dialplan", "--dialect", "freepbx")).isZero();

        assertThat(printed).hasToString(dist("lastagent.conf") + dist("lastagent-freepbx.conf"));
    }

    @Test
    void namesTheDialectsWhenItIsAskedForAnother() {
        assertThat(lastagent("dialplan", "--dialect", "elastix")).isNotZero();

        assertThat(printed.toString()).isEmpty();
        assertThat(complained.toString()).contains("--dialect", "elastix", "plain", "freepbx");
    }

    @Test
    void tellsInItsHelpWhatToWriteWhere() {
        assertThat(lastagent("dialplan", "--help")).isZero();

        assertThat(printed.toString())
                .contains("#include lastagent.conf")
                .contains("lastagent-freepbx,400,1")
                .contains("plain, freepbx");
    }

    private int lastagent(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }

    private static String dist(String name) throws IOException {
        return Files.readString(Path.of("dist/asterisk").resolve(name));
    }
}
