package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import lastagent.asterisk.agi.RecordedRequests.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgiRequestTest {

    /** The scenarios in which a caller ID with line feeds was sent. s909 is a strange number on one line: no forgery. */
    private static final Set<String> FORGED = Set.of("s908", "s911");

    static List<Recorded> recorded() {
        return RecordedRequests.all();
    }

    @Test
    void hasRequestsOfAllScenariosToReadFrom() {
        assertThat(recorded()).hasSize(29).extracting(Recorded::scenario).containsAll(FORGED);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void tellsAForgedRequestFromAnHonestOne(Recorded recorded) throws IOException {
        AgiRequest request = read(recorded.block());

        assertThat(request.isForged()).isEqualTo(FORGED.contains(recorded.scenario()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void knowsTheChannelEvenOfAForgedRequest(Recorded recorded) throws IOException {
        AgiRequest request = read(recorded.block());

        assertThat(request.channel()).matches("(SIP|PJSIP)/trunk-[0-9a-f]{8}");
        assertThat(request.uniqueId()).matches("17953[0-9]+\\.[0-9]+");
    }

    @Test
    void leavesTheQueryOutOfThePath() throws IOException {
        assertThat(read(recorded().getFirst().block()).path()).isEqualTo("/die");
    }

    @Test
    void hasTheRootAsPathWhereTheDialplanNamesNone() throws IOException {
        String block = new FakeAsterisk().request().replaceFirst("agi_network_script: .*\n", "");

        assertThat(read(block).path()).isEqualTo("/");
        assertThat(read(block).isForged()).isFalse();
    }

    @Test
    void takesArgumentsOfAnyNumberAndAnyText() throws IOException {
        String block = new FakeAsterisk()
                .requesting("agi_arg_1", "")
                .requesting("agi_arg_2", "продажи & поддержка")
                .request();

        assertThat(read(block).isForged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\nagi_channel: SIP/evil",
                "1\nagi_callerid: 2",
                "1\nagi_arg_1: sales",
                "1\nagi_nonsense: 1",
                "1\nnonsense",
                "1\n",
                "1\r",
                "1\u0000",
                "1\nagi_calleridname: x\nagi_callingpres: 0",
            })
    void noticesWhatACallerNumberAdds(String number) throws IOException {
        assertThat(read(FakeAsterisk.callFrom(number).request()).isForged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agi_calleridname", "agi_dnid", "agi_rdnis", "agi_extension", "agi_accountcode", "agi_arg_1"})
    void noticesALineFeedInAnyOtherValue(String key) throws IOException {
        assertThat(read(new FakeAsterisk().requesting(key, "x\nagi_arg_9: y").request())
                        .isForged())
                .isTrue();
    }

    @Test
    void takesANumberOfFourKilobytesForAForgery() throws IOException {
        AgiRequest request = read(FakeAsterisk.callFrom("1".repeat(4096)).request());

        assertThat(request.isForged()).isTrue();
        assertThat(request.uniqueId()).isEqualTo("1795339307.232");
    }

    @Test
    void repeatsNothingOfAForgeryInWhatItSaysOfIt() throws IOException {
        AgiRequest request = read(FakeAsterisk.callFrom("1\nshout").request());

        assertThat(request.forgery().orElseThrow()).doesNotContain("shout").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "agi_network: yes\nagi_channel: SIP/1\n",
                "\n",
                "agi_network: yes\nagi_request: x\nagi_channel: SIP/1\n\n",
            })
    void refusesAPeerThatIsNoAsterisk(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(AgiProtocolException.class);
    }

    @Test
    void doesNotTakeHalfARequestForAWholeOne() {
        String half = new FakeAsterisk().request().replaceFirst("(?s)agi_context.*", "");

        assertThatThrownBy(() -> read(half)).isInstanceOf(EOFException.class);
    }

    private static AgiRequest read(String block) throws IOException {
        return AgiRequest.read(new AgiInput(new ByteArrayInputStream(block.getBytes(StandardCharsets.UTF_8))));
    }
}
