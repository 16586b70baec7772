package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The replies are lines of {@code recorded/asterisk-NN/agi_transcripts.txt}. */
class AgiReplyReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 result=1 (+79161234567)                       | 200 | +79161234567
            200 result=1 ()                                   | 200 | ''
            200 result=1 (a,b;c "q" (x) ${EXTEN}))            | 200 | a,b;c "q" (x) ${EXTEN})
            200 result=1                                      | 200 |
            200 result=-1                                     | 200 |
            510 Invalid or unknown command                    | 510 |
            511 Command Not Permitted on a dead channel       | 511 |
            520 Invalid command syntax.  Proper usage not available. | 520 |
            """)
    void readsAReply(String line, int code, String value) throws IOException {
        assertThat(replies(line + "\n").read()).isEqualTo(new AgiReply(code, Optional.ofNullable(value)));
    }

    @Test
    void skipsTheUsageThatAsteriskPrintsForPeople() throws IOException {
        AgiReplyReader replies = replies("""
                520-Invalid command syntax.  Proper usage follows:
                Sets a variable to the current channel.
                520 End of proper usage.
                200 result=1
                """);

        assertThat(replies.read().isSuccess()).isFalse();
        assertThat(replies.read().isSuccess()).isTrue();
    }

    @Test
    void saysThatTheCallerHungUp() {
        assertThatThrownBy(() -> replies("HANGUP\n200 result=1\n").read()).isInstanceOf(CallerHungUpException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agi_calleridname: x", "", "200", "200 result=", "hangup", "200 result=1 (x", " 200 result=1"})
    void doesNotTakeAnythingElseForAReply(String line) {
        assertThatThrownBy(() -> replies(line + "\n").read()).isInstanceOf(ForgedRequestException.class);
    }

    @Test
    void doesNotTakeHalfAReplyForAWholeOne() {
        assertThatThrownBy(() -> replies("200 result=1").read()).isInstanceOf(EOFException.class);
    }

    private static AgiReplyReader replies(String text) {
        return new AgiReplyReader(new AgiInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }
}
