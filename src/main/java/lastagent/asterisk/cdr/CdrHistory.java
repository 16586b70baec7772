package lastagent.asterisk.cdr;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.PastCall;
import lastagent.core.conversation.UnreadableHistoryException;

/**
 * The calls that a source's CDR rows tell of.
 *
 * <p>Rows are read from {@link #MARGIN} before the span on, or the end of an earlier call would look like a call, and until as
 * long after it, or the last calls would be told without their ends. Not thread-safe.
 */
public final class CdrHistory implements CallHistory {

    /** How far beyond the span rows are read. */
    public static final Duration MARGIN = CallAssembler.LATEST;

    private final CdrSource source;
    private final Peers peers;
    private final ConversationExtractor extractor;

    /**
     * Reads one PBX's rows.
     *
     * @param source where they are
     * @param pbx the PBX's name, which every conversation carries
     * @param numbers how it presents numbers
     * @param peers who is an agent; learns from the rows, so that another reading may begin with what this one has seen
     */
    public CdrHistory(CdrSource source, String pbx, NumberPlan numbers, Peers peers) {
        this.source = source;
        this.peers = peers;
        this.extractor = new ConversationExtractor(pbx, numbers, peers);
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void read(Span span, Listener listener) throws UnreadableHistoryException {
        CallAssembler calls = new CallAssembler(rows -> {
            PastCall call = extractor.callOf(rows);
            if (span.contains(call.startedAt())) {
                listener.call(call);
            }
        });
        Counted counted = new Counted(calls, listener);
        Instant from = span.from().isBefore(Instant.MIN.plus(MARGIN))
                ? Instant.MIN
                : span.from().minus(MARGIN);
        Instant to = span.to().isAfter(Instant.MAX.minus(MARGIN))
                ? Instant.MAX
                : span.to().plus(MARGIN);
        try {
            source.read(from, to, counted);
        } catch (IOException e) {
            throw new UnreadableHistoryException(String.valueOf(e.getMessage()), e);
        }
        calls.finish();
        counted.finish();
    }

    private final class Counted extends CountedReading implements CdrSource.Rows {

        private final CallAssembler calls;

        Counted(CallAssembler calls, Listener listener) {
            super(listener);
            this.calls = calls;
        }

        @Override
        public void row(CdrRecord row) {
            counted();
            peers.learn(row);
            calls.add(row);
        }
    }
}
