package lastagent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lastagent.core.routing.Mode;
import lastagent.core.routing.QueueRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    private static final Map<String, String> HOME = Map.of("HOME", "/home/alice");

    private final SettingsFile file = new SettingsFile(HOME);

    @Test
    void needsNoFileAtAll() throws SettingsException {
        Settings settings = file.defaults();

        assertThat(settings.asterisk()).isEmpty();
        assertThat(settings.agi().listen()).hasToString("/127.0.0.1:4573");
        assertThat(settings.general()).isEqualTo(QueueRules.DEFAULTS);
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/home/alice/.local/state/lastagent"));
    }

    @Test
    void readsTheShippedFileAsTheDefaults() throws SettingsException {
        assertThat(file.read(Path.of("config/lastagent.yaml"))).isEqualTo(file.defaults());
    }

    /** Every commented-out key of the shipped file is one that the reader knows, and its example is accepted. */
    @Test
    void readsTheShippedFileWithEveryExampleSwitchedOn() throws Exception {
        String shipped = Files.readString(Path.of("config/lastagent.yaml"));
        String switchedOn = Pattern.compile("(?m)^( *)#([a-z][a-z-]*:)")
                .matcher(shipped)
                .replaceAll("$1$2")
                .replaceAll("(?m)^ *secret: .*$", "  secret: sesame")
                .replaceAll("(?m)^ *secret-file: .*\\R", "");

        Settings settings = file.parse(switchedOn);

        assertThat(settings.asterisk()).hasValueSatisfying(asterisk -> {
            assertThat(asterisk.host()).isEqualTo("127.0.0.1");
            assertThat(asterisk.port()).isEqualTo(5038);
            assertThat(asterisk.name()).isEqualTo("pbx");
        });
        assertThat(settings.numbers().region()).contains("UA");
        assertThat(settings.queues())
                .hasEntrySatisfying("vip", vip -> assertThat(vip.lookBack()).isEqualTo(Duration.ofHours(2)));
    }

    @Test
    void namesEveryFaultAtOnce() {
        List<String> errors = errorsOf("""
                mode: sometimes
                look-bak: 30m
                ring-time: 20
                agi:
                  listen: 0.0.0.0:4573
                asterisk:
                  usr: lastagent
                  port: 99999
                queues:
                  vip:
                    ring-tim: 5s
                """);

        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "mode is to be on, shadow or off, not 'sometimes'",
                        "look-bak is not a setting; did you mean look-back?",
                        "ring-time is to be a time with its unit, like 90s, 5m, 2h or 30d, not '20'",
                        "agi.allow must name the PBXs, because agi.listen is not a loopback address",
                        "asterisk.usr is not a setting; did you mean asterisk.user?",
                        "asterisk.user is missing: the user of manager.conf",
                        "asterisk.secret is missing: set it, or secret-file, or the variable LASTAGENT_AMI_SECRET",
                        "asterisk.port is to be a whole number from 1 to 65535, not '99999'",
                        "queues.vip.ring-tim is not a setting; did you mean queues.vip.ring-time?");
    }

    @Test
    void saysWhereTheFileIsNoYaml() {
        assertThat(errorsOf("mode: [on"))
                .singleElement()
                .asString()
                .startsWith("not valid YAML")
                .contains("line");
    }

    @Test
    void takesTheSecretFromAFileOrTheEnvironment(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "sesame\n");
        String user = "asterisk:\n  user: lastagent\n";

        assertThat(secretOf(file.parse(user + "  secret-file: " + secret))).isEqualTo("sesame");
        assertThat(secretOf(new SettingsFile(Map.of("LASTAGENT_AMI_SECRET", "open")).parse(user)))
                .isEqualTo("open");
    }

    @Test
    void neverPrintsTheSecret() throws SettingsException {
        assertThat(file.parse("asterisk: {user: lastagent, secret: sesame}"))
                .asString()
                .doesNotContain("sesame");
    }

    @Test
    void readsABareOnAsOnWhateverYamlMakesOfIt() throws SettingsException {
        assertThat(file.parse("mode: on").general().mode()).isEqualTo(Mode.ON);
        assertThat(file.parse("mode: off").general().mode()).isEqualTo(Mode.OFF);
        assertThat(file.parse("mode: shadow").general().mode()).isEqualTo(Mode.SHADOW);
    }

    @Test
    void letsAQueueInheritWhatItDoesNotSet() throws SettingsException {
        Settings settings = file.parse("{ring-time: 15s, queues: {vip: {look-back: 2h}}}");

        assertThat(settings.queues())
                .hasEntrySatisfying("vip", vip -> assertThat(vip.ringTime()).isEqualTo(Duration.ofSeconds(15)));
        assertThat(settings.general().lookBack()).isEqualTo(Duration.ofHours(1));
    }

    private static String secretOf(Settings settings) {
        return settings.asterisk().orElseThrow().secret();
    }

    private List<String> errorsOf(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> file.parse(yaml))
                .errors();
    }
}
