package lastagent.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lastagent.core.routing.Reason;
import org.junit.jupiter.api.Test;

class DemoTallyTest {

    private final DemoTally tally = new DemoTally(11, 40);

    @Test
    void countsRedialsByWhoAnswered() {
        tally.comesIn(false);
        tally.comesIn(true);
        tally.comesIn(true);
        tally.cameBack(Optional.empty(), Duration.ofSeconds(3));
        tally.cameBack(Optional.of("paused"), Duration.ofSeconds(9));
        DemoSummary summary = tally.summary();

        assertThat(summary.calls()).isEqualTo(3);
        assertThat(summary.redials()).isEqualTo(2);
        assertThat(summary.sameAgent()).isEqualTo(1);
        assertThat(summary.otherAgent()).isEqualTo(1);
        assertThat(summary.otherAgentBecause()).isEqualTo(Map.of("paused", 1));
        assertThat(summary.medianSecondsToSameAgent()).hasValue(3.0);
    }

    @Test
    void countsAsFailedOpenWhateverWasNoDecision() {
        tally.decided(Optional.empty(), Duration.ofMillis(400));
        tally.decided(Optional.of(Reason.DEADLINE), Duration.ofMillis(300));
        tally.decided(Optional.of(Reason.FAULT), Duration.ofMillis(2));
        tally.decided(Optional.of(Reason.NO_RECENT_TALK), Duration.ofMillis(1));

        assertThat(tally.summary().failedOpen()).isEqualTo(3);
        assertThat(tally.summary().longestDecisionMilliseconds()).hasValue(400.0);
    }

    @Test
    void hasNoMedianOfNothing() {
        assertThat(tally.summary().medianSecondsThroughQueue()).isEmpty();
    }
}
