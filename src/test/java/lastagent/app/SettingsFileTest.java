package lastagent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import lastagent.asterisk.cdr.CdrField;
import lastagent.core.routing.Mode;
import lastagent.core.routing.QueueRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .replaceAll("(?m)^ *(secret|password)-file: .*\\R", "");

        Settings settings = file.parse(switchedOn);

        assertThat(settings.asterisk()).hasValueSatisfying(asterisk -> {
            assertThat(asterisk.host()).isEqualTo("127.0.0.1");
            assertThat(asterisk.port()).isEqualTo(5038);
        });
        assertThat(settings.pbxName()).isEqualTo("pbx");
        assertThat(settings.cdr()).hasValueSatisfying(cdr -> {
            assertThat(cdr.source()).isEqualTo("mysql://127.0.0.1:3306/asteriskcdrdb");
            assertThat(cdr.table()).isEqualTo("cdr");
            assertThat(cdr.zone()).isEqualTo(ZoneId.of("Europe/Kyiv"));
            assertThat(cdr.columns()).containsEntry(CdrField.START, "begin_time");
        });
        assertThat(settings.agents()).containsExactly("PJSIP/971", "SIP/9*", "Local/*@agents");
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
    void takesTheDatabasesPasswordFromAFileOrTheEnvironment(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "sesame\n");
        String cdr = "cdr:\n  source: jdbc:mariadb://127.0.0.1/asteriskcdrdb\n";

        assertThat(passwordOf(file.parse(cdr + "  password-file: " + password))).isEqualTo("sesame");
        assertThat(passwordOf(new SettingsFile(Map.of("LASTAGENT_CDR_PASSWORD", "open")).parse(cdr)))
                .isEqualTo("open");
        assertThat(passwordOf(file.parse(cdr))).isEmpty();
    }

    @Test
    void followsNoPbxWithoutAUserWhereCdrTellsOfItsTalks() throws SettingsException {
        Settings settings = file.parse("""
                asterisk: {name: main, region: UA}
                cdr: {source: "file:/var/log/asterisk/cdr-csv/Master.csv", zone: UTC}
                agents: SIP/9*
                """);

        assertThat(settings.asterisk()).isEmpty();
        assertThat(settings.pbxName()).isEqualTo("main");
        assertThat(settings.numbers().region()).contains("UA");
        assertThat(settings.canRoute()).isTrue();
        assertThat(settings.cdr())
                .hasValueSatisfying(
                        cdr -> assertThat(cdr).hasToString("/var/log/asterisk/cdr-csv/Master.csv, times in UTC"));
    }

    @Test
    void routesNobodyWithoutAmiAndWithoutAgents() throws SettingsException {
        assertThat(file.parse("cdr: {source: /tmp/Master.csv}").canRoute()).isFalse();
        assertThat(file.defaults().canRoute()).isFalse();
    }

    @Test
    void namesEveryFaultOfTheCdr() {
        assertThat(errorsOf("""
                cdr: {sorce: /tmp/x, zone: Kyiv, password-file: /nowhere, columns: {bilsec: n}}
                agents: [SIP/9*, nine]
                """))
                .containsExactlyInAnyOrder(
                        "cdr.source is missing: the address of a database like mysql://host:3306/database, or a file",
                        "cdr.sorce is not a setting; did you mean cdr.source?",
                        "cdr.zone is to be a time zone, like Europe/Kyiv or UTC, not 'Kyiv'",
                        "cdr.columns.bilsec is not a setting; did you mean cdr.columns.billsec?",
                        "cdr.password-file cannot be read: java.nio.file.NoSuchFileException: /nowhere",
                        "agents: agent \"nine\": not an interface such as SIP/201, PJSIP/9* or Local/*@agents");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:oracle:thin:@host?password=sesame               | is no database that can be read
            http://host/sesame                                   | is no database that can be read
            jdbc:mariadb://host/cdr?password=sesame              | cannot be used: a database's address takes no options
            jdbc:mariadb://u:sesame@host/cdr#cdr; DROP           | cannot be used
            """)
    void refusesASourceThatItCannotRead(String source, String error) {
        assertThat(errorsOf("cdr: {source: '" + source + "'}"))
                .singleElement()
                .asString()
                .startsWith("cdr.source " + error)
                .doesNotContain("sesame");
    }

    @Test
    void refusesATableThatIsNoName() {
        assertThat(errorsOf("cdr: {source: 'mysql://host/cdr', table: 'cdr; DROP TABLE cdr'}"))
                .containsExactly("cdr.source cannot be used: the table cannot be 'cdr; DROP TABLE cdr'");
    }

    @Test
    void takesASecretWithoutAUserForAForgottenUser() {
        assertThat(errorsOf("{asterisk: {secret: sesame}, cdr: {source: /tmp/Master.csv}}"))
                .containsExactly("asterisk.user is missing, but there is a secret: leave both out to run without AMI");
    }

    @Test
    void refusesASecretThatWouldEndALineOfAmi() {
        assertThat(errorsOf("asterisk: {user: lastagent, secret: \"ses\\ename\\r\\nAction: Command\"}"))
                .singleElement()
                .asString()
                .startsWith("asterisk.user cannot be used: ")
                .doesNotContain("ename");
    }

    @Test
    void neverPrintsTheSecret() throws SettingsException {
        assertThat(file.parse("asterisk: {user: lastagent, secret: sesame}"))
                .asString()
                .doesNotContain("sesame");
        assertThat(file.parse("cdr: {source: \"jdbc:postgresql://lastagent:sesame@db/cdr\", password: open}"))
                .asString()
                .doesNotContain("sesame", "open");
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

    @Test
    void letsTheLookBackByTheCallerFollowTheLookBackUnlessItIsSet() throws SettingsException {
        Settings settings = file.parse("{look-back: 30m, queues: {vip: {look-back: 2h, look-back-by-caller: 10m}}}");
        Settings everywhere = file.parse("{look-back-by-caller: 15m, queues: {vip: {look-back: 2h}}}");

        assertThat(settings.general().lookBackByCaller()).isEmpty();
        assertThat(vip(settings).lookBackByCaller()).contains(Duration.ofMinutes(10));
        assertThat(vip(everywhere).lookBackByCaller()).contains(Duration.ofMinutes(15));
    }

    @Test
    void readsSharedNumbersAndSaysWhichIsNone() throws SettingsException {
        assertThat(file.parse("shared: [\"+380441234567\"]").shared()).containsExactly("+380441234567");
        assertThat(errorsOf("shared: [office]")).containsExactly("numbers: 'office' is no caller's number");
    }

    @Test
    void readsWhatTheQueueIsTold() throws SettingsException {
        Settings settings = file.parse("{queue-update: no, queues: {vip: {wrap-up: 15s, queue-update: yes}}}");

        assertThat(settings.general().queueUpdate()).isFalse();
        assertThat(vip(settings).queueUpdate()).isTrue();
        assertThat(vip(settings).wrapUp()).isEqualTo(Duration.ofSeconds(15));
    }

    private static QueueRules vip(Settings settings) {
        return Objects.requireNonNull(settings.queues().get("vip"));
    }

    private static String passwordOf(Settings settings) {
        return settings.cdr().orElseThrow().password();
    }

    private static String secretOf(Settings settings) {
        return settings.asterisk().orElseThrow().secret();
    }

    private List<String> errorsOf(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> file.parse(yaml))
                .errors();
    }
}
