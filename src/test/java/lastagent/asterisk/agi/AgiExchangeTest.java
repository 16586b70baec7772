package lastagent.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exchanges with real Asterisks: what the service did then, and that it does the same today. */
class AgiExchangeTest {

    /** Who was called in the recordings, and had talked to that release's agent a minute before. */
    private static final String CALLER = "+380661234567";

    private static final Pattern ANSWER =
            Pattern.compile("> 200 result=1 \\([0-9a-f]{32}\\|([^|]*)\\|([^|]*)\\|(.*)\\)");

    static List<RecordedExchange> recorded() {
        return RecordedExchange.all();
    }

    @Test
    void thereAreFiveOfEachRelease() {
        assertThat(recorded()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void takesAtMostTwoRoundTripsAfterTheRequest(RecordedExchange exchange) {
        assertThat(exchange.roundTrips()).isBetween(1, 2);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void setsEverythingAtOnceAndClosesItsSide(RecordedExchange exchange) {
        assertThat(exchange.of(RecordedExchange.SERVICE)).last().isEqualTo("<EOF");
        assertThat(exchange.commands()).last().asString().startsWith("SET VARIABLE LASTAGENT_ACTION ");
        assertThat(exchange.commands())
                .allMatch(command -> command.length() < 2048)
                .allMatch(command -> command.matches(
                        "GET FULL VARIABLE \"[^\"]+\"|SET VARIABLE LASTAGENT_[A-Z]+ [A-Za-z0-9_.@/-]+"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void hasEveryVariableSetByAsterisk(RecordedExchange exchange) {
        List<String> replies = exchange.lines()
                .subList(exchange.lines().indexOf("<EOF"), exchange.lines().size());

        assertThat(replies).filteredOn("> 200 result=1"::equals).hasSize(sets(exchange.commands()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameToday(RecordedExchange exchange) throws IOException {
        String technology = exchange.name().startsWith("16") ? "SIP" : "PJSIP";
        FakeAsterisk call = FakeAsterisk.replaying(exchange.request());
        exchange.lines().stream()
                .map(ANSWER::matcher)
                .filter(Matcher::matches)
                .forEach(answer -> call.having("CALLINGPRES", answer.group(1))
                        .having("ARG1", answer.group(2))
                        .having("CALLERID(num)", answer.group(3)));
        try (ServiceInMemory service = new ServiceInMemory()) {
            service.conversations.learn(ServiceInMemory.talk(CALLER, new AgentInterface(technology + "/971")));
            service.agents = (pbx, agent, line, now) ->
                    new AgentState(Set.of("support"), new Presence.Free(), Map.of("support", agent.value()));
            service.start().answer(call);
        }

        assertThat(call.commands().stream().map(RecordedExchange::withoutRandom))
                .isEqualTo(exchange.commands());
        assertThat(call.roundTrips()).isBetween(1, exchange.roundTrips());
    }

    private static int sets(List<String> commands) {
        return (int)
                commands.stream().filter(command -> command.startsWith("SET ")).count();
    }
}
