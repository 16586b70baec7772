package lastagent.core.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * The rules for the talks of one queue.
 *
 * @param mode whether decisions are acted upon
 * @param lookBack how long after its end a talk still counts
 * @param lookBackByAgent the same for a talk that the agent ended
 * @param lookBackByCaller the same for a talk that the caller ended; empty for as long as {@code lookBack}
 * @param lookBackOutbound the same for a call that the agent had dialled, however it ended, and whether or not it was
 *     answered; it counts only with {@code outboundCounts}
 * @param frontWithin how long after its end a talk still gives the front of the queue when the agent cannot take the call
 * @param minimumTalkTime shorter talks do not count
 * @param ringTime how long the agent rings
 * @param priority what {@code QUEUE_PRIO} is raised to for the front of the queue
 * @param outboundCounts whether calls that the agent dialled count
 * @param wrapUp the queue's {@code wrapuptime}, of which AMI tells only a member's own
 * @param queueUpdate whether the queue is told of a routed call's end, so that it counts the call and gives wrap-up
 */
public record QueueRules(
        Mode mode,
        Duration lookBack,
        Duration lookBackByAgent,
        Optional<Duration> lookBackByCaller,
        Duration lookBackOutbound,
        Duration frontWithin,
        Duration minimumTalkTime,
        Duration ringTime,
        int priority,
        boolean outboundCounts,
        Duration wrapUp,
        boolean queueUpdate) {

    /** The rules of a service without configuration. */
    public static final QueueRules DEFAULTS = new QueueRules(
            Mode.ON,
            Duration.ofMinutes(60),
            Duration.ofMinutes(5),
            Optional.empty(),
            Duration.ofMinutes(60),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofSeconds(20),
            10,
            false,
            Duration.ZERO,
            true);

    /** Rules like these, but for what is then set: {@code rules.but().lookBack(twoHours).done()}. */
    public Changed but() {
        return new Changed(this);
    }

    /** Rules that are being made out of others. Not thread-safe. */
    public static final class Changed {

        private Mode mode;
        private Duration lookBack;
        private Duration lookBackByAgent;
        private Optional<Duration> lookBackByCaller;
        private Duration lookBackOutbound;
        private Duration frontWithin;
        private Duration minimumTalkTime;
        private Duration ringTime;
        private int priority;
        private boolean outboundCounts;
        private Duration wrapUp;
        private boolean queueUpdate;

        private Changed(QueueRules rules) {
            mode = rules.mode;
            lookBack = rules.lookBack;
            lookBackByAgent = rules.lookBackByAgent;
            lookBackByCaller = rules.lookBackByCaller;
            lookBackOutbound = rules.lookBackOutbound;
            frontWithin = rules.frontWithin;
            minimumTalkTime = rules.minimumTalkTime;
            ringTime = rules.ringTime;
            priority = rules.priority;
            outboundCounts = rules.outboundCounts;
            wrapUp = rules.wrapUp;
            queueUpdate = rules.queueUpdate;
        }

        /** The rules as they are now. */
        public QueueRules done() {
            return new QueueRules(
                    mode,
                    lookBack,
                    lookBackByAgent,
                    lookBackByCaller,
                    lookBackOutbound,
                    frontWithin,
                    minimumTalkTime,
                    ringTime,
                    priority,
                    outboundCounts,
                    wrapUp,
                    queueUpdate);
        }

        /** Sets {@link QueueRules#mode()}. */
        public Changed mode(Mode mode) {
            this.mode = mode;
            return this;
        }

        /** Sets {@link QueueRules#lookBack()}. */
        public Changed lookBack(Duration lookBack) {
            this.lookBack = lookBack;
            return this;
        }

        /** Sets {@link QueueRules#lookBackByAgent()}. */
        public Changed lookBackByAgent(Duration lookBackByAgent) {
            this.lookBackByAgent = lookBackByAgent;
            return this;
        }

        /** Sets {@link QueueRules#lookBackByCaller()}. */
        public Changed lookBackByCaller(Optional<Duration> lookBackByCaller) {
            this.lookBackByCaller = lookBackByCaller;
            return this;
        }

        /** Sets {@link QueueRules#lookBackOutbound()}. */
        public Changed lookBackOutbound(Duration lookBackOutbound) {
            this.lookBackOutbound = lookBackOutbound;
            return this;
        }

        /** Sets {@link QueueRules#frontWithin()}. */
        public Changed frontWithin(Duration frontWithin) {
            this.frontWithin = frontWithin;
            return this;
        }

        /** Sets {@link QueueRules#minimumTalkTime()}. */
        public Changed minimumTalkTime(Duration minimumTalkTime) {
            this.minimumTalkTime = minimumTalkTime;
            return this;
        }

        /** Sets {@link QueueRules#ringTime()}. */
        public Changed ringTime(Duration ringTime) {
            this.ringTime = ringTime;
            return this;
        }

        /** Sets {@link QueueRules#priority()}. */
        public Changed priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** Sets {@link QueueRules#outboundCounts()}. */
        public Changed outboundCounts(boolean outboundCounts) {
            this.outboundCounts = outboundCounts;
            return this;
        }

        /** Sets {@link QueueRules#wrapUp()}. */
        public Changed wrapUp(Duration wrapUp) {
            this.wrapUp = wrapUp;
            return this;
        }

        /** Sets {@link QueueRules#queueUpdate()}. */
        public Changed queueUpdate(boolean queueUpdate) {
            this.queueUpdate = queueUpdate;
            return this;
        }
    }
}
