package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import lastagent.core.call.CallerId;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transfers of the recordings, blind and attended: the caller redials, and the agent who talked last rings. */
class RecordedTransfersTest {

    /** How long after the end of the transferred call its caller redials. */
    private static final Duration REDIAL = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void aRedialAfterATransferRingsTheAgentWhoTalkedLast(int version) {
        List<ConversationTable.Scenario> scenarios =
                ConversationTable.of(version).scenarios();
        RecordedFollower played = RecordedFollower.of(Recording.of(version), Duration.ZERO);
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> rings = new TreeMap<>();
        for (int i = 0; i < scenarios.size(); i++) {
            List<ConversationTable.Talk> talks = scenarios.get(i).talks();
            if (talks.stream().anyMatch(talk -> talk.ended().contains("transferred"))) {
                String name = scenarios.get(i).name() + " of " + (i + 1);
                expected.put(name, last(talks).agent());
                rings.put(name, whoRings(played.of(i + 1)));
            }
        }
        assertThat(rings).hasSizeGreaterThanOrEqualTo(4).isEqualTo(expected);
    }

    // s640 is blind, s641 attended: README of the recordings.
    @ParameterizedTest
    @ValueSource(ints = {11, 16, 22})
    void bothKindsOfTransferAreInTheRecording(int version) {
        assertThat(ConversationTable.of(version).scenarios())
                .filteredOn(scenario -> scenario.talks().size() > 1)
                .extracting(ConversationTable.Scenario::name)
                .contains("s640", "s641");
    }

    private static ConversationTable.Talk last(List<ConversationTable.Talk> talks) {
        return talks.stream()
                .max(Comparator.comparing(ConversationTable.Talk::from))
                .orElseThrow();
    }

    private static String whoRings(List<Conversation> talks) {
        Conversation any = talks.getFirst();
        Instant redial = talks.stream()
                .map(talk -> talk.endedAt().orElseThrow())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(REDIAL);
        InboundCall call = new InboundCall(
                any.pbx(), "again", "SIP/trunk-000000ff", new CallerId.Subscriber(any.caller()), List.of(), redial);
        Situation situation = new Situation(
                call,
                talks,
                talks.stream()
                        .map(Conversation::agent)
                        .distinct()
                        .collect(Collectors.toMap(
                                Function.identity(), agent -> new AgentState(Set.of("qall"), new Presence.Free()))),
                List.of(),
                RoutingRules.DEFAULTS,
                redial);
        return Optional.of(new LastAgentPolicy().decide(situation).decision())
                .filter(RoutingDecision.RingAgent.class::isInstance)
                .map(ring -> ((RoutingDecision.RingAgent) ring).agent().value())
                .orElse("nobody");
    }
}
