package lastagent.cli;

import static lastagent.replay.MadeUpHistory.ALICE;
import static lastagent.replay.MadeUpHistory.BOB;
import static lastagent.replay.MadeUpHistory.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import lastagent.app.HistoryOpener;
import lastagent.app.Settings;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.UnreadableHistoryException;
import lastagent.replay.MadeUpHistory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {

    /** Alice comes back to another agent after ten seconds, and to nobody after twenty minutes. */
    private static final MadeUpHistory HISTORY = new MadeUpHistory()
            .talked(ALICE, BOB, 0, 60, 120)
            .talked(ALICE, CAROL, 130, 175, 200)
            .gaveUp(ALICE, 1400, 1430);

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private Settings.@org.jspecify.annotations.Nullable Cdr opened;

    @TempDir
    private Path folder;

    @Nested
    class PrintsAReport {

        @Test
        void ofAtMostEightyColumnsWithoutAWholeNumber() {
            assertThat(status("calls.csv")).isZero();

            assertThat(printed.toString().lines()).allMatch(line -> line.length() <= 80);
            assertThat(printed.toString())
                    .contains("made-up calls")
                    .contains("What these numbers cannot tell")
                    .containsPattern("reached another agent +1  50\\.0 %|reached another agent +1 +50\\.0 %")
                    .doesNotContain(ALICE.value());
        }

        @Test
        void thatNamesAgentsOnlyWhenAsked() {
            assertThat(status("calls.csv")).isZero();
            assertThat(printed.toString()).doesNotContain(BOB);

            assertThat(status("calls.csv", "--agents")).isZero();
            assertThat(printed.toString()).contains(BOB);
        }

        @Test
        void saysWhatItReads() {
            status("calls.csv");

            assertThat(complained.toString()).contains("Reading made-up calls").contains("Warning: the clock is wrong");
        }
    }

    @Nested
    class PrintsJson {

        @Test
        void withEveryFigureUnderItsName() {
            assertThat(status("calls.csv", "--json")).isZero();
            JsonNode json = JsonMapper.builder().build().readTree(printed.toString());

            Map<String, Integer> figures = Map.of(
                    "rows", 3,
                    "rejects", 1,
                    "inboundCalls", 3,
                    "conversations", 2,
                    "returns", 2,
                    "returnsToSameAgent", 0,
                    "returnsToAnotherAgent", 1,
                    "returnsUnanswered", 1,
                    "wouldReachSameAgent", 2,
                    "secondsSaved", 40);
            figures.forEach(
                    (key, value) -> assertThat(json.path(key).asInt(-1)).as(key).isEqualTo(value));
            assertThat(json.path("format").asInt()).isEqualTo(1);
            assertThat(json.path("rules").path("lookBack").asString()).isEqualTo("PT1H");
            assertThat(json.path("returnsWithin").get(0).path("minutes").asInt())
                    .isEqualTo(1);
            assertThat(json.path("hours").size()).isEqualTo(24);
            assertThat(json.path("weekdays").size()).isEqualTo(7);
            assertThat(json.path("tries").path("toSameAgent").size()).isEqualTo(11);
            assertThat(json.path("firstCallAt").asString()).isEqualTo("2026-11-23T10:00:00Z");
            assertThat(json.has("agents")).isFalse();
        }
    }

    @Nested
    class TakesSettings {

        @Test
        void oneByOne() {
            assertThat(status("calls.csv", "--json", "--set", "look-back=10m")).isZero();

            assertThat(printed.toString()).contains("\"returns\" : 1");
        }

        @Test
        void ofTheSource() throws IOException {
            Path password = Files.writeString(folder.resolve("password"), "secret\n");
            int status = status(
                    "jdbc:mariadb://db/asteriskcdrdb",
                    "--zone=Europe/Kyiv",
                    "--table=cdr2",
                    "--user=reader",
                    "--password-file=" + password,
                    "--region=ua");

            assertThat(status).isZero();
            assertThat(opened).satisfies(cdr -> {
                assertThat(cdr.source()).isEqualTo("jdbc:mariadb://db/asteriskcdrdb");
                assertThat(cdr.zone()).hasToString("Europe/Kyiv");
                assertThat(cdr.table()).isEqualTo("cdr2");
                assertThat(cdr.user()).isEqualTo("reader");
                assertThat(cdr.password()).isEqualTo("secret");
            });
            assertThat(printed.toString() + complained).doesNotContain("secret");
        }

        @Test
        void orRefusesThemAllAtOnce() {
            int status = status(
                    "calls.csv",
                    "--set=lookback=30m",
                    "--set=front-within=often",
                    "--set=priority",
                    "--zone=Kyiv",
                    "--from=yesterday");

            assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(complained.toString())
                    .contains("lookback is not a setting; did you mean look-back?")
                    .contains("front-within is to be a time")
                    .contains("--set wants KEY=VALUE, not 'priority'")
                    .contains("Kyiv");
        }

        @Test
        void ofQueuesWithADotInTheirName() {
            assertThat(status("calls.csv", "--set", "queues.sup.port.look-back=1m", "--json"))
                    .isZero();
        }

        @Test
        void fromAndToInTheZoneOfTheRecords() {
            assertThat(status("calls.csv", "--json", "--from=2026-11-23T12:02", "--zone=Europe/Kyiv"))
                    .isZero();
            assertThat(printed.toString()).contains("\"inboundCalls\" : 2").contains("\"returns\" : 2");
        }
    }

    @Nested
    class LeavesNothingHalfWritten {

        @Test
        void whenItEndsWell() throws IOException {
            Path page = folder.resolve("page.html");
            Path rejects = folder.resolve("rejects.txt");

            assertThat(status("calls.csv", "--html=" + page, "--rejects=" + rejects))
                    .isZero();
            assertThat(rejects).hasContent("line 812: the start \"31/2\" is no time");
            assertThat(page).content().startsWith("<!DOCTYPE html>");
            assertThat(files()).containsExactlyInAnyOrder("page.html", "rejects.txt");
        }

        @Test
        void whenTheSourceBreaksOff() throws IOException {
            Path page = Files.writeString(folder.resolve("page.html"), "last week's");

            assertThat(status("broken.csv", "--html=" + page, "--rejects=" + folder.resolve("rejects.txt")))
                    .isEqualTo(1);
            assertThat(page).hasContent("last week's");
            assertThat(files()).containsExactly("page.html");
            assertThat(complained.toString()).contains("the disk is gone");
        }

        @Test
        void whenItCannotBeWrittenAtAll() {
            assertThat(status("calls.csv", "--html=" + folder.resolve("nowhere/page.html")))
                    .isEqualTo(1);
            assertThat(complained.toString()).contains("cannot be written");
        }

        private List<String> files() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }
    }

    @Nested
    class Checks {

        @Test
        void thatEveryRowIsAccountedFor() {
            assertThat(status("--check", "calls.csv", "calls.csv")).isZero();
            assertThat(printed.toString().lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("ok  calls.csv: 3 rows read, 1 rejected, 4 in the source; 2"));
        }

        @Test
        void andFailsWhereOneIsNot() {
            assertThat(status("--check", "calls.csv", "longer.csv")).isEqualTo(1);
            assertThat(printed.toString()).contains("BAD longer.csv: 3 rows read, 1 rejected, 5 in the source");
        }
    }

    @Test
    void wantsASource() {
        assertThat(status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complained.toString()).contains("Give a SOURCE");
    }

    @Test
    void takesOneSourceOnly() {
        assertThat(status("one.csv", "two.csv")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int status(String... arguments) {
        return new CommandLine(new ReplayCommand(new Opener(), Map.of()))
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }

    /** Opens the made-up history under every name, with one row more that could not be read; a broken one breaks off. */
    private final class Opener implements HistoryOpener {

        @Override
        public Opened open(Settings.Cdr cdr, Settings settings) {
            opened = cdr;
            return new Opened() {
                @Override
                public CallHistory calls() {
                    return new WithARejectedRow(cdr.source().equals("broken.csv"));
                }

                @Override
                public OptionalLong rowsCountedOtherwise() {
                    return OptionalLong.of(cdr.source().equals("longer.csv") ? 5 : 4);
                }

                @Override
                public Optional<String> warning() {
                    return Optional.of("the clock is wrong");
                }
            };
        }
    }

    private record WithARejectedRow(boolean breaksOff) implements CallHistory {

        @Override
        public String description() {
            return HISTORY.description();
        }

        @Override
        public void read(Span span, Listener listener) throws UnreadableHistoryException {
            HISTORY.read(span, listener);
            listener.rejected(new Reject("line 812", "the start \"31/2\" is no time"));
            if (breaksOff) {
                throw new UnreadableHistoryException("the disk is gone", new IOException());
            }
            listener.progress(4, 100, OptionalLong.of(100));
        }
    }
}
