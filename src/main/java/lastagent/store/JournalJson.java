package lastagent.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Routed calls as JSON that is readable again into the same situation, so that the same policy can be run on it.
 *
 * <p>Records are objects with their components' names; which case of a sealed type it is stands in {@code is}. Numbers are
 * whole. The rules are kept apart, because every call of a day has the same. Whoever renames a component or a case changes
 * the form: {@code JournalJsonTest} reads entries as earlier versions wrote them. Thread-safe.
 */
final class JournalJson {

    /**
     * A routed call in two parts.
     *
     * @param call all but the rules
     * @param rules the rules that were in force; empty where there was no situation
     */
    record Document(String call, Optional<String> rules) {}

    private static final String SITUATION = "situation";
    private static final String RULES = "rules";

    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility(visible -> visible.withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withCreatorVisibility(Visibility.ANY))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addMixIn(CallerNumber.class, CallerNumberForm.class)
            .addMixIn(AgentInterface.class, AgentInterfaceForm.class)
            .addMixIn(CallerId.class, CallerIdForm.class)
            .addMixIn(AgentState.class, AgentStateForm.class)
            .addMixIn(Presence.class, PresenceForm.class)
            .addMixIn(RoutingDecision.class, DecisionForm.class)
            .build();

    // A second look at the rules of every call would cost more than the call itself.
    private Optional<Written> lastRules = Optional.empty();

    private record Written(RoutingRules rules, String json) {}

    /** Writes; one thread at a time. */
    Document write(RoutedCall routed) {
        ObjectNode call = mapper.valueToTree(routed);
        if (call.get(SITUATION) instanceof ObjectNode situation) {
            situation.remove(RULES);
        }
        return new Document(
                mapper.writeValueAsString(call),
                routed.situation().map(Situation::rules).map(this::written));
    }

    private String written(RoutingRules rules) {
        Written known = lastRules
                .filter(last -> last.rules().equals(rules))
                .orElseGet(() -> new Written(rules, mapper.writeValueAsString(rules)));
        lastRules = Optional.of(known);
        return known.json();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RuntimeException if it cannot be read
     */
    RoutedCall read(Document document) {
        JsonNode call = mapper.readTree(document.call());
        if (call.get(SITUATION) instanceof ObjectNode situation
                && document.rules().isPresent()) {
            situation.set(RULES, completed(mapper.readTree(document.rules().get())));
        }
        return mapper.treeToValue(call, RoutedCall.class);
    }

    // Entries from before a rule existed decided as that version did: with one look-back for whoever had called, no
    // wrap-up
    // of the queue's, nothing told to it, no shared numbers.
    private JsonNode completed(JsonNode rules) {
        if (rules instanceof ObjectNode all) {
            all.withArrayProperty("shared");
            completeQueue(all.get("general"));
            all.path("byQueue").forEach(JournalJson::completeQueue);
        }
        return rules;
    }

    private static void completeQueue(JsonNode queue) {
        if (queue instanceof ObjectNode rules) {
            rules.putIfAbsent("lookBackOutbound", rules.get("lookBack"));
            rules.putIfAbsent("wrapUp", rules.stringNode(Duration.ZERO.toString()));
            rules.putIfAbsent("queueUpdate", rules.booleanNode(false));
        }
    }

    // toString() masks a number; value() is the whole one.
    private abstract static class CallerNumberForm {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        CallerNumberForm(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class AgentInterfaceForm {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AgentInterfaceForm(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    // A person's name is of no weight in a decision, so it is not kept.
    @JsonIgnoreProperties("memberNames")
    private abstract static class AgentStateForm {
        @JsonCreator
        @SuppressWarnings("unused")
        AgentStateForm(@JsonProperty("queues") Set<String> queues, @JsonProperty("presence") Presence presence) {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CallerId.Subscriber.class, name = "subscriber"),
        @JsonSubTypes.Type(value = CallerId.Unusable.class, name = "unusable")
    })
    private interface CallerIdForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Presence.Free.class, name = "free"),
        @JsonSubTypes.Type(value = Presence.Paused.class, name = "paused"),
        @JsonSubTypes.Type(value = Presence.LoggedOff.class, name = "logged-off"),
        @JsonSubTypes.Type(value = Presence.Unregistered.class, name = "unregistered"),
        @JsonSubTypes.Type(value = Presence.WrapUp.class, name = "wrap-up"),
        @JsonSubTypes.Type(value = Presence.Ringing.class, name = "ringing"),
        @JsonSubTypes.Type(value = Presence.Talking.class, name = "talking"),
        @JsonSubTypes.Type(value = Presence.OnHold.class, name = "on-hold"),
        @JsonSubTypes.Type(value = Presence.Claimed.class, name = "claimed"),
        @JsonSubTypes.Type(value = Presence.Gone.class, name = "gone"),
        @JsonSubTypes.Type(value = Presence.Unknown.class, name = "unknown")
    })
    private interface PresenceForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RoutingDecision.RingAgent.class, name = "ring-agent"),
        @JsonSubTypes.Type(value = RoutingDecision.FrontOfQueue.class, name = "front-of-queue"),
        @JsonSubTypes.Type(value = RoutingDecision.Overflow.class, name = "overflow")
    })
    private interface DecisionForm {}
}
