package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPeersTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.7,     192.0.2.7,        true
            192.0.2.7,     192.0.2.8,        false
            192.0.2.0/24,  192.0.2.255,      true
            192.0.2.0/24,  192.0.3.0,        false
            192.0.2.128/25, 192.0.2.127,     false
            10.0.0.0/8,    10.255.0.1,       true
            0.0.0.0/0,     203.0.113.9,      true
            fd00::/8,      fd12::1,          true
            fd00::/8,      fe80::1,          false
            fd00::/8,      192.0.2.7,        false
            192.0.2.7,     ::ffff:192.0.2.7, true
            192.0.2.7,     127.0.0.1,        true
            192.0.2.7,     127.8.8.8,        true
            192.0.2.7,     ::1,              true
            """)
    void lets(String allowed, String peer, boolean in) {
        assertThat(AllowedPeers.of(List.of(allowed)).contains(InetAddress.ofLiteral(peer)))
                .isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pbx.example.org", "", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.300", "::/129"})
    void refusesToGuessAtAnythingElse(String entry) {
        assertThatThrownBy(() -> AllowedPeers.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\"");
    }
}
