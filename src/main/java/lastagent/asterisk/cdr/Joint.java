package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Two channels that a row says were joined, and when.
 *
 * @param row what says so
 * @param from the calling side
 * @param to the called side
 * @param start when, as precisely as can be told
 * @param end until when
 */
record Joint(CdrRecord row, ChannelName from, ChannelName to, Instant start, Instant end) {

    /** What Asterisk 12 and later writes in place of arguments in rows of a channel that was dialled. */
    private static final String OUTGOING_LINE = "(Outgoing Line)";

    // These answer a call by themselves. On 11, where one row tells of all that happened after a Dial, they leave the
    // channel behind that had rung before, with ANSWERED.
    private static final Set<String> ANSWER_THEMSELVES = Set.of(
            "voicemail",
            "voicemailmain",
            "playback",
            "background",
            "read",
            "record",
            "directory",
            "echo",
            "festival",
            "musiconhold",
            "waitexten",
            "saydigits",
            "saynumber",
            "minivmrecord",
            "disa");

    // Everybody there hears everybody; the rows name one other each, and nobody dialled anybody.
    private static final Set<String> CONFERENCES = Set.of("confbridge", "meetme", "conference", "page");

    /** What an ANSWERED row of two channels says, which stands among these rows; empty for any other row. */
    static Optional<Joint> of(CdrRecord row, List<CdrRecord> rows) {
        ChannelName from = new ChannelName(row.channel());
        if (row.disposition() != Disposition.ANSWERED
                || row.dstChannel().isEmpty()
                || row.dstChannel().equals(row.channel())
                || (row.billsec().isZero() && !from.isDialplanEnd())
                || isNoDial(row.lastApp().toLowerCase(Locale.ROOT))
                || replacesLocal(row)) {
            return Optional.empty();
        }
        return Optional.of(new Joint(row, from, new ChannelName(row.dstChannel()), start(row, rows), end(row)));
    }

    private static boolean isNoDial(String application) {
        return ANSWER_THEMSELVES.contains(application) || CONFERENCES.contains(application);
    }

    /** Whether the row is of a channel that was dialled, written a second time from that channel's side. */
    static boolean isOdd(CdrRecord row) {
        return row.lastData().equals(OUTGOING_LINE);
    }

    /** Whether the row only tells that its channel took the place of a {@code Local} one. */
    static boolean replacesLocal(CdrRecord row) {
        return new ChannelName(row.dstChannel()).isLocal()
                && (isOdd(row) || row.lastApp().equals("Pickup"));
    }

    /** Whether the caller was answered before the row began, so that its answer is not the agent's. */
    static boolean answeredBefore(CdrRecord row) {
        return !answer(row).isAfter(row.start());
    }

    private static Instant answer(CdrRecord row) {
        Duration whole = Duration.between(row.start(), end(row));
        return row.answer()
                .orElseGet(() -> row.start()
                        .plus(row.billsec().compareTo(whole) < 0 ? whole.minus(row.billsec()) : Duration.ZERO));
    }

    // Seen in the wild: rows that end before they begin.
    private static Instant end(CdrRecord row) {
        return row.end().isBefore(row.start()) ? row.start().plus(row.billsec()) : row.end();
    }

    // The others of a ring-all stop ringing when one answers.
    private static Instant start(CdrRecord row, List<CdrRecord> rows) {
        Instant start = answer(row);
        if (answeredBefore(row)) {
            for (CdrRecord other : rows) {
                boolean lost = other.channel().equals(row.channel())
                        && other.disposition() != Disposition.ANSWERED
                        && !other.dstChannel().isEmpty();
                if (lost && other.end().isAfter(start) && !other.end().isAfter(row.end())) {
                    start = other.end();
                }
            }
        }
        return start;
    }

    boolean touches(ChannelName channel) {
        return from.equals(channel) || to.equals(channel);
    }

    ChannelName otherThan(ChannelName channel) {
        return from.equals(channel) ? to : from;
    }
}
