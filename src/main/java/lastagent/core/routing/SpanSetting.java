package lastagent.core.routing;

import java.time.Duration;
import java.util.Optional;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;

/** The settings of {@link QueueRules} that bound how old or how short a talk may be. */
enum SpanSetting {
    LOOK_BACK("look-back"),
    LOOK_BACK_BY_AGENT("look-back-by-agent"),
    LOOK_BACK_BY_CALLER("look-back-by-caller"),
    LOOK_BACK_OUTBOUND("look-back-outbound"),
    FRONT_WITHIN("front-within"),
    MINIMUM_TALK_TIME("minimum-talk-time");

    private final String key;

    SpanSetting(String key) {
        this.key = key;
    }

    /**
     * The setting that says how long after its end this talk counts.
     *
     * <p>An agent also hangs up on a dead line, so a talk that the agent ended counts too, but not for as long. A mobile
     * network ends a broken call as if its caller had hung up, so such a talk counts for as long as any other unless the
     * administrator says otherwise.
     */
    static SpanSetting lookBackOf(Conversation talk, QueueRules rules) {
        if (talk.direction() == Direction.OUTBOUND) {
            return LOOK_BACK_OUTBOUND;
        }
        return switch (talk.ending().map(Ending::kind).orElse(Ending.Kind.UNKNOWN)) {
            case BY_AGENT -> LOOK_BACK_BY_AGENT;
            case BY_CALLER -> rules.lookBackByCaller().isPresent() ? LOOK_BACK_BY_CALLER : LOOK_BACK;
            case CUT, TRANSFERRED, MISSED, UNKNOWN -> LOOK_BACK;
        };
    }

    /** As it stands in the configuration file. */
    String key() {
        return key;
    }

    /** Its value. */
    Duration in(QueueRules rules) {
        return switch (this) {
            case LOOK_BACK -> rules.lookBack();
            case LOOK_BACK_BY_AGENT -> rules.lookBackByAgent();
            case LOOK_BACK_BY_CALLER -> rules.lookBackByCaller().orElse(rules.lookBack());
            case LOOK_BACK_OUTBOUND -> rules.lookBackOutbound();
            case FRONT_WITHIN -> rules.frontWithin();
            case MINIMUM_TALK_TIME -> rules.minimumTalkTime();
        };
    }

    /** The same rules, but for this value. */
    QueueRules set(QueueRules rules, Duration span) {
        QueueRules.Changed changed = rules.but();
        return switch (this) {
            case LOOK_BACK -> changed.lookBack(span).done();
            case LOOK_BACK_BY_AGENT -> changed.lookBackByAgent(span).done();
            case LOOK_BACK_BY_CALLER ->
                changed.lookBackByCaller(Optional.of(span)).done();
            case LOOK_BACK_OUTBOUND -> changed.lookBackOutbound(span).done();
            case FRONT_WITHIN -> changed.frontWithin(span).done();
            case MINIMUM_TALK_TIME -> changed.minimumTalkTime(span).done();
        };
    }

    /** The value in words: {@code look-back 60m}. */
    String words(QueueRules rules) {
        return key + " " + RoundSpan.spelled(in(rules));
    }
}
