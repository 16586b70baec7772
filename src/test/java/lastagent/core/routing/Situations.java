package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;

/** Situations for tests, told in a few words: what is not said is the ordinary case. */
final class Situations {

    static final Instant NOW = Instant.parse("2026-11-23T11:00:10Z");
    static final CallerNumber ALICE = new CallerNumber("+380991234567");
    static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    static final AgentInterface CAROL = new AgentInterface("PJSIP/972");

    CallerId caller = new CallerId.Subscriber(ALICE);
    List<String> line = List.of("support");
    final List<Conversation> talks = new ArrayList<>();
    final Map<AgentInterface, AgentState> agents = new HashMap<>();
    final List<Offer> offers = new ArrayList<>();
    RoutingRules rules = RoutingRules.DEFAULTS;

    Situations() {
        agents.put(BOB, new AgentState(Set.of("support"), new Presence.Free()));
        agents.put(CAROL, new AgentState(Set.of("support"), new Presence.Free()));
    }

    /** Alice talked to Bob and was cut some seconds ago. */
    static Situations aliceTalkedToBob(int secondsAgo) {
        return new Situations().with(talk(BOB, secondsAgo));
    }

    Situations with(Conversation talk) {
        talks.add(talk);
        return this;
    }

    Situations where(AgentInterface agent, Presence presence) {
        agents.put(agent, new AgentState(Set.of("support"), presence));
        return this;
    }

    Situations offered(AgentInterface agent, int secondsAgo, Offer.Outcome outcome) {
        offers.add(new Offer(
                "id" + offers.size(),
                "pbx",
                Optional.of("1.1"),
                ALICE,
                agent,
                Optional.of("support"),
                NOW.minusSeconds(secondsAgo),
                outcome));
        return this;
    }

    Situations under(QueueRules general) {
        rules = rules.withGeneral(general);
        return this;
    }

    Situation situation() {
        InboundCall call = new InboundCall("pbx", "1795337875.12", "PJSIP/mts-0000000c", caller, line, NOW);
        return new Situation(call, talks, agents, offers, rules, NOW);
    }

    /** A minute's talk through the support queue that the caller's side ended. */
    static Conversation talk(AgentInterface agent, int endedSecondsAgo) {
        return talk(agent, Duration.ofSeconds(60), endedSecondsAgo, Ending.Kind.BY_CALLER, Optional.of("support"));
    }

    static Conversation talk(
            AgentInterface agent, Duration length, int endedSecondsAgo, Ending.Kind how, Optional<String> queue) {
        Instant end = NOW.minusSeconds(endedSecondsAgo);
        return up(agent, end.minus(length), Direction.INBOUND, queue).ended(end, new Ending(how, "by the test"));
    }

    static Conversation up(AgentInterface agent, Instant since, Direction direction, Optional<String> queue) {
        Leg callerLeg = new Leg("1." + since.getEpochSecond(), "PJSIP/mts-00000001");
        Leg agentLeg = new Leg("2." + since.getEpochSecond(), agent + "-00000002");
        return new Conversation(
                Conversation.idOf("pbx", callerLeg, agentLeg, since),
                "pbx",
                ALICE,
                agent,
                direction,
                queue,
                callerLeg,
                agentLeg,
                since,
                Optional.empty(),
                Optional.empty());
    }
}
