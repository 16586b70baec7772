package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import lastagent.asterisk.cdr.StartColumn.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a moment is written for the column of a row's start. */
class StartColumnTest {

    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final TableColumn COLUMN = new TableColumn("start", "");

    @ParameterizedTest
    @CsvSource(textBlock = """
        2026-03-10 10:00:00,              WALL,      2026-03-10 10:00:00
        2024-01-02 03:04:05.678,          WALL,      2026-03-10 10:00:00
        2024-01-02T03:04:05,              WALL,      2026-03-10T10:00:00
        2024-01-02T03:04:05Z,             INSTANT,   2026-03-10T08:00:00
        2024-01-02 03:04:05+00:00,        INSTANT,   2026-03-10 08:00:00
        1773129600,                       SECONDS,   1773129600
        1773129600123,                    MILLIS,    1773129600000
        '',                               WALL,      2026-03-10 10:00:00
        2024-01-02 03:04:05+02:00,        UNORDERED, ''
        31/1/2017 9:00:00,                UNORDERED, ''
        """)
    void isWrittenAsTheColumnHasIt(String sample, Form form, String bound) {
        StartColumn start = StartColumn.sampled(COLUMN, sample, false);

        assertThat(start.form()).isEqualTo(form);
        assertThat(start.atLeast(Instant.parse("2026-03-10T08:00:00Z"), KYIV).orElse(""))
                .isEqualTo(bound);
    }

    @Test
    void keepsNoRowAwayInTheHourThatComesTwice() {
        StartColumn wall = StartColumn.typed(COLUMN, Form.WALL);

        // On 2026-10-25 the clock in Kyiv goes back from 04:00 to 03:00, at 01:00 UTC.
        assertThat(wall.atLeast(Instant.parse("2026-10-25T00:30:00Z"), KYIV)).hasValue("2026-10-25 03:00:00");
        assertThat(wall.lessThan(Instant.parse("2026-10-25T01:30:00Z"), KYIV)).hasValue("2026-10-25 04:00:00");
        assertThat(wall.atLeast(Instant.parse("2026-10-25T01:30:00Z"), KYIV)).hasValue("2026-10-25 03:30:00");
        assertThat(wall.lessThan(Instant.parse("2026-10-25T02:30:00Z"), KYIV)).hasValue("2026-10-25 04:30:00");
    }

    @Test
    void isWidenedToWholeSecondsAndLeftOutWhereThereIsNoBound() {
        StartColumn wall = StartColumn.typed(COLUMN, Form.WALL);

        assertThat(wall.atLeast(Instant.parse("2026-03-10T08:00:00.9Z"), KYIV)).hasValue("2026-03-10 10:00:00");
        assertThat(wall.lessThan(Instant.parse("2026-03-10T08:00:00.1Z"), KYIV)).hasValue("2026-03-10 10:00:01");
        assertThat(wall.atLeast(Instant.MIN, KYIV)).isEmpty();
        assertThat(wall.lessThan(Instant.MAX, KYIV)).isEmpty();
    }
}
