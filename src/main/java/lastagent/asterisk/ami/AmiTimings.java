package lastagent.asterisk.ami;

import java.time.Duration;

/**
 * How patient the link is. Tests shorten these; the service uses {@link #DEFAULT}.
 *
 * @param connectWithin for the connection, the banner and the login, each
 * @param answerWithin for the answer to one question, and between two rows of it
 * @param pingAfter without any byte from the PBX, a {@code Ping} is sent
 * @param silentAfter without any byte from the PBX, the connection is given up
 * @param gatherFor how long news are gathered before the questions about them are sent
 * @param askAgainAfter when an answer does not show yet what the news told
 * @param healFirst after which everything is asked again for the first time, because the PBX may still have been
 *     loading its queues; doubles up to {@code healEvery}
 * @param healEvery how often everything is asked again, lest something was missed
 * @param pollMembersEvery how often members are asked for, because not every change is announced
 * @param retryFirst before the first new attempt after a loss; doubles up to {@code retryAtMost}
 * @param retryAtMost before a new attempt
 * @param retryRefused before a new attempt after a refused login, for a person has to act first
 */
public record AmiTimings(
        Duration connectWithin,
        Duration answerWithin,
        Duration pingAfter,
        Duration silentAfter,
        Duration gatherFor,
        Duration askAgainAfter,
        Duration healFirst,
        Duration healEvery,
        Duration pollMembersEvery,
        Duration retryFirst,
        Duration retryAtMost,
        Duration retryRefused) {

    /** What the service uses. */
    public static final AmiTimings DEFAULT = new AmiTimings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(8),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));
}
