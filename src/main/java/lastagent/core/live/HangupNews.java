package lastagent.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lastagent.core.call.HangupCause;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/**
 * What the news said of channels that end, and what follows from it for a talk that has ended.
 *
 * <p>News can be forged, so they only ever tell how a talk ended and never that it did; and only news from around its
 * end count, and the cause of a channel's end only when the channel is gone. What remains: whoever calls in the very
 * second in which somebody else's talk ends can lend it another class. For one thread.
 */
final class HangupNews {

    /** How far from the end of a talk news may lie and still be about it. */
    static final Duration NEAR = Duration.ofSeconds(5);

    // Whoever hangs up later than that hangs up on nobody: after a transfer the agent's phone says BYE as well.
    private static final Duration LATE = Duration.ofMillis(200);

    private final Map<String, Notes> notes = new HashMap<>();

    /** What was said of one channel, the last time each. */
    private static final class Notes {
        private Optional<PbxEvent.HangupRequested> requested = Optional.empty();
        private Optional<PbxEvent.HungUp> hungUp = Optional.empty();
        private Optional<Instant> transferredAt = Optional.empty();
    }

    /** What else is known when a talk has ended: where its two legs are now. */
    record Whereabouts(
            boolean callerIsThere, boolean agentIsThere, boolean callerTalksToAnother, boolean agentHearsAnother) {}

    // The first request counts: a second one within moments is an echo of it through a Local pair.
    void note(PbxEvent.HangupRequested event) {
        Notes of = of(event.channel());
        if (of.requested.filter(first -> near(first.at(), event.at())).isEmpty()) {
            of.requested = Optional.of(event);
        }
    }

    /**
     * Notes the end of a channel.
     *
     * @param isThere whether the channel is there, as far as is known. As long as it is, the last word counts, which is
     *     the true one; once it is gone, the first, so that nobody takes it back.
     */
    void note(PbxEvent.HungUp event, boolean isThere) {
        Notes of = of(event.channel());
        if (isThere || of.hungUp.isEmpty()) {
            of.hungUp = Optional.of(event);
        }
    }

    void noteTransferred(String channel, Instant at) {
        of(channel).transferredAt = Optional.of(at);
    }

    private Notes of(String channel) {
        return notes.computeIfAbsent(channel, key -> new Notes());
    }

    void keepOnly(Predicate<String> channels) {
        notes.keySet().removeIf(channels.negate());
    }

    void clear() {
        notes.clear();
    }

    /** How this talk ended, as far as is known now; more may come in the next moments. */
    Ending ending(Conversation talk, Instant endedAt, Whereabouts now) {
        Span span = new Span(talk.startedAt(), endedAt);
        Notes caller = notes.getOrDefault(talk.callerLeg().channel(), new Notes());
        Notes agent = notes.getOrDefault(talk.agentLeg().channel(), new Notes());
        // Only the agent's leg is asked: the caller's may have been passed on to this talk, not from it.
        boolean passedOn = agent.transferredAt.filter(span::isAboutItsEnd).isPresent();
        if (passedOn && (now.callerIsThere() || now.callerTalksToAnother())) {
            return new Ending(Ending.Kind.TRANSFERRED, "the agent passed the caller on");
        }
        Optional<Ending> cutAtAgent = cut(agent, now.agentIsThere(), span, "the agent's leg");
        return cut(caller, now.callerIsThere(), span, "the caller's leg")
                .or(() -> firstToHangUp(caller, agent, span, cutAtAgent))
                .or(() -> cutAtAgent)
                .orElseGet(() -> nobodyHungUp(now));
    }

    /** From the beginning of a talk to its end. */
    private record Span(Instant startedAt, Instant endedAt) {

        boolean isAboutItsEnd(Instant at) {
            return !at.isBefore(startedAt) && near(at, endedAt);
        }
    }

    // The end of a channel says more than the request for it, which on 16 and 22 has no cause for a queue's caller.
    private static Optional<Ending> cut(Notes leg, boolean isThere, Span span, String whose) {
        Optional<HangupCause> asEnded = leg.hungUp
                .filter(end -> !isThere && span.isAboutItsEnd(end.at()))
                .map(end -> new HangupCause(end.cause()));
        Optional<HangupCause> asRequested = leg.requested
                .filter(request ->
                        span.isAboutItsEnd(request.at()) && request.cause().isPresent())
                .map(request -> new HangupCause(request.cause().orElseThrow()));
        return asEnded.filter(cause -> !cause.equals(HangupCause.NONE))
                .or(() -> asRequested)
                .filter(HangupCause::isNetwork)
                .map(cause -> new Ending(Ending.Kind.CUT, "cause " + cause + " on " + whose));
    }

    private static Optional<Ending> firstToHangUp(Notes caller, Notes agent, Span span, Optional<Ending> cutAtAgent) {
        Optional<Instant> byCaller = requested(caller, span);
        Optional<Instant> byAgent = requested(agent, span);
        if (byCaller.isPresent() && byAgent.filter(byCaller.get()::isAfter).isEmpty()) {
            return Optional.of(new Ending(Ending.Kind.BY_CALLER, "the caller hung up"));
        }
        return byAgent.map(at -> cutAtAgent.orElse(new Ending(Ending.Kind.BY_AGENT, "the agent hung up")));
    }

    private static Optional<Instant> requested(Notes leg, Span span) {
        return leg.requested
                .map(PbxEvent.HangupRequested::at)
                .filter(at ->
                        span.isAboutItsEnd(at) && !at.isAfter(span.endedAt().plus(LATE)));
    }

    private static Ending nobodyHungUp(Whereabouts now) {
        if (now.callerTalksToAnother()) {
            return new Ending(Ending.Kind.TRANSFERRED, "the caller went on to another agent");
        }
        return new Ending(
                Ending.Kind.UNKNOWN,
                now.agentHearsAnother()
                        ? "the agent's line went on to another call"
                        : "the PBX did not say who hung up");
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(NEAR) <= 0;
    }
}
