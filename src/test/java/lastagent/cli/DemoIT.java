package lastagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command of the README, as a process of its own. */
class DemoIT {

    @Test
    void nineRedialsOfTenAreBackWithTheirAgentAndNothingElseIsPrinted() throws Exception {
        ProcessBuilder command = new ProcessBuilder("./lastagent", "demo", "--calls", "60", "--seed", "11", "--json");
        command.environment().put("LASTAGENT_NO_BUILD", "1");
        Process demo = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        JsonNode summary = JsonMapper.builder().build().readTree(printed);
        assertThat(summary.get("calls").asInt()).isEqualTo(60);
        assertThat(summary.get("failedOpen").asInt()).as(printed).isZero();
        assertThat(summary.get("sameAgent").asInt()).as(printed).isGreaterThanOrEqualTo((int)
                Math.ceil(0.9 * summary.get("redials").asInt()));
    }
}
