package lastagent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.live.Presence;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Offer;
import lastagent.core.routing.OtherDecision;
import lastagent.core.routing.OtherDecision.What;
import lastagent.core.routing.OtherDecisions;
import lastagent.core.routing.RandomSituations;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingDecision.RingAgent;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does in another way what {@code explain} says would have made another decision, settings by way of the configuration
 * file's reader, and sees that it does.
 */
class OtherDecisionsComeTrueTest {

    private static final int SITUATIONS = 1500;

    private final SettingsFile file = new SettingsFile(Map.of("HOME", "/home/alice"));
    private final LastAgentPolicy policy = new LastAgentPolicy();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void inManySituations(long seed) throws SettingsException {
        RandomSituations random = new RandomSituations(seed);
        Map<What, Integer> seen = new EnumMap<>(What.class);
        for (int i = 0; i < SITUATIONS; i++) {
            Map<String, List<String>> settings = settings(random);
            Situation situation = random.next(rules(settings));
            for (OtherDecision other : OtherDecisions.of(situation)) {
                seen.merge(other.what(), 1, Integer::sum);
                boolean ofMode = other.change().contains("mode:");
                assertThat(changed(situation, settings, other).map(changed -> decide(changed, ofMode)))
                        .as("seed %d, situation %d: %s", seed, i, other)
                        .contains(other.decision());
                assertThat(outcome(other.decision()))
                        .as("seed %d, situation %d: %s", seed, i, other)
                        .isNotEqualTo(outcome(decide(situation, ofMode)));
            }
        }
        assertThat(seen).containsOnlyKeys(What.values());
    }

    // A change of anything but the mode is one of what is decided, whether or not it is acted upon.
    private RoutingDecision decide(Situation situation, boolean andAnswer) {
        RoutingDecision decision = policy.decide(situation).decision();
        return andAnswer ? situation.rules().answerTo(decision) : decision;
    }

    private static String outcome(RoutingDecision decision) {
        return decision instanceof RingAgent ring
                ? "ring " + ring.agent()
                : decision.getClass().getSimpleName();
    }

    /** What the change may be: of several talks with one agent, it is said of one. */
    private Stream<Situation> changed(Situation situation, Map<String, List<String>> settings, OtherDecision other)
            throws SettingsException {
        return switch (other.what()) {
            case AGENT -> Stream.of(situation.with(agentIn(other, " free"), new Presence.Free()));
            case OFFER -> withoutAnOffer(situation, agentIn(other, ""));
            case TALK -> withAnotherTalk(situation, other);
            case LINE -> Stream.of(onLine(situation, other));
            case SETTING -> Stream.of(with(situation, rules(changed(settings, other))));
        };
    }

    private static AgentInterface agentIn(OtherDecision other, String suffix) {
        String words = other.change().substring(0, other.change().length() - suffix.length());
        return new AgentInterface(words.substring(words.lastIndexOf(' ') + 1));
    }

    private static Stream<Situation> withoutAnOffer(Situation situation, AgentInterface agent) {
        return situation.offers().stream()
                .filter(offer -> offer.agent().equals(agent))
                .map(gone -> {
                    List<Offer> offers = new ArrayList<>(situation.offers());
                    offers.remove(gone);
                    return new Situation(
                            situation.call(),
                            situation.talks(),
                            situation.agents(),
                            offers,
                            situation.rules(),
                            situation.now());
                });
    }

    private static Stream<Situation> withAnotherTalk(Situation situation, OtherDecision other) {
        boolean ends = other.change().endsWith(" at its end");
        AgentInterface agent = agentIn(other, ends ? " at its end" : "");
        return situation.talks().stream()
                .filter(talk -> talk.agent().equals(agent))
                .map(talk -> {
                    List<Conversation> talks = new ArrayList<>(situation.talks());
                    talks.remove(talk);
                    if (ends) {
                        talks.add(talk.ended(situation.now(), new Ending(Ending.Kind.CUT, "now")));
                    }
                    return new Situation(
                            situation.call(),
                            talks,
                            situation.agents(),
                            situation.offers(),
                            situation.rules(),
                            situation.now());
                });
    }

    private static Situation onLine(Situation situation, OtherDecision other) {
        List<String> words = List.of(other.change().split("[ ,]+", -1));
        InboundCall call = situation.call();
        InboundCall onLine = new InboundCall(
                call.pbx(),
                call.uniqueId(),
                call.channel(),
                call.caller(),
                List.of(words.get(1).split("&", -1)),
                call.arrivedAt());
        Situation changed = new Situation(
                onLine, situation.talks(), situation.agents(), situation.offers(), situation.rules(), situation.now());
        for (String word : words) {
            if (word.contains("/")) {
                changed = changed.with(new AgentInterface(word), new Presence.Free());
            }
        }
        return changed;
    }

    private static Situation with(Situation situation, RoutingRules rules) {
        return new Situation(
                situation.call(), situation.talks(), situation.agents(), situation.offers(), rules, situation.now());
    }

    private static Map<String, List<String>> changed(Map<String, List<String>> settings, OtherDecision other) {
        Map<String, List<String>> changed = new LinkedHashMap<>(settings);
        List<String> parts = List.of(other.change().split(": ", -1));
        if (parts.get(1).startsWith("without")) {
            changed.remove(parts.get(0));
        } else {
            changed.put(parts.get(0), List.of(parts.get(1)));
        }
        return changed;
    }

    private RoutingRules rules(Map<String, List<String>> settings) throws SettingsException {
        Settings read = file.read(Optional.empty(), settings);
        return read.rules(NumberPlans.of(read.numbers()));
    }

    /** No queue sets what it would have had anyway: {@code explain} takes that for inherited. */
    private static Map<String, List<String>> settings(RandomSituations random) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        boolean vip = random.any(true, false);
        for (String key : List.of("look-back", "look-back-by-agent", "look-back-outbound", "front-within")) {
            random.any(Optional.<String>empty(), Optional.of("7m"), Optional.of("65m"), Optional.of("17h"))
                    .ifPresent(value -> settings.put(key, List.of(value)));
            if (vip) {
                random.any(Optional.<String>empty(), Optional.of("9m"), Optional.of("95m"))
                        .ifPresent(value -> settings.put("queues.vip." + key, List.of(value)));
            }
        }
        random.any(Optional.<String>empty(), Optional.of("30m"))
                .ifPresent(value -> settings.put("look-back-by-caller", List.of(value)));
        random.any(Optional.<String>empty(), Optional.of("10s"), Optional.of("2m"))
                .ifPresent(value -> settings.put("minimum-talk-time", List.of(value)));
        boolean outbound = random.any(true, false);
        settings.put("outbound-counts", List.of(outbound ? "yes" : "no"));
        if (vip) {
            settings.put("queues.vip.outbound-counts", List.of(outbound ? "no" : "yes"));
        }
        settings.put("mode", List.of(random.any("on", "on", "shadow")));
        for (String list : List.of("deny", "shared")) {
            if (random.any(true, false, false, false, false)) {
                settings.put(list, List.of(RandomSituations.ALICE));
            }
        }
        return settings;
    }
}
