package lastagent.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.function.Consumer;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.PastCall;
import lastagent.core.conversation.UnreadableHistoryException;
import lastagent.core.routing.RoutingRules;
import lastagent.replay.Mask;
import lastagent.replay.Replay;

/** Replays a history under the rules of some settings. One thread at a time. */
public final class HistoryReplay {

    private static final int LONGEST_REASON = 200;

    private final CallHistory history;
    private final RoutingRules rules;
    private final ZoneId zone;

    /**
     * Prepares; nothing is read yet.
     *
     * @param settings the rules and numbers in them
     * @param zone of hours and weekdays
     */
    public HistoryReplay(CallHistory history, Settings settings, ZoneId zone) {
        this.history = history;
        this.rules = settings.rules(NumberPlans.of(settings.numbers()));
        this.zone = zone;
    }

    /**
     * Reads the history once, from end to end.
     *
     * @param span the calls that are counted; those shortly before it are read too, so that the first ones have a past
     * @param withAgents whether the report names agents, which is monitoring of staff
     * @param rejects told of each row that could not be read
     * @param progress told how far it is, now and then
     * @throws UnreadableHistoryException if the source cannot be read, with a message for the administrator
     */
    public ReplayedHistory run(
            CallHistory.Span span,
            boolean withAgents,
            Consumer<CallHistory.Reject> rejects,
            Consumer<Progress> progress)
            throws UnreadableHistoryException {
        long begin = System.nanoTime();
        Replay replay = new Replay(rules, span.from(), zone);
        history.read(withPast(span), new Told(replay, rejects, progress, begin));
        return new ReplayedHistory(replay.report(history.description(), withAgents), since(begin));
    }

    private CallHistory.Span withPast(CallHistory.Span span) {
        Duration past = Replay.memory(rules);
        return span.from().isBefore(Instant.EPOCH)
                ? span
                : new CallHistory.Span(span.from().minus(past), span.to());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * How far a reading is.
     *
     * @param rows read or rejected so far
     * @param done of {@code whole}, in bytes or rows
     * @param whole empty if nobody knows
     * @param elapsed since the beginning
     */
    public record Progress(long rows, long done, OptionalLong whole, Duration elapsed) {}

    private record Told(Replay replay, Consumer<CallHistory.Reject> rejects, Consumer<Progress> progress, long begin)
            implements CallHistory.Listener {

        @Override
        public void call(PastCall call) {
            replay.call(call);
        }

        @Override
        public void rejected(CallHistory.Reject reject) {
            replay.rejected(reject);
            rejects.accept(new CallHistory.Reject(reject.where(), Mask.text(reject.why(), LONGEST_REASON)));
        }

        @Override
        public void progress(long rows, long done, OptionalLong whole) {
            replay.progress(rows, done, whole);
            progress.accept(new Progress(rows, done, whole, since(begin)));
        }
    }
}
