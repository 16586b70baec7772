package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;

/**
 * What is to be asked about queue members: one question at a time, as narrow as the news allow.
 *
 * <p>An agent who is a member of five queues makes five pieces of news at once; they become one question about that
 * agent in all queues. Too many scopes become one question about all members.
 *
 * <p>Not thread-safe: for the link's reader thread.
 */
final class MemberQuestions {

    private static final int MOST_SCOPES = 50;

    private record Scope(Optional<String> queue, Optional<String> location) {}

    private static final Scope ALL = new Scope(Optional.empty(), Optional.empty());

    private final AmiDialect dialect;
    private final AmiTimings timings;
    private final Timers timers;
    private final AmiAsker asker;
    private final Consumer<PbxEvent> emit;

    private final Map<Scope, Instant> gathered = new LinkedHashMap<>();
    private boolean isOpen;
    private boolean flushIsDue;

    MemberQuestions(AmiDialect dialect, AmiTimings timings, Timers timers, AmiAsker asker, Consumer<PbxEvent> emit) {
        this.dialect = dialect;
        this.timings = timings;
        this.timers = timers;
        this.asker = asker;
        this.emit = emit;
    }

    /** Notes that something about these members changed; names that cannot be asked about are passed over. */
    void moved(Optional<String> queue, Optional<String> location, Instant at) {
        if (queue.stream().allMatch(AmiQuestion::isAskable) && location.stream().allMatch(AmiQuestion::isAskable)) {
            gather(new Scope(queue, location), at);
        }
    }

    /** Asks for all members. */
    void all(Instant at) {
        gathered.merge(ALL, at, ChannelQuestions.EARLIER);
        flush();
    }

    private void gather(Scope scope, Instant at) {
        gathered.merge(gathered.size() < MOST_SCOPES ? scope : ALL, at, ChannelQuestions.EARLIER);
        if (!flushIsDue) {
            flushIsDue = true;
            timers.after(timings.gatherFor(), () -> {
                flushIsDue = false;
                flush();
            });
        }
    }

    private void flush() {
        if (!isOpen && !gathered.isEmpty()) {
            AmiQuestion.OfMembers question = next();
            isOpen = asker.ask(question);
        }
    }

    private AmiQuestion.OfMembers next() {
        boolean all = gathered.containsKey(ALL);
        Scope first = gathered.keySet().iterator().next();
        List<Scope> together = gathered.keySet().stream()
                .filter(scope -> all || scope.equals(first) || isSameMember(scope, first))
                .toList();
        Instant since = together.stream()
                .flatMap(scope -> Stream.ofNullable(gathered.remove(scope)))
                .reduce(ChannelQuestions.EARLIER)
                .orElseThrow();
        if (all) {
            return new AmiQuestion.OfMembers(Optional.empty(), Optional.empty(), since);
        }
        return new AmiQuestion.OfMembers(
                together.size() == 1 ? first.queue() : Optional.empty(), first.location(), since);
    }

    private static boolean isSameMember(Scope one, Scope other) {
        return one.location().isPresent() && one.location().equals(other.location());
    }

    /** Forgets what was asked and gathered, because everything is to be asked anew. */
    void forgetAll() {
        gathered.clear();
        isOpen = false;
    }

    /** Takes the answer; how many members it told of. */
    int answered(AmiQuestion.OfMembers question, List<AmiMessage> rows) {
        List<MemberFacts> members = new ArrayList<>();
        for (AmiMessage row : rows) {
            if (row.event().equals(Optional.of("QueueMember")) && isWithin(question, row)) {
                dialect.member(row).ifPresent(members::add);
            }
        }
        emit.accept(new PbxEvent.MembersAnswered(question.queue(), question.location(), members, question.at()));
        closed();
        return members.size();
    }

    // app_queue also answers with members whose *name* is the one that we asked for.
    private static boolean isWithin(AmiQuestion.OfMembers question, AmiMessage row) {
        return question.location().isEmpty() || row.value("Location").equals(question.location());
    }

    /** Gives up a question that was refused or whose answer is not whole; what was gathered meanwhile is asked. */
    void closed() {
        isOpen = false;
        flush();
    }
}
