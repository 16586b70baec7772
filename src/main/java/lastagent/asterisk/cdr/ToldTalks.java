package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.PastCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on the talks of a history that may still count. Thread-safe.
 *
 * <p>A talk that ends in the future is none: the time zone is wrong, and a talk of yesterday would count until tomorrow. That is
 * said once.
 */
final class ToldTalks implements CallHistory.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ToldTalks.class);

    // The PBX's clock need not be ours.
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final String pbx;
    private final Supplier<Duration> lookBack;
    private final Consumer<Conversation> memory;
    private final InstantSource clock;
    private final AtomicBoolean saidFuture = new AtomicBoolean();
    private final AtomicBoolean saidRejects = new AtomicBoolean();

    ToldTalks(String pbx, Supplier<Duration> lookBack, Consumer<Conversation> memory, InstantSource clock) {
        this.pbx = pbx;
        this.lookBack = lookBack;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public void call(PastCall call) {
        Instant now = clock.instant();
        for (Conversation talk : call.talks()) {
            Instant end = talk.endedAt().orElse(now);
            if (end.isAfter(now.plus(CLOCKS_APART))) {
                if (!saidFuture.getAndSet(true)) {
                    LOG.warn(
                            "pbx={} CDR has talks that end {} minutes in the future, which are left out: is cdr.zone right?",
                            pbx,
                            Duration.between(now, end).toMinutes());
                }
            } else if (!end.isBefore(now.minus(lookBack.get()))) {
                memory.accept(talk);
            }
        }
    }

    @Override
    public void rejected(CallHistory.Reject reject) {
        if (!saidRejects.getAndSet(true)) {
            LOG.warn("pbx={} CDR has rows that cannot be read; the first: {}: {}", pbx, reject.where(), reject.why());
        }
    }
}
