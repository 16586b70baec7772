package lastagent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsDifferenceTest {

    private static final String AMI = "asterisk: {user: lastagent, secret: sesame}\n";
    private static final String CDR = "cdr: {source: 'mysql://127.0.0.1/cdr', password: sesame, zone: UTC}\n";

    @Test
    void seesNoneBetweenEqualSettings() throws SettingsException {
        assertThat(between(AMI + CDR, AMI + CDR)).isEqualTo(new SettingsDifference(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mode: shadow                  | mode: on -> shadow
            look-back: 2h                 | look-back: 60m -> 2h
            look-back-by-agent: 90s       | look-back-by-agent: 5m -> 90s
            look-back-by-caller: 10m      | look-back-by-caller: none -> 10m
            look-back-outbound: 0s        | look-back-outbound: 60m -> 0s
            front-within: 1h              | front-within: 5m -> 60m
            minimum-talk-time: 500ms      | minimum-talk-time: 0s -> 500ms
            ring-time: 30s                | ring-time: 20s -> 30s
            priority: 5                   | priority: 10 -> 5
            outbound-counts: yes          | outbound-counts: no -> yes
            wrap-up: 10s                  | wrap-up: 0s -> 10s
            queue-update: no              | queue-update: yes -> no
            deny: ['+380441234567']       | deny: 0 numbers -> 1 number
            shared: ['+380441234567']     | shared: 0 numbers -> 1 number
            journal-retention: 5h         | journal-retention: 30d -> 5h
            queues: {vip: {priority: 20}} | queues.vip.priority: 10 -> 20
            """)
    void namesWhatAReloadPutsInForce(String yaml, String change) throws SettingsException {
        assertThat(between("{}", yaml)).isEqualTo(new SettingsDifference(List.of(change), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state-directory: /tmp/x                                                     | state-directory
            agi: {listen: '127.0.0.1:4574'}                                             | agi.listen
            agi: {allow: [192.0.2.10]}                                                  | agi.allow
            asterisk: {user: lastagent, secret: sesame, name: two}                      | asterisk.name
            asterisk: {user: lastagent, secret: sesame, host: 192.0.2.1}                | asterisk.host
            asterisk: {user: lastagent, secret: sesame, port: 5039}                     | asterisk.port
            asterisk: {user: another, secret: sesame}                                   | asterisk.user
            asterisk: {user: lastagent, secret: other}                                  | asterisk.secret
            asterisk: {user: lastagent, secret: sesame, region: UA}                     | asterisk.region
            asterisk: {user: lastagent, secret: sesame, prefix-rules: ['8(0.*) -> $1']} | asterisk.prefix-rules
            asterisk: {user: lastagent, secret: sesame, own-numbers: ['+380441234567']} | asterisk.own-numbers
            cdr: {source: 'mysql://192.0.2.1/cdr', password: sesame, zone: UTC}         | cdr.source
            cdr: {source: 'mysql://127.0.0.1/cdr', password: other, zone: UTC}          | cdr.password
            cdr: {source: 'mysql://127.0.0.1/cdr', password: sesame, zone: Asia/Tokyo}  | cdr.zone
            agents: [SIP/9*]                                                            | agents
            """)
    void namesWhatNeedsARestartByItsKeyOnly(String yaml, String key) throws SettingsException {
        String before = Stream.of(AMI, CDR)
                .filter(section -> !section.startsWith(yaml.substring(0, 3)))
                .reduce("", String::concat);
        String same = yaml.startsWith("asterisk") ? AMI : yaml.startsWith("cdr") ? CDR : "";

        assertThat(between(before + same, before + yaml)).isEqualTo(new SettingsDifference(List.of(), List.of(key)));
    }

    @Test
    void tellsOfAQueueOnlyWhatDiffersFromTheRulesItHadBefore() throws SettingsException {
        SettingsDifference change =
                between("look-back: 30m", "{look-back: 2h, queues: {vip: {look-back: 30m, ring-time: 5s}}}");

        assertThat(change.applied()).containsExactly("look-back: 30m -> 2h", "queues.vip.ring-time: 20s -> 5s");
    }

    /** A key that neither is put in force nor named would be forgotten silently. */
    @Test
    void knowsEveryKeyOfTheShippedFile() throws Exception {
        String shipped = Files.readString(Path.of("config/lastagent.yaml"));
        Set<String> keys = new TreeSet<>();
        Matcher key = Pattern.compile("(?m)^ *#?([a-z][a-z-]*): *[^ \n]").matcher(shipped);
        while (key.find()) {
            keys.add(key.group(1));
        }
        keys.removeAll(Set.of("secret-file", "password-file"));
        Settings settings = new SettingsFile(Map.of("HOME", "/home/alice")).parse(AMI + CDR);

        assertThat(keys).hasSizeGreaterThan(30);
        assertThat(SettingsDifference.keys(settings).stream()
                        .map(known -> known.substring(known.lastIndexOf('.') + 1))
                        .toList())
                .containsAll(keys);
    }

    private static SettingsDifference between(String inForce, String wanted) throws SettingsException {
        SettingsFile file = new SettingsFile(Map.of("HOME", "/home/alice"));
        return SettingsDifference.between(file.parse(inForce), file.parse(wanted));
    }
}
