package lastagent.asterisk.cdr;

import java.io.IOException;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.UnreadableHistoryException;

/**
 * The calls that a queue_log tells of: those that came to a queue. What it cannot know is in {@code docs/cdr-rules.md}; above
 * all, where it names agents by a person's name, their interface only tells one from another. Not thread-safe.
 */
public final class QueueLogHistory implements CallHistory {

    private final QueueLogFile log;
    private final String pbx;
    private final NumberPlan numbers;

    /**
     * Reads one PBX's queue_log.
     *
     * @param log where the events are
     * @param pbx the PBX's name, which every conversation carries
     * @param numbers how it presents numbers
     */
    public QueueLogHistory(QueueLogFile log, String pbx, NumberPlan numbers) {
        this.log = log;
        this.pbx = pbx;
        this.numbers = numbers;
    }

    @Override
    public String description() {
        return log.description();
    }

    @Override
    public void read(Span span, Listener listener) throws UnreadableHistoryException {
        QueueCalls calls = new QueueCalls(pbx, numbers, call -> {
            if (span.contains(call.startedAt())) {
                listener.call(call);
            }
        });
        Counted counted = new Counted(calls, listener);
        try {
            log.read(counted);
        } catch (IOException e) {
            throw new UnreadableHistoryException(String.valueOf(e.getMessage()), e);
        }
        calls.finish();
        counted.finish();
    }

    private static final class Counted extends CountedReading implements QueueLogFile.Events {

        private final QueueCalls calls;

        Counted(QueueCalls calls, Listener listener) {
            super(listener);
            this.calls = calls;
        }

        @Override
        public void event(QueueLogEvent event) {
            counted();
            calls.add(event);
        }
    }
}
