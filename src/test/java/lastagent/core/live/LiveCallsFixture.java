package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/** Live calls of one PBX, fed with facts in a second each, and the last that was told of each talk. */
abstract class LiveCallsFixture {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final CallerNumber ALICE = new CallerNumber("+420601234567");
    static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    static final AgentInterface EVE = new AgentInterface("PJSIP/972");
    static final AgentInterface LOCAL_BOB = new AgentInterface("Local/971@agents");
    static final AgentInterface MOBILE = new AgentInterface("Local/777000111@out");

    static final NumberPlan PLAN = (presented, presentation) -> presented.matches("\\+[0-9]{9,15}")
            ? new CallerId.Subscriber(new CallerNumber(presented))
            : new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);

    final Map<AgentInterface, AgentInterface> phones = new HashMap<>();
    final Set<AgentInterface> agents = new HashSet<>(Set.of(BOB, EVE, MOBILE));
    final LiveCalls calls = new LiveCalls("pbx", PLAN, this::agentOf);

    static final String NONE = "";
    static final String CALLER = "PJSIP/mts-00000001";
    static final String BOBS = "PJSIP/971-00000002";
    static final String EVES = "PJSIP/972-00000003";

    final Map<String, Conversation> lastTold = new TreeMap<>();

    Optional<AgentInterface> agentOf(AgentInterface phoneOrAgent) {
        return agents.contains(phoneOrAgent)
                ? Optional.of(phoneOrAgent)
                : Optional.ofNullable(phones.get(phoneOrAgent));
    }

    Conversation talk() {
        answer(agent(BOBS, "b1"), 0);
        return only(answer(caller(CALLER, "b1"), 1));
    }

    static Instant at(int second) {
        return NOW.plusSeconds(second);
    }

    static Conversation only(List<Conversation> told) {
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    static Ending.Kind kind(Conversation talk) {
        return talk.ending().orElseThrow().kind();
    }

    List<Conversation> answer(ChannelFacts facts, int second) {
        return told(new PbxEvent.ChannelAnswered(facts.leg().channel(), Optional.of(facts), at(second)));
    }

    List<Conversation> gone(String channel, int second) {
        return told(new PbxEvent.ChannelAnswered(channel, Optional.empty(), at(second)));
    }

    List<Conversation> list(int second, ChannelFacts... channels) {
        return told(new PbxEvent.ChannelsListed(List.of(channels), at(second)));
    }

    List<Conversation> told(PbxEvent event) {
        List<Conversation> told = new ArrayList<>(calls.apply(event));
        told.forEach(talk -> lastTold.put(talk.id(), talk));
        return told;
    }

    static ChannelFacts caller(String name, String bridge) {
        return channel(name, bridge, ALICE.value());
    }

    static ChannelFacts agent(String name, String bridge) {
        return channel(name, bridge, "971");
    }

    static ChannelFacts local(String name, String bridge) {
        return channel(name, bridge, ALICE.value());
    }

    static ChannelFacts queued(ChannelFacts facts, String queue) {
        return new ChannelFacts(
                facts.leg(), facts.linkedId(), true, facts.number(), facts.bridge(), Optional.of(queue), false);
    }

    static ChannelFacts channel(String name, String bridge, String number) {
        return new ChannelFacts(
                new Conversation.Leg("uid-" + name, name),
                "uid-" + name,
                true,
                number,
                bridge.equals(NONE) ? Optional.empty() : Optional.of(bridge),
                Optional.empty(),
                false);
    }
}
