package lastagent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelVariablesTest {

    private final ChannelVariables variables = ChannelVariables.of(new AgiQuestion(
            InetSocketAddress.createUnresolved("localhost", 4573),
            "PJSIP/mts-00000001",
            "1795337875.1",
            Caller.restricted("+4917139200017"),
            "100",
            "support&sales"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                            | plain
            ${CALLERID(num)}                 | +4917139200017
            ${CALLINGPRES}                   | 32
            a ${ARG1} b ${UNIQUEID}          | a support&sales b 1795337875.1
            ${LEN(${CALLERID(num)})}         | 14
            ${URIENCODE(${CALLERID(num)})}   | %2B4917139200017
            [${NOSUCH}]                      | []
            ${CALLERID(num)                  | ${CALLERID(num)
            """)
    void substitutesFromTheInsideOut(String text, String expected) {
        assertThat(variables.substitute(text)).isEqualTo(expected);
    }
}
