package lastagent.core.routing;

import static lastagent.core.routing.Situations.ALICE;
import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import org.junit.jupiter.api.Test;

/**
 * Every caller, talk, offer and presence with every other, against four tables that a person can check. In all of them
 * {@code ring}, {@code front} and {@code none} are what the dialplan is told, and what stands higher on the page decides
 * first: the caller, the talk, an agent of whom nobody knows, the offer, the agent.
 */
class LastAgentPolicyTableTest {

    /** Each look-back is another, so that a talk which is judged by the wrong one is seen. */
    private static final QueueRules RULES = QueueRules.DEFAULTS
            .but()
            .lookBack(Duration.ofMinutes(60))
            .lookBackByCaller(Optional.of(Duration.ofMinutes(45)))
            .lookBackByAgent(Duration.ofMinutes(15))
            .lookBackOutbound(Duration.ofMinutes(30))
            .frontWithin(Duration.ofMinutes(5))
            .minimumTalkTime(Duration.ofSeconds(10))
            .outboundCounts(true)
            .done();

    /** The caller, and why that decides at once; - if it does not. */
    private static final String CALLERS = """
            withheld      | withheld
            no subscriber | no-subscriber
            own number    | own-number
            forged        | forged
            denied        | denied
            shared        | shared-number
            Alice         | -
            """;

    /** The talk, and for how many minutes after its end it counts; up: it is still up. */
    private static final String TALKS = """
            inbound  cut          60 s | 60
            inbound  by-caller    60 s | 45
            inbound  by-agent     60 s | 15
            inbound  transferred  60 s | 60
            inbound  unknown      60 s | 60
            inbound  cut          10 s | 60
            inbound  cut           9 s | 0
            inbound  up           60 s | up
            inbound  up            9 s | 0
            outbound cut          60 s | 30
            outbound by-caller    60 s | 30
            outbound by-agent     60 s | 30
            outbound transferred  60 s | 30
            outbound unknown      60 s | 30
            outbound by-caller     9 s | 0
            outbound missed        0 s | 30
            outbound up           60 s | up
            """;

    /** Minutes since the end of the talk: around each look-back and around the five minutes for the front of the queue. */
    private static final List<Integer> AGES = List.of(0, 1, 5, 6, 15, 16, 30, 31, 45, 46, 60, 61);

    /** The offer, and what it makes of the call within front-within, then later; - if it decides nothing. */
    private static final String OFFERS = """
            none since     | -                        | -
            refused before | -                        | -
            pending        | -                        | -
            answered       | -                        | -
            not-made       | -                        | -
            abandoned      | none offer-abandoned     | none offer-abandoned
            refused        | front offer-refused      | none offer-refused
            not-answered   | front offer-not-answered | none offer-not-answered
            """;

    /** What the agent is doing, and what it makes of the call within front-within, then later. */
    private static final String PRESENCES = """
            unknown            | none state-unknown  | none state-unknown
            gone               | front agent-gone    | none agent-gone
            paused             | front paused        | none paused
            logged off         | front logged-off    | none logged-off
            unregistered       | front unregistered  | none unregistered
            wrap-up of another | front wrap-up       | none wrap-up
            wrap-up of this    | ring free           | none wrap-up
            talking            | front talking       | none talking
            on hold            | front on-hold       | none on-hold
            ringing            | front ringing       | none ringing
            claimed            | front claimed       | none claimed
            free               | ring free           | ring free
            """;

    /** Every setting with another value; each has to make another decision of at least one row. */
    private static final Map<String, UnaryOperator<RoutingRules>> OTHER_SETTINGS = otherSettings();

    /** These are no concern of the policy: {@code wrapUp} is in what the agent is doing, the other one told to the dialplan. */
    private static final Set<String> READ_ELSEWHERE = Set.of("wrapUp", "queueUpdate");

    private static final Set<Reason> NOT_THE_POLICYS =
            EnumSet.of(Reason.SHADOW, Reason.OFF, Reason.DEADLINE, Reason.CDR_SILENT, Reason.FAULT);

    private final LastAgentPolicy policy = new LastAgentPolicy();

    private record Row(List<List<String>> parts, Situation situation, String expected) {

        String name() {
            return parts.stream().map(List::getFirst).collect(Collectors.joining(" / "));
        }
    }

    @Test
    void decidesEveryRowAsTheTablesSayAndReachesEveryReason() {
        List<String> wrong = new ArrayList<>();
        Set<Reason> reached = EnumSet.noneOf(Reason.class);
        int rows = 0;
        for (Iterator<Row> each = rows(table(CALLERS)).iterator(); each.hasNext(); ) {
            Row row = each.next();
            RoutingDecision decision = policy.decide(row.situation()).decision();
            reached.add(decision.reason());
            rows++;
            if (!row.expected().equals(words(decision))) {
                wrong.add(row.name() + ": expected " + row.expected() + ", decided " + words(decision));
            }
        }

        assertThat(wrong.stream().limit(20)).isEmpty();
        assertThat(rows).isEqualTo(7 * 17 * 12 * 8 * 12);
        assertThat(reached).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_THE_POLICYS)));
    }

    @Test
    void decidesAtLeastOneRowOtherwiseByEachSetting() {
        List<Row> rows = rows(List.of(List.of("Alice", "-"))).toList();
        assertThat(OTHER_SETTINGS)
                .allSatisfy((setting, other) -> assertThat(rows)
                        .as(setting)
                        .anyMatch(row -> !answer(row, other).equals(answer(row, UnaryOperator.identity()))));
    }

    @Test
    void leavesNoSettingOut() {
        List<String> settings = Stream.of(QueueRules.class, RoutingRules.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(setting -> !READ_ELSEWHERE.contains(setting))
                .toList();
        assertThat(OTHER_SETTINGS.keySet()).containsExactlyInAnyOrderElementsOf(settings);
    }

    private RoutingDecision answer(Row row, UnaryOperator<RoutingRules> other) {
        RoutingRules rules = other.apply(row.situation().rules());
        return rules.answerTo(policy.decide(row.situation().under(rules)).decision());
    }

    private static Map<String, UnaryOperator<RoutingRules>> otherSettings() {
        Map<String, UnaryOperator<RoutingRules>> others = new LinkedHashMap<>();
        others.put("mode", general(rules -> rules.mode(Mode.SHADOW)));
        others.put("lookBack", general(rules -> rules.lookBack(Duration.ofMinutes(59))));
        others.put("lookBackByAgent", general(rules -> rules.lookBackByAgent(Duration.ofMinutes(14))));
        others.put("lookBackByCaller", general(rules -> rules.lookBackByCaller(Optional.empty())));
        others.put("lookBackOutbound", general(rules -> rules.lookBackOutbound(Duration.ofMinutes(29))));
        others.put("frontWithin", general(rules -> rules.frontWithin(Duration.ofMinutes(4))));
        others.put("minimumTalkTime", general(rules -> rules.minimumTalkTime(Duration.ofSeconds(11))));
        others.put("ringTime", general(rules -> rules.ringTime(Duration.ofSeconds(19))));
        others.put("priority", general(rules -> rules.priority(9)));
        others.put("outboundCounts", general(rules -> rules.outboundCounts(false)));
        others.put("general", general(rules -> rules.lookBack(Duration.ZERO)));
        others.put("byQueue", rules -> rules.withQueue("support", QueueRules.DEFAULTS));
        others.put("deny", rules -> rules.denying(Set.of(ALICE)));
        others.put("shared", rules -> rules.sharing(Set.of(ALICE)));
        return others;
    }

    private static UnaryOperator<RoutingRules> general(UnaryOperator<QueueRules.Changed> change) {
        return rules -> rules.withGeneral(change.apply(rules.general().but()).done());
    }

    private static Stream<Row> rows(List<List<String>> callers) {
        List<List<String>> offers = table(OFFERS);
        List<List<String>> presences = table(PRESENCES);
        return table(TALKS).stream()
                .flatMap(talk -> AGES.stream().flatMap(age -> {
                    Conversation known = talk(talk.get(0), age);
                    return callers.stream()
                            .flatMap(caller -> offers.stream()
                                    .flatMap(offer -> presences.stream()
                                            .map(presence -> row(caller, talk, known, age, offer, presence))));
                }));
    }

    private static Row row(
            List<String> caller,
            List<String> talk,
            Conversation known,
            int age,
            List<String> offer,
            List<String> presence) {
        Situations situations = new Situations().under(RULES);
        switch (caller.get(0)) {
            case "Alice" -> {}
            case "denied" -> situations.rules = situations.rules.denying(Set.of(ALICE));
            case "shared" -> situations.rules = situations.rules.sharing(Set.of(ALICE));
            default -> situations.caller = new CallerId.Unusable(enumOf(CallerId.Why.class, caller.get(0)));
        }
        situations.with(known);
        offer(offer.get(0), known).ifPresent(situations.offers::add);
        situations.where(BOB, presence(presence.get(0), known));
        return new Row(
                List.of(caller, talk, List.of(age + " min"), offer, presence),
                situations.situation(),
                expected(caller, talk, age, offer, presence));
    }

    private static String expected(
            List<String> caller, List<String> talk, int age, List<String> offer, List<String> presence) {
        if (!caller.get(1).equals("-")) {
            return "none " + caller.get(1);
        }
        if (talk.get(1).equals("up")) {
            return "none still-talking";
        }
        if (talk.get(1).equals("0") || age > Integer.parseInt(talk.get(1))) {
            return "none no-recent-talk";
        }
        if (presence.get(0).equals("unknown")) {
            return "none state-unknown";
        }
        List<String> decides = offer.get(1).equals("-") ? presence : offer;
        return decides.get(age <= 5 ? 1 : 2);
    }

    private static Conversation talk(String words, int minutesAgo) {
        List<String> parts = List.of(words.split(" +", -1));
        Direction direction = enumOf(Direction.class, parts.get(0));
        Duration length = Duration.ofSeconds(Long.parseLong(parts.get(2)));
        if (parts.get(1).equals("up")) {
            return Situations.up(BOB, NOW.minus(length), direction, Optional.of("support"));
        }
        Instant end = NOW.minus(Duration.ofMinutes(minutesAgo));
        return Situations.up(BOB, end.minus(length), direction, Optional.of("support"))
                .ended(end, new Ending(enumOf(Ending.Kind.class, parts.get(1)), "by the test"));
    }

    private static Optional<Offer> offer(String words, Conversation talk) {
        return switch (words) {
            case "none since" -> Optional.empty();
            case "refused before" -> Optional.of(offer(Offer.Outcome.REFUSED, talk.startedAt()));
            default ->
                Optional.of(offer(
                        enumOf(Offer.Outcome.class, words), talk.startedAt().plusMillis(1)));
        };
    }

    private static Offer offer(Offer.Outcome outcome, Instant at) {
        return new Offer("id", "pbx", Optional.of("1.1"), ALICE, BOB, Optional.of("support"), at, outcome);
    }

    private static Presence presence(String words, Conversation talk) {
        return switch (words) {
            case "unknown" -> new Presence.Unknown("nobody asked");
            case "gone" -> new Presence.Gone();
            case "paused" -> new Presence.Paused("lunch");
            case "logged off" -> new Presence.LoggedOff();
            case "unregistered" -> new Presence.Unregistered();
            case "wrap-up of another" -> new Presence.WrapUp(NOW.minusSeconds(150), NOW.plusSeconds(9));
            case "wrap-up of this" -> new Presence.WrapUp(talk.endedAt().orElse(NOW), NOW.plusSeconds(9));
            case "talking" -> new Presence.Talking();
            case "on hold" -> new Presence.OnHold();
            case "ringing" -> new Presence.Ringing();
            case "claimed" -> new Presence.Claimed();
            case "free" -> new Presence.Free();
            default -> throw new IllegalArgumentException(words);
        };
    }

    private static String words(RoutingDecision decision) {
        String action = switch (decision) {
            case RingAgent _ -> "ring ";
            case FrontOfQueue _ -> "front ";
            case Overflow _ -> "none ";
        };
        return action + decision.reason().code();
    }

    private static List<List<String>> table(String text) {
        return text.lines()
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }

    private static <E extends Enum<E>> E enumOf(Class<E> type, String words) {
        return Enum.valueOf(
                type, words.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'));
    }
}
