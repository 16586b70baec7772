package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmiMessageReaderTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private Socket pbx;
    private Socket socket;
    private OutputStream out;
    private AmiMessageReader reader;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = new Socket(server.getInetAddress(), server.getLocalPort());
            pbx = server.accept();
        }
        out = pbx.getOutputStream();
        reader = new AmiMessageReader(socket);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        pbx.close();
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAMessageThatComesByteByByte() throws IOException {
        for (byte one : "Event: Hangup\r\nCause: 16\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
            assertThat(reader.read(Duration.ZERO)).isEmpty();
            out.write(one);
        }

        AmiMessage message = reader.read(SOON).orElseThrow();
        assertThat(message.event()).contains("Hangup");
        assertThat(message.value("Cause")).contains("16");
    }

    @Test
    void readsSeveralMessagesOfOneWriteWhateverEndsTheirLines() throws IOException {
        send("\r\n\r\nEvent: A\r\n\r\n\r\nEvent: B\n\nEvent: C\r\n\r\n");

        assertThat(reader.read(SOON)).map(AmiMessage::event).contains(Optional.of("A"));
        assertThat(reader.read(SOON)).map(AmiMessage::event).contains(Optional.of("B"));
        assertThat(reader.read(SOON)).map(AmiMessage::event).contains(Optional.of("C"));
        assertThat(reader.read(AT_ONCE)).isEmpty();
    }

    @Test
    void replacesWhatIsNoUtf8() throws IOException {
        out.write(new byte[] {'N', ':', ' ', (byte) 0xC3, (byte) 0x28, '\r', '\n', '\r', '\n'});

        assertThat(reader.read(SOON).orElseThrow().value("N")).contains("\uFFFD(");
    }

    @Test
    void leavesOutALineThatIsTooLongAndCallsTheMessageUnsound() throws IOException {
        send("Event: UserEvent\r\nBody: " + "x".repeat(AmiMessageReader.LONGEST_LINE) + "\r\nAfter: 1\r\n\r\n");
        send("Event: Next\r\n\r\n");

        AmiMessage message = reader.read(SOON).orElseThrow();
        assertThat(message.isSound()).isFalse();
        assertThat(message.value("Body")).isEmpty();
        assertThat(message.value("After")).contains("1");
        assertThat(reader.read(SOON).orElseThrow().isSound()).isTrue();
    }

    @Test
    void leavesOutLinesAfterTheLastAndCallsTheMessageUnsound() throws IOException {
        send("Event: Long\r\n" + "A: b\r\n".repeat(AmiMessageReader.MOST_LINES) + "\r\nEvent: Next\r\n\r\n");

        AmiMessage message = reader.read(SOON).orElseThrow();
        assertThat(message.isSound()).isFalse();
        assertThat(message.headers()).hasSizeLessThan(AmiMessageReader.MOST_LINES);
        assertThat(reader.read(SOON)).map(AmiMessage::event).contains(Optional.of("Next"));
    }

    @Test
    void comesBackInTimeFromALineThatNeverEnds() throws IOException {
        Thread endless = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    out.write("xxxxxxxx".getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException testIsOver) {
                // Nothing to be done.
            }
        });

        assertThat(reader.read(AT_ONCE)).isEmpty();
        assertThat(endless.isAlive()).isTrue();
    }

    @Test
    void tellsThatThePbxClosedTheConnectionInTheMiddleOfAMessage() throws IOException {
        send("Event: Hangup\r\nCause: 1");
        pbx.close();

        assertThatThrownBy(() -> reader.read(SOON)).isInstanceOf(EOFException.class);
    }
}
