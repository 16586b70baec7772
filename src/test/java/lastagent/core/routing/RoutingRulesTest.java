package lastagent.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import org.junit.jupiter.api.Test;

class RoutingRulesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void keepTalksForTheLongestOfAllLookBacks() {
        assertThat(RoutingRules.DEFAULTS.longestLookBack()).isEqualTo(Duration.ofMinutes(60));
        assertThat(longestWith(rules -> rules.lookBack(DAY))).isEqualTo(DAY);
        assertThat(longestWith(rules -> rules.lookBackByAgent(DAY))).isEqualTo(DAY);
        assertThat(longestWith(rules -> rules.lookBackByCaller(Optional.of(DAY))))
                .isEqualTo(DAY);
        assertThat(longestWith(rules -> rules.lookBackOutbound(DAY))).isEqualTo(DAY);
        assertThat(longestWith(rules -> rules.frontWithin(DAY))).isEqualTo(DAY);
        assertThat(RoutingRules.DEFAULTS
                        .withQueue(
                                "vip", QueueRules.DEFAULTS.but().lookBack(DAY).done())
                        .longestLookBack())
                .isEqualTo(DAY);
    }

    @Test
    void answerByTheModeOfTheQueueConcerned() {
        RoutingRules rules = RoutingRules.DEFAULTS
                .withQueue("vip", QueueRules.DEFAULTS.but().mode(Mode.SHADOW).done())
                .withQueue("night", QueueRules.DEFAULTS.but().mode(Mode.OFF).done());
        Optional<String> vip = Optional.of("vip");
        Optional<String> night = Optional.of("night");
        FrontOfQueue support = new FrontOfQueue(Optional.of("support"), 10, Reason.TALKING);

        assertThat(rules.answerTo(support)).isEqualTo(support);
        assertThat(rules.answerTo(new FrontOfQueue(vip, 10, Reason.TALKING)))
                .isEqualTo(new Overflow(vip, Reason.SHADOW));
        assertThat(rules.answerTo(new FrontOfQueue(night, 10, Reason.TALKING)))
                .isEqualTo(new Overflow(night, Reason.OFF));
    }

    private static Duration longestWith(UnaryOperator<QueueRules.Changed> change) {
        return RoutingRules.DEFAULTS
                .withGeneral(change.apply(QueueRules.DEFAULTS.but()).done())
                .longestLookBack();
    }
}
