package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import lastagent.core.conversation.CallHistory.Reject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {

    private static final String ROW =
            "\"\",\"0991234567\",\"100\",\"from-trunk\",\"\"\"\" <0991234567>\",\"SIP/mts-00000001\","
                    + "\"SIP/972-00000002\",\"Queue\",\"support\",\"2026-11-23 11:50:00\",\"2026-11-23 11:50:05\","
                    + "\"2026-11-23 11:50:30\",30,25,\"ANSWERED\",\"DOCUMENTATION\",\"%s\",\"\"\n";

    private final Path file;
    private final FileTail tail;

    FileTailTest(@TempDir Path folder) {
        this.file = folder.resolve("Master.csv");
        this.tail = new FileTail(file, FileOptions.in(ZoneOffset.UTC));
    }

    @Test
    void findsTheRowsThatWereAddedSinceTheLastReading() throws IOException {
        Files.writeString(file, ROW.formatted("1.1"));
        assertThat(read()).containsExactly("1.1");

        Files.writeString(file, ROW.formatted("1.2"), StandardOpenOption.APPEND);
        assertThat(read()).containsExactly("1.1", "1.2");
    }

    @Test
    void findsTheNewFileAfterARotation() throws IOException {
        Files.writeString(file, ROW.formatted("1.1"));
        read();
        Files.move(file, file.resolveSibling("Master.csv.1"), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(file, "");
        assertThat(read()).isEmpty();

        Files.writeString(file, ROW.formatted("1.2"), StandardOpenOption.APPEND);
        assertThat(read()).containsExactly("1.2");
    }

    @Test
    void saysWhichFileIsMissingAndFindsItLater() throws IOException {
        assertThatIOException().isThrownBy(this::read).withMessageContaining("there is no file " + file);

        Files.writeString(file, ROW.formatted("1.1"));
        assertThat(read()).containsExactly("1.1");
    }

    @Test
    void saysThatAQueueLogIsNoCdr() throws IOException {
        Files.writeString(file, "1795339307|1.1|support|SIP/971|CONNECT|3|1.2|2\n");

        assertThatIOException().isThrownBy(this::read).withMessageContaining("queue_log");
    }

    private List<String> read() throws IOException {
        List<String> calls = new ArrayList<>();
        tail.read(Instant.MIN, Instant.MAX, new CdrSource.Rows() {
            @Override
            public void row(CdrRecord row) {
                calls.add(row.uniqueId());
            }

            @Override
            public void rejected(Reject reject) {
                throw new AssertionError(reject);
            }
        });
        return calls;
    }
}
