package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/**
 * Tells from the talks with a number that several people call from it.
 *
 * <p>The proof is two of its callers who were there at once: two talks with different agents, over two channels, that were up
 * together for half a minute, of which the one that began first went on until its caller hung up or was passed on. So that
 * caller was alive while another one talked.
 *
 * <p>A caller who is cut and redials leaves a dead leg behind, which overlaps with the next talk too. But nobody hangs up on
 * it but the network, the PBX or the agent, so a talk that is still up, was cut, was ended by the agent, or whose end nobody
 * saw proves nothing (ADR 15).
 *
 * @param first the talk that began first
 * @param second the other one
 */
record SharedNumber(Conversation first, Conversation second) {

    // A mobile network gives a broken call up within this time, and says then that its caller hung up.
    private static final Duration LONGEST_DEATH = Duration.ofSeconds(30);

    /** The proof in the talks that ended within their look-back, or are up; empty if there is none. */
    static Optional<SharedNumber> proof(Situation situation) {
        List<Conversation> talks = situation.talks().stream()
                .filter(talk ->
                        situation.endedWithin(talk, situation.rulesOf(talk).lookBack()))
                .sorted(Comparator.comparing(Conversation::startedAt).thenComparing(SharedNumber::diedBeforeItsEnd))
                .toList();
        return IntStream.range(0, talks.size())
                .boxed()
                .flatMap(first -> proof(talks.get(first), talks.subList(first + 1, talks.size()), situation.now()))
                .findFirst();
    }

    // Only as far as talks began beside the first one: a number may have thousands.
    private static Stream<SharedNumber> proof(Conversation first, List<Conversation> later, Instant now) {
        if (diedBeforeItsEnd(first)) {
            return Stream.empty();
        }
        Instant latest = first.endedAt().orElse(now).minus(LONGEST_DEATH);
        return later.stream()
                .takeWhile(second -> !second.startedAt().isAfter(latest))
                .filter(second -> second.talkTime(now).compareTo(LONGEST_DEATH) >= 0)
                .map(second -> new SharedNumber(first, second))
                .filter(SharedNumber::isOfTwoCallers);
    }

    private static boolean diedBeforeItsEnd(Conversation talk) {
        return talk.ending()
                .filter(ending -> ending.kind() == Ending.Kind.BY_CALLER || ending.kind() == Ending.Kind.TRANSFERRED)
                .isEmpty();
    }

    private boolean isOfTwoCallers() {
        return !first.agent().equals(second.agent()) && !first.callerLeg().isSameAs(second.callerLeg());
    }

    /** For a trace: which two talks, and for how long they were up together. */
    String words(Instant now) {
        return "two callers at once for " + together(now).toSeconds() + " s: " + TraceWords.talk(first, now) + "; and "
                + TraceWords.talk(second, now);
    }

    /** For how long both were up. */
    private Duration together(Instant now) {
        Instant firstEnd = first.endedAt().orElse(now);
        Instant secondEnd = second.endedAt().orElse(now);
        return Duration.between(second.startedAt(), firstEnd.isBefore(secondEnd) ? firstEnd : secondEnd);
    }
}
