package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZoneEvidenceTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant NOVEMBER = Instant.parse("2018-11-30T01:19:34Z");
    private static final Instant JULY = Instant.parse("2018-07-30T01:19:34Z");

    /** A row whose channel came to be at a moment, written by a clock and read in a zone. */
    private static CdrRecord row(Instant moment, ZoneId clock, ZoneId readIn, int secondsLater) {
        LocalDateTime wall = LocalDateTime.ofInstant(moment.plusSeconds(secondsLater), clock);
        Instant start = wall.atZone(readIn).toInstant();
        return new CdrRecord(
                "pbx-" + moment.getEpochSecond() + ".1",
                "",
                "",
                "",
                "0991234567",
                "",
                "",
                "",
                "",
                "",
                start,
                Optional.empty(),
                start,
                Duration.ZERO,
                Disposition.ANSWERED);
    }

    @Test
    void saysWhereTheClockSeemsToBeIfTheZoneIsWrong() {
        ZoneEvidence evidence = new ZoneEvidence(ZoneOffset.UTC);
        for (int second = 0; second < 20; second++) {
            evidence.see(row(NOVEMBER.plusSeconds(3600L * second), NEW_YORK, ZoneOffset.UTC, second));
        }

        assertThat(evidence.warning())
                .contains("the uniqueids say that the PBX's clock is at UTC-05:00, but its times are read in Z");
        assertThat(evidence.offsets()).containsExactly(ZoneOffset.ofHours(-5));
    }

    @Test
    void namesBothOffsetsWhereThereIsSummerTime() {
        ZoneEvidence evidence = new ZoneEvidence(ZoneId.of("Europe/Kyiv"));
        for (int hour = 0; hour < 10; hour++) {
            evidence.see(row(NOVEMBER.plusSeconds(3600L * hour), ZoneOffset.UTC, ZoneId.of("Europe/Kyiv"), 0));
            evidence.see(row(JULY.plusSeconds(3600L * hour), NEW_YORK, ZoneId.of("Europe/Kyiv"), 1));
        }

        assertThat(evidence.offsets()).containsExactly(ZoneOffset.ofHours(-4), ZoneOffset.UTC);
        assertThat(evidence.warning())
                .hasValueSatisfying(said -> assertThat(said).contains("UTC-04:00 and UTC,"));
    }

    @Test
    void saysNothingIfTheZoneIsRight() {
        ZoneEvidence evidence = new ZoneEvidence(NEW_YORK);
        for (int hour = 0; hour < 48; hour++) {
            evidence.see(row(NOVEMBER.plusSeconds(3600L * hour), NEW_YORK, NEW_YORK, hour % 25));
        }

        assertThat(evidence.warning()).isEmpty();
        assertThat(evidence.offsets()).containsExactly(ZoneOffset.ofHours(-5));
    }

    @Test
    void saysNothingOfAFewRowsAndOfRowsThatBeginLongAfterTheirChannel() {
        ZoneEvidence evidence = new ZoneEvidence(ZoneOffset.UTC);
        for (int row = 0; row < 9; row++) {
            evidence.see(row(NOVEMBER, NEW_YORK, ZoneOffset.UTC, 0));
        }
        for (int row = 0; row < 100; row++) {
            evidence.see(row(NOVEMBER, ZoneOffset.UTC, ZoneOffset.UTC, 40 + row));
        }

        assertThat(evidence.warning()).isEmpty();
        assertThat(evidence.offsets()).isEmpty();
    }
}
