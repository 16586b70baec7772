package lastagent.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPatternsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            SIP/201,          SIP/201,            true
            SIP/201,          SIP/2010,           false
            SIP/9*,           SIP/971,            true
            SIP/9*,           SIP/9,              true
            SIP/9*,           SIP/871,            false
            SIP/9*,           PJSIP/971,          false
            SIP/*,            SIP/mts,            true
            Local/*@agents,   Local/971@agents,   true
            Local/*@agents,   Local/971@agents2,  false
            Local/*@agents/n, Local/971@agents,   true
            PJSIP/a.b,        PJSIP/axb,          false
            PJSIP/*-*-*x,     PJSIP/1-2-3x,       true
            """)
    void anAsteriskStandsForAnyCharactersAndAllOthersForThemselves(String pattern, String agent, boolean matches) {
        assertThat(new AgentPatterns(List.of(pattern)).matches(new AgentInterface(agent)))
                .isEqualTo(matches);
    }

    @Test
    void oneOfSeveralIsEnough() {
        AgentPatterns patterns = new AgentPatterns(List.of("SIP/201", "PJSIP/3*"));
        assertThat(patterns.matches(new AgentInterface("PJSIP/301"))).isTrue();
        assertThat(patterns.isEmpty()).isFalse();
        assertThat(new AgentPatterns(List.of()).matches(new AgentInterface("PJSIP/301")))
                .isFalse();
        assertThat(new AgentPatterns(List.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "201", "DAHDI/*", "SIP/2 01", "SIP/mts/0991234567", "Local/971", "SIP/201&SIP/202"})
    void whatCanBeNoInterfaceIsRefusedByName(String pattern) {
        assertThatThrownBy(() -> new AgentPatterns(List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + pattern + "\"");
    }
}
