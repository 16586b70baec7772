package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberFactsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            hint:971@ext-local,        971@ext-local
            hint:971,                  971
            hint:*21@features,         *21@features
            Local/971@agents/n,        971@agents
            Local/971@agents,          971@agents
            PJSIP/971,                 ''
            Custom:971,                ''
            hint:971@ext)+${SHELL(id), ''
            hint:,                     ''
            '',                        ''
            """)
    void namesTheExtensionThatHasTheHint(String stateInterface, String extension) {
        assertThat(watching(stateInterface).hintedExtension().orElse("")).isEqualTo(extension);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PJSIP/971,          PJSIP/971
            Local/971@agents/n, ''
            hint:971@ext-local, ''
            Custom:971,         ''
            """)
    void namesTheDeviceThatIsWatched(String stateInterface, String device) {
        assertThat(watching(stateInterface)
                        .watchedDevice()
                        .map(AgentInterface::value)
                        .orElse(""))
                .isEqualTo(device);
    }

    private static MemberFacts watching(String stateInterface) {
        return new MemberFacts(
                "support",
                new AgentInterface("Local/971@agents"),
                Optional.empty(),
                stateInterface,
                DeviceState.NOT_IN_USE,
                false,
                "",
                Optional.empty(),
                Duration.ZERO);
    }
}
