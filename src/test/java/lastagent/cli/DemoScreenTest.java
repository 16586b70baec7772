package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import lastagent.app.demo.Demo;
import lastagent.app.demo.DemoNews;
import lastagent.app.demo.DemoNews.Way;
import lastagent.app.demo.DemoNews.Who;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DemoScreenTest {

    private static final Who ALICE = new Who(Optional.of(new CallerNumber("+4917139200017")), "Alice Meyer");

    private final StringWriter written = new StringWriter();

    private static DemoNews.CameBack back(String agent, Way way, Reason reason) {
        return new DemoNews.CameBack(
                Duration.ofSeconds(94),
                ALICE,
                Duration.ofSeconds(14),
                "Bob",
                agent,
                Duration.ofMillis(3600),
                way,
                Optional.of(reason));
    }

    private String shown(Terminal terminal, DemoNews news) {
        new DemoScreen(new PrintWriter(written), terminal, new Demo.Options(60, 11, 40)).show(news);
        return written.toString();
    }

    @Nested
    class InAPipe {

        private final Terminal pipe = new Terminal(false, StandardCharsets.UTF_8);

        @Test
        void tellsWhoIsBackWithWhomAndWhy() {
            assertThat(shown(pipe, back("Bob", Way.DIRECT, Reason.FREE)))
                    .isEqualTo(
                            "  1:34  …0017 Alice Meyer    ↻ back after 0:14: Bob again, in 4 s: the agent is free\n");
        }

        @Test
        void tellsWhyItIsAnotherAgent() {
            assertThat(shown(pipe, back("Carol", Way.FRONT_OF_QUEUE, Reason.PAUSED)))
                    .contains("not Bob, the agent is paused. First in the queue: Carol in 4 s");
        }

        @Test
        void tellsThatTheAgentDidNotAnswer() {
            assertThat(shown(pipe, back("Carol", Way.RANG_IN_VAIN, Reason.FREE)))
                    .contains("Bob did not answer");
        }

        @Test
        void showsNoWholeNumberAndNoColour() {
            assertThat(shown(pipe, back("Bob", Way.DIRECT, Reason.FREE))).doesNotContain("39200017", "\u001b");
        }
    }

    @Test
    void usesPlainLettersWhereTheCharsetHasNoOthers() {
        assertThat(shown(new Terminal(false, StandardCharsets.US_ASCII), back("Bob", Way.DIRECT, Reason.FREE)))
                .contains("*0017 Alice Meyer", " back after 0:14")
                .matches("\\A\\p{ASCII}*\\z");
    }

    @Test
    void coloursAndCountsOnATerminal() {
        assertThat(shown(new Terminal(true, StandardCharsets.UTF_8), back("Bob", Way.DIRECT, Reason.FREE)))
                .contains("\u001b[32m")
                .endsWith("0 of 60 calls, 1 talking, 1 back with their agent, 0 with another");
    }
}
