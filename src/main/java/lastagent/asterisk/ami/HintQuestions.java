package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;

/**
 * What is to be asked about hints: which device a member's extension stands for, such as {@code hint:971@ext-local} on
 * FreePBX.
 *
 * <p>The dialplan may be reloaded and nothing tells of it, so a hint is asked for again when members are told of and it
 * was asked long ago. A few at a time: a PBX may have a thousand members.
 *
 * <p>Not thread-safe: for the link's reader thread.
 */
final class HintQuestions {

    private static final int MOST_OPEN = 20;

    private final Duration askAgainAfter;
    private final AmiAsker asker;
    private final Consumer<PbxEvent> emit;

    private final Map<String, Long> askedNanos = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private int open;

    HintQuestions(Duration askAgainAfter, AmiAsker asker, Consumer<PbxEvent> emit) {
        this.askAgainAfter = askAgainAfter;
        this.asker = asker;
        this.emit = emit;
    }

    /** Notes that these members were told of; what is not known of their devices is asked. */
    void wantedBy(List<MemberFacts> members, Instant at) {
        members.forEach(
                member -> member.hintedExtension().filter(this::isUnknownOrOld).ifPresent(waiting::add));
        flush(at);
    }

    private boolean isUnknownOrOld(String extension) {
        Long asked = askedNanos.get(extension);
        return asked == null || System.nanoTime() - asked >= askAgainAfter.toNanos();
    }

    private void flush(Instant at) {
        for (Iterator<String> each = waiting.iterator(); open < MOST_OPEN && each.hasNext(); ) {
            String extension = each.next();
            if (!asker.ask(new AmiQuestion.OfHint(extension, at))) {
                return;
            }
            each.remove();
            askedNanos.put(extension, System.nanoTime());
            open++;
        }
    }

    /** Whether all that was wanted has been answered. */
    boolean areAnswered() {
        return open == 0 && waiting.isEmpty();
    }

    /**
     * Takes the answer: {@code PJSIP/971&Custom:DND971,CustomPresence:971} on FreePBX, nothing where there is no hint.
     *
     * @param value empty where the question was refused
     */
    void answered(AmiQuestion.OfHint question, Optional<String> value) {
        open--;
        List<AgentInterface> devices = Arrays.stream(
                        value.orElse("").split(",", 2)[0].split("&", -1))
                .flatMap(device -> AgentInterface.ofLocation(device.strip()).stream())
                .filter(device -> !device.isLocal())
                .toList();
        emit.accept(new PbxEvent.HintAnswered(question.extension(), devices, question.at()));
        flush(question.at());
    }

    /** Forgets what was asked, because everything is to be asked anew. */
    void forgetAll() {
        askedNanos.clear();
        waiting.clear();
        open = 0;
    }
}
