package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lastagent.app.SettingsException;
import lastagent.app.SettingsFile;
import org.junit.jupiter.api.Test;

class ServeCommandTest {

    private static final String CDR = "cdr: {source: 'mysql://u:sesame@127.0.0.1/cdr', zone: UTC}\n";

    @Test
    void saysThatNoCallIsRoutedWithoutAPbx() throws SettingsException {
        assertThat(said("{}")).singleElement().asString().contains("I follow no PBX yet: no call will be routed");
    }

    @Test
    void saysThatNoCallIsRoutedByCdrWithoutAgents() throws SettingsException {
        assertThat(said(CDR))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("No call will be routed")
                .contains("agents:");
    }

    @Test
    void saysWhatItReadsAndWhomItTakesForAgentsWithoutAmi() throws SettingsException {
        List<String> lines = said(CDR + "asterisk: {region: UA}\nagents: [SIP/9*]");

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("127.0.0.1", "times in UTC").doesNotContain("sesame");
        assertThat(lines.getLast()).contains("I follow no PBX", "SIP/9*");
    }

    @Test
    void saysBothWhereThereIsBoth() throws SettingsException {
        assertThat(said(CDR + "asterisk: {user: lastagent, secret: sesame, region: UA}"))
                .hasSize(2)
                .noneMatch(line -> line.contains("sesame"));
    }

    private static List<String> said(String yaml) throws SettingsException {
        return ServeCommand.sources(new SettingsFile(Map.of("HOME", "/home/alice")).parse(yaml));
    }
}
