package lastagent.core.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lastagent.core.conversation.Conversation;

/**
 * One setting with another value: a round one, just beyond the point where one of the talks is treated otherwise.
 *
 * @param key with its section
 * @param value that it would have
 * @param instead what it has
 * @param by how much more or less that is
 * @param rules all rules with that change
 */
record SettingChange(String key, String value, String instead, Duration by, RoutingRules rules) {

    // More than this matter only with a number that calls all day.
    private static final int MOST_TALKS = 20;

    /** As it would stand in the file: {@code look-back: 75m}. */
    String text() {
        return key + ": " + value;
    }

    /** The same for all changes of one setting to more, or to less. */
    String direction() {
        return key + (by.isNegative() ? " less" : " more");
    }

    /** All of them, the smallest change first. */
    static List<SettingChange> allFor(Situation situation) {
        List<SettingChange> changes = new ArrayList<>();
        situation.talks().stream()
                .sorted(Comparator.comparing(Conversation::startedAt).reversed())
                .limit(MOST_TALKS)
                .forEach(talk -> addFor(talk, situation, changes));
        changes.sort(Comparator.comparing(change -> change.by().abs()));
        return changes;
    }

    private static void addFor(Conversation talk, Situation situation, List<SettingChange> changes) {
        RulesScope scope = RulesScope.of(situation.queueOf(talk), situation.rules());
        QueueRules rules = scope.rules();
        talk.endedAt().map(end -> Duration.between(end, situation.now())).ifPresent(age -> {
            SpanSetting lookBack = SpanSetting.lookBackOf(talk, rules);
            changes.add(span(scope, lookBack, RoundSpan.across(age, lookBack.in(rules))));
            changes.add(span(scope, SpanSetting.FRONT_WITHIN, RoundSpan.across(age, rules.frontWithin())));
        });
        // Talks of the minimum count: what bounds them is the first span that is too long for this one.
        Duration tooLong = talk.talkTime(situation.now()).plusNanos(1);
        changes.add(span(scope, SpanSetting.MINIMUM_TALK_TIME, RoundSpan.across(tooLong, rules.minimumTalkTime())));
        changes.add(outbound(scope));
    }

    private static SettingChange span(RulesScope scope, SpanSetting setting, Duration value) {
        Duration before = setting.in(scope.rules());
        return new SettingChange(
                scope.key(setting.key()),
                RoundSpan.spelled(value),
                RoundSpan.spelled(before),
                value.minus(before),
                scope.with(setting::in, rules -> setting.set(rules, value)));
    }

    private static SettingChange outbound(RulesScope scope) {
        boolean counts = scope.rules().outboundCounts();
        return new SettingChange(
                scope.key("outbound-counts"),
                counts ? "no" : "yes",
                counts ? "yes" : "no",
                Duration.ZERO,
                scope.with(
                        QueueRules::outboundCounts,
                        rules -> rules.but().outboundCounts(!counts).done()));
    }
}
