package lastagent.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole service and the simulated PBX, over their sockets. */
class DemoTest {

    @Test
    void bringsCallersBackToTheirAgents() throws Exception {
        List<DemoNews> news = new ArrayList<>();
        DemoSummary summary = Demo.play(new Demo.Options(12, 4, 20), news::add);

        assertThat(summary.calls()).isEqualTo(12);
        assertThat(summary.redials()).isEqualTo(DemoPlan.of(12, 4).redials()).isPositive();
        assertThat(summary.sameAgent() + summary.otherAgent()).isEqualTo(summary.redials());
        assertThat(summary.sameAgent()).as("%s", news).isGreaterThanOrEqualTo(summary.redials() - 1);
        assertThat(summary.failedOpen()).isZero();
        assertThat(news.stream().filter(DemoNews.Ended.class::isInstance)).hasSize(12);
    }
}
