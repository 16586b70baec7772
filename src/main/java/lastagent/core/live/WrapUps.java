package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;

/**
 * app_queue's pause after a member's last queue call: from when, and for how long.
 *
 * <p>From when is what app_queue says (LastCall), unless the live calls have seen a later talk through that queue end: after
 * an attended transfer LastCall can stand at 0 (asterisk issues 607 and 1006), and after any talk it comes a moment late.
 * Any thread.
 */
final class WrapUps {

    // LastCall counts whole seconds of the PBX's clock, and a talk's end is noticed a moment after it.
    private static final Duration SAME_ENDING = Duration.ofSeconds(2);

    private record Membership(AgentInterface agent, String queue) {}

    private final Function<String, Duration> settings;
    private final ConcurrentHashMap<Membership, Instant> seen = new ConcurrentHashMap<>();

    /**
     * Knows of no talk.
     *
     * @param settings the queue's wrap-up time as the administrator says it is; asked at each look
     */
    WrapUps(Function<String, Duration> settings) {
        this.settings = settings;
    }

    /** Notes the end of a talk that came through a queue; of any other talk app_queue knows nothing. */
    void note(Conversation talk) {
        talk.endedAt()
                .ifPresent(end -> talk.queue()
                        .ifPresent(queue -> seen.merge(
                                membership(talk.agent(), queue),
                                end,
                                (one, other) -> one.isAfter(other) ? one : other)));
    }

    // app_queue finds a queue by its name without regard to case.
    private static Membership membership(AgentInterface agent, String queue) {
        return new Membership(agent, queue.toLowerCase(Locale.ROOT));
    }

    /** The member's pause, over or not; empty if there was no call, or no pause follows one. */
    Optional<Presence.WrapUp> of(MemberFacts member) {
        Duration setting = settings.apply(member.queue());
        Duration span = setting.compareTo(member.wrapUp()) > 0 ? setting : member.wrapUp();
        return span.isZero()
                ? Optional.empty()
                : lastCallAt(member).map(end -> new Presence.WrapUp(end, end.plus(span)));
    }

    private Optional<Instant> lastCallAt(MemberFacts member) {
        Optional<Instant> watched = Optional.ofNullable(seen.get(membership(member.agent(), member.queue())));
        Optional<Instant> told = member.lastCallAt();
        boolean toldIsOld = watched.filter(end -> told.filter(last -> !end.isAfter(last.plus(SAME_ENDING)))
                        .isEmpty())
                .isPresent();
        return toldIsOld ? watched : told;
    }
}
