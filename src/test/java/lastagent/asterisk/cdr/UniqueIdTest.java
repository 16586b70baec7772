package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueIdTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            1706368044.0,                     1706368044
            pbx-1706368044.12345,             1706368044
            main-office-2-1706368044.7,       1706368044
            pbx.example.com-1706368044.7,     1706368044
            mikopbx-1706368044.7_kGx0Wq,      1706368044
            999999999.1,                      999999999
            """)
    void knowsWhenTheChannelCameToBe(String uniqueId, long epoch) {
        assertThat(UniqueId.epoch(uniqueId)).isEqualTo(epoch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "1706368044", "1706368044.", "12.5", "x1706368044.1", "99999999999999999999.1", "a.b.c"
            })
    void knowsNothingOfOtherTexts(String uniqueId) {
        assertThat(UniqueId.epoch(uniqueId)).isEqualTo(UniqueId.NONE);
    }
}
