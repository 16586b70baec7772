package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawTextTest {

    @Test
    void readsUtf8() {
        assertThat(text("Іван 🙂 x".getBytes(StandardCharsets.UTF_8))).isEqualTo("Іван 🙂 x");
    }

    @Test
    void keepsAnInvalidByteApart() {
        assertThat(text('a', 0xA5, 'b')).isEqualTo("a\uDCA5b");
        assertThat(text('a', 0xA6, 'b')).isNotEqualTo(text('a', 0xA5, 'b'));
    }

    @Test
    void keepsALetterThatIsCutInTheMiddle() {
        assertThat(text('x', 0xD0)).isEqualTo("x\uDCD0");
        assertThat(text(0xF0, 0x9F, 0x99)).isEqualTo("\uDCF0\uDC9F\uDC99");
    }

    @Test
    void takesNeitherTooLongAFormNorHalfOfAPairForALetter() {
        assertThat(text(0xC0, 0xAF)).isEqualTo("\uDCC0\uDCAF");
        assertThat(text(0xE0, 0x80, 0xAF)).isEqualTo("\uDCE0\uDC80\uDCAF");
        assertThat(text(0xED, 0xB2, 0xA5)).isEqualTo("\uDCED\uDCB2\uDCA5");
        assertThat(text(0xF4, 0x90, 0x80, 0x80)).isEqualTo("\uDCF4\uDC90\uDC80\uDC80");
    }

    @Test
    void agreesWithTheJdkOnRandomBytesAndNeverThrows() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            String text = RawText.of(bytes, 0, bytes.length);
            try {
                String strict = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                assertThat(text).as("seed %d, round %d", seed, round).isEqualTo(strict);
            } catch (CharacterCodingException _) {
                assertThat(text)
                        .as("seed %d, round %d", seed, round)
                        .matches(it -> it.chars().anyMatch(c -> c >= 0xDC80 && c <= 0xDCFF));
            }
        }
    }

    private static String text(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            raw[at] = (byte) bytes[at];
        }
        return text(raw);
    }

    private static String text(byte[] bytes) {
        return RawText.of(bytes, 0, bytes.length);
    }
}
