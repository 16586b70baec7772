package lastagent.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lastagent.app.demo.Story.AgentThen;
import lastagent.app.demo.Story.PlannedCall;
import lastagent.core.call.CallerId;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlanTest {

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(DemoPlan.of(60, 11)).isEqualTo(DemoPlan.of(60, 11)).isNotEqualTo(DemoPlan.of(60, 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 60, 500, Demo.Options.MOST_CALLS})
    void hasExactlySoManyCalls(int calls) {
        assertThat(DemoPlan.of(calls, 11).calls()).isEqualTo(calls);
    }

    @Test
    void everyStoryEndsWithGoodbyeAndIsCutOffBefore() {
        for (Story story : DemoPlan.of(500, 11).stories()) {
            List<PlannedCall> calls = story.calls();
            assertThat(calls.getLast().ending().isCut()).isFalse();
            assertThat(calls.subList(0, calls.size() - 1))
                    .allMatch(call -> call.ending().isCut());
        }
    }

    @Test
    void noTwoStoriesHaveTheSameCaller() {
        List<Story> stories = DemoPlan.of(Demo.Options.MOST_CALLS, 11).stories();

        assertThat(stories.stream().map(Story::number).distinct()).hasSameSizeAs(stories);
    }

    @Test
    void everySpellingIsTheSameCaller() {
        PhoneNumberPlan numbers = new PhoneNumberPlan(Optional.of("DE"), List.of(), java.util.Set.of());
        for (Story story : DemoPlan.of(200, 11).stories()) {
            assertThat(story.calls())
                    .allMatch(
                            call -> numbers.read(call.presented(), 0).equals(new CallerId.Subscriber(story.number())));
        }
    }

    @Test
    void fewRedialsFindTheirAgentGone() {
        for (long seed = 1; seed <= 20; seed++) {
            DemoPlan plan = DemoPlan.of(60, seed);
            long gone =
                    plan.stories().stream().filter(DemoPlanTest::findsAgentGone).count();

            assertThat(gone).as("seed %d", seed).isBetween(1L, plan.redials() / 12L);
        }
    }

    private static boolean findsAgentGone(Story story) {
        PlannedCall first = story.calls().getFirst();
        return story.calls().size() > 1 && (first.agentThen() != AgentThen.WAITS || first.presentation() != 0);
    }

    @Test
    void nobodyRedialsFasterThanAPersonCan() {
        assertThat(DemoPlan.of(500, 11).stories().stream()
                        .flatMap(story -> story.calls().stream())
                        .filter(call -> call.ending().isCut()))
                .allMatch(call -> call.redialAfter().compareTo(Duration.ofSeconds(10)) >= 0);
    }
}
