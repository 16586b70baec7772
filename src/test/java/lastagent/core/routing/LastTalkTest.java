package lastagent.core.routing;

import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.CAROL;
import static lastagent.core.routing.Situations.NOW;
import static lastagent.core.routing.Situations.aliceTalkedToBob;
import static lastagent.core.routing.Situations.talk;
import static lastagent.core.routing.Situations.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.Ending.Kind;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import org.junit.jupiter.api.Test;

class LastTalkTest {

    private static final Optional<String> SUPPORT = Optional.of("support");

    @Test
    void isWithTheAgentToWhomTheCallerWasPassedOn() {
        Situations situations = new Situations()
                .with(talk(BOB, Duration.ofMinutes(5), 120, Kind.TRANSFERRED, SUPPORT))
                .with(talk(CAROL, Duration.ofMinutes(1), 60, Kind.BY_CALLER, Optional.empty()));

        assertThat(agentOf(situations)).contains(CAROL);
    }

    /** Bob sends the call that he has from the queue to the queue: neither it nor an earlier talk brings it back to him. */
    @Test
    void isWithNobodyWhoHasSentThisVeryCallOn() {
        Situations situations = aliceTalkedToBob(600).with(ofThisCall(talk(BOB, 1)));
        assertThat(agentOf(situations)).isEmpty();

        situations.with(talk(CAROL, 900));
        assertThat(agentOf(situations)).contains(CAROL);
    }

    private static Conversation ofThisCall(Conversation talk) {
        return new Conversation(
                "this call's",
                talk.pbx(),
                talk.caller(),
                talk.agent(),
                talk.direction(),
                talk.queue(),
                new Conversation.Leg(new Situations().situation().call().uniqueId(), "PJSIP/mts-0000000c"),
                talk.agentLeg(),
                talk.startedAt(),
                talk.endedAt(),
                talk.ending());
    }

    /** Redialling beside the dead leg of the first talk, the caller was cut again. */
    @Test
    void isTheOneThatBeganLastAndNotTheOneThatEndedLast() {
        Situations situations = new Situations()
                .with(up(BOB, NOW.minusSeconds(300), Direction.INBOUND, SUPPORT))
                .with(talk(CAROL, Duration.ofMinutes(1), 60, Kind.CUT, SUPPORT));

        assertThat(agentOf(situations)).contains(CAROL);
    }

    @Test
    void isTheCallThatTheCallerMissedIfThatWasLater() {
        Situations situations = aliceTalkedToBob(60).with(missed(CAROL, 30));

        assertThat(agentOf(situations)).contains(BOB);
        assertThat(agentOf(situations.under(outbound()))).contains(CAROL);
    }

    @Test
    void mayBeAMissedCallThoughTalksHaveToBeLong() {
        Situations situations = new Situations()
                .with(missed(BOB, 30))
                .under(outbound().but().minimumTalkTime(Duration.ofMinutes(5)).done());

        assertThat(agentOf(situations)).contains(BOB);
    }

    @Test
    void isJudgedByTheRulesOfTheQueueThatTheAgentIsInWhereItHasNone() {
        Situations situations = new Situations().with(missed(BOB, 30));
        situations.rules = RoutingRules.DEFAULTS.withQueue("support", outbound());

        assertThat(agentOf(situations)).contains(BOB);
    }

    @Test
    void isJudgedByTheRulesOfAQueueOfItsAgentsRatherThanOfTheLinesFirst() {
        Situations situations = new Situations().with(talk(BOB, Duration.ofMinutes(1), 60, Kind.CUT, Optional.empty()));
        situations.line = List.of("vip", "support");

        assertThat(decide(situations).decision().queue()).isEqualTo(SUPPORT);
    }

    @Test
    void mayBeWithAnAgentOfNoQueueWhereTheLineNamesNone() {
        Situations situations = new Situations().with(talk(BOB, Duration.ofMinutes(1), 60, Kind.CUT, Optional.empty()));
        situations.line = List.of();
        situations.agents.put(BOB, new AgentState(Set.of(), new Presence.Free()));

        assertThat(agentOf(situations)).contains(BOB);
        assertThat(decide(situations).decision().queue()).isEmpty();
    }

    @Test
    void tellsOfEachTalkWhyItDoesNotCount() {
        AgentInterface dave = new AgentInterface("PJSIP/973");
        Situations situations = new Situations()
                .with(talk(CAROL, Duration.ofMinutes(1), 10, Kind.BY_CALLER, Optional.of("vip")))
                .with(up(BOB, NOW.minusSeconds(120), Direction.OUTBOUND, SUPPORT)
                        .ended(NOW.minusSeconds(90), new Ending(Kind.BY_AGENT, "the agent hung up")))
                .with(missed(BOB, 180))
                .with(talk(BOB, Duration.ofSeconds(9), 200, Kind.CUT, SUPPORT))
                .with(talk(BOB, Duration.ofMinutes(1), 360, Kind.BY_AGENT, SUPPORT))
                .with(talk(BOB, Duration.ofMinutes(1), 1200, Kind.BY_CALLER, SUPPORT))
                .with(talk(dave, Duration.ofMinutes(1), 3500, Kind.CUT, SUPPORT))
                .with(talk(BOB, Duration.ofMinutes(1), 3600, Kind.CUT, SUPPORT))
                .under(QueueRules.DEFAULTS
                        .but()
                        .lookBack(Duration.ofMinutes(59))
                        .lookBackByCaller(Optional.of(Duration.ofMinutes(15)))
                        .minimumTalkTime(Duration.ofSeconds(10))
                        .done());
        situations.agents.put(CAROL, new AgentState(Set.of("vip"), new Presence.LoggedOff()));

        assertThat(steps(situations))
                .containsExactly(
                        "not PJSIP/972 through vip, ended 10 s ago, by the test: in no queue of this line",
                        "not PJSIP/971 through support, who had dialled, ended 90 s ago, the agent hung up:"
                                + " outbound-counts is no",
                        "not PJSIP/971, who had dialled, not answered 3 min ago: outbound-counts is no",
                        "not PJSIP/971 through support, ended 3 min ago, by the test:"
                                + " shorter than minimum-talk-time 10s",
                        "not PJSIP/971 through support, ended 6 min ago, by the test:"
                                + " longer ago than look-back-by-agent 5m",
                        "not PJSIP/971 through support, ended 20 min ago, by the test:"
                                + " longer ago than look-back-by-caller 15m",
                        "PJSIP/973 through support, ended 58 min ago, by the test");
    }

    @Test
    void tellsThatThereIsNone() {
        assertThat(steps(new Situations())).containsExactly("there was none");
        assertThat(steps(aliceTalkedToBob(3601)))
                .containsExactly(
                        "not PJSIP/971 through support, ended 60 min ago, by the test: longer ago than look-back 60m",
                        "no other one");
        assertThat(steps(new Situations().with(missed(BOB, 3601)).under(outbound())))
                .containsExactly(
                        "not PJSIP/971, who had dialled, not answered 60 min ago:"
                                + " longer ago than look-back-outbound 60m",
                        "no other one");
    }

    @Test
    void endsTheSearchOnlyWhereThereIsNone() {
        assertThat(decide(new Situations()).trace().getLast().applied()).isTrue();
        assertThat(decide(aliceTalkedToBob(3601)).trace())
                .extracting(Verdict.Step::rung, Verdict.Step::applied)
                .endsWith(tuple(3, false), tuple(3, true));
    }

    private static QueueRules outbound() {
        return QueueRules.DEFAULTS.but().outboundCounts(true).done();
    }

    private static Conversation missed(AgentInterface agent, int secondsAgo) {
        return up(agent, NOW.minusSeconds(secondsAgo), Direction.OUTBOUND, Optional.empty())
                .ended(NOW.minusSeconds(secondsAgo), new Ending(Kind.MISSED, "rang out"));
    }

    private static Verdict decide(Situations situations) {
        return new LastAgentPolicy().decide(situations.situation());
    }

    private static Optional<AgentInterface> agentOf(Situations situations) {
        return decide(situations).talk().map(Conversation::agent);
    }

    private static List<String> steps(Situations situations) {
        return decide(situations).trace().stream()
                .filter(step -> step.rung() == 3)
                .map(Verdict.Step::saw)
                .toList();
    }
}
