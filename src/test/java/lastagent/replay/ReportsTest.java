package lastagent.replay;

import static lastagent.replay.MadeUpHistory.ALICE;
import static lastagent.replay.MadeUpHistory.BOB;
import static lastagent.replay.MadeUpHistory.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import lastagent.core.conversation.CallHistory.Span;
import lastagent.core.routing.RoutingRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a carrier, a caller or a file's name brings in, a report shows it as text. */
class ReportsTest {

    private static final String RIGHT_TO_LEFT = "\u202e";
    private static final String HALF_A_PAIR = "\ud83d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style><script>",
                "&lt;script&gt;"
            })
    void aNameIsTextOnThePage(String name) {
        String page = HtmlReport.of(reportOf(name, name));

        assertThat(page)
                .contains(Html.escaped(name))
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("' onmouse");
    }

    @Test
    void aMarkThatTurnsTheLineOrBreaksItIsReplaced() {
        String name = "SIP/a" + RIGHT_TO_LEFT + "b\u0000c\nd" + HALF_A_PAIR + "e";
        Report report = reportOf(name, name);

        assertThat(List.of(
                        HtmlReport.of(report),
                        JsonReport.of(report),
                        String.join("\n", TextReport.of(report, UnaryOperator.identity(), UnaryOperator.identity()))))
                .allSatisfy(text -> {
                    assertThat(text)
                            .contains("SIP/a\ufffdb\ufffdc\ufffdd\ufffde")
                            .doesNotContain(RIGHT_TO_LEFT, "\u0000");
                    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text))
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/380441234567, SIP/…4567",
        "Local/0991234567@from-queue, Local/…4567@from-queue",
        "SIP/mts-2, SIP/mts-2",
        "PJSIP/971, PJSIP/971",
        "SIP/+441632960123, SIP/…0123"
    })
    void aNumberInANameIsMasked(String name, String shown) {
        assertThat(Mask.name(name)).isEqualTo(shown);
    }

    @Test
    void aLongNameIsCut() {
        assertThat(Mask.name("x".repeat(10_000))).hasSize(60).endsWith("…");
    }

    @Test
    void anEmptyHistoryHasAReportToo() {
        Report empty = new Replay(RoutingRules.DEFAULTS, Instant.MIN, ZoneOffset.UTC).report("nothing", true);

        assertThat(HtmlReport.of(empty)).contains("Nobody came back").doesNotContain("NaN");
        assertThat(JsonReport.of(empty)).contains("\"returns\" : 0").doesNotContain("firstCallAt", "NaN");
        assertThat(TextReport.of(empty, UnaryOperator.identity(), UnaryOperator.identity()))
                .anyMatch(line -> line.contains("No trunk has 20"));
    }

    @Test
    void thePageHasNoScriptAndNoAddressToAsk() {
        assertThat(HtmlReport.of(MadeUpMonth.report(true)))
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("<script", "http://", "https://", "url(", "style=", "javascript:");
    }

    @Test
    void linesHaveAtMostEightyColumns() {
        assertThat(TextReport.of(MadeUpMonth.report(true), UnaryOperator.identity(), UnaryOperator.identity()))
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.startsWith("What these numbers cannot tell"));
    }

    @Test
    void aTerminalWithoutAccentsGetsItsOwnCharacters() {
        assertThat(TextReport.of(MadeUpMonth.report(true), UnaryOperator.identity(), _ -> "#"))
                .allMatch(line -> line.codePoints().allMatch(point -> point < 128));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "4, 1", "5, 2", "40, 10", "41, 20", "700, 200", "2001, 1000"})
    void anAxisHasRoundFigures(long most, long step) {
        assertThat(ColumnChart.step(most)).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "119, 119 s",
        "120, 2 min",
        "7169, 119 min",
        "7200, 2 h",
        "12000, 3 h 20 min",
        "86399, 24 h",
        "196000, 54 h",
        "3600000, '1,000 h'"
    })
    void aTimeIsSpelled(long seconds, String spelled) {
        assertThat(Spell.time(seconds)).isEqualTo(spelled);
    }

    private static Report reportOf(String trunk, String source) {
        MadeUpHistory history = new MadeUpHistory().by(trunk).to(trunk);
        for (int call = 0; call < 20; call++) {
            history.talked(call == 0 ? ALICE : DAVE, BOB, call * 10_000, call * 10_000 + 10, call * 10_000 + 20);
        }
        Replay replay = new Replay(RoutingRules.DEFAULTS, Instant.MIN, ZoneOffset.UTC);
        history.read(Span.ALL, replay);
        return replay.report(source, true);
    }
}
