package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Puts the rows of a stream together to calls.
 *
 * <p>Rows belong together that have the same linkedid. Where there is none: the same uniqueid, or the same channel in them (the
 * two ends of a {@code Local} pair count as one) at the same time, because channels' names begin anew with each start of
 * Asterisk.
 *
 * <p>Rows come in the order of their writing or of their start. Asterisk 12 and later writes a channel's rows when the channel
 * is gone, so the last row of a call may come long after its first. A call is complete when a row begins {@link #LATEST} after
 * the call's end, and calls are handed on in the order of their start. At most {@link #MOST_ROWS} rows are held: beyond that
 * those calls go first of which nothing was heard for longest, complete or not. For one thread.
 */
final class CallAssembler {

    /** How long after a call's end so far another row of it is waited for. */
    static final Duration LATEST = Duration.ofHours(4);

    /** Rows held at most: some 50 MiB of them. */
    static final int MOST_ROWS = 50_000;

    /** Rows of one call; a queue that rings thirty members for half an hour writes three thousand. */
    static final int MOST_ROWS_OF_A_CALL = 5_000;

    // No call is waited for longer, whatever its rows claim.
    private static final Duration LONGEST_CALL = Duration.ofHours(12);

    // Fractions of seconds are cut off differently in the rows of one call.
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final Comparator<Call> BY_START =
            Comparator.comparing((Call call) -> call.start).thenComparingLong(call -> call.number);

    private final Consumer<List<CdrRecord>> complete;
    private final Map<String, Call> byKey = new HashMap<>();
    private final TreeSet<Call> byStart = new TreeSet<>(BY_START);
    private final LinkedHashSet<Call> byTouch = new LinkedHashSet<>();
    private long calls;
    private int held;

    private static final class Call {
        private final long number;
        private final List<CdrRecord> rows = new ArrayList<>(2);
        private final Set<String> keys = new LinkedHashSet<>();
        private Instant start = Instant.MAX;
        private Instant end = Instant.MIN;

        Call(long number) {
            this.number = number;
        }

        boolean isOverBefore(Instant now) {
            Instant longest = start.plus(LONGEST_CALL);
            return (end.isBefore(longest) ? end : longest).plus(LATEST).isBefore(now);
        }

        boolean isAtTheTimeOf(CdrRecord row) {
            return !row.start().isAfter(end.plus(ROUNDING)) && !row.end().isBefore(start.minus(ROUNDING));
        }

        boolean hasAnotherChannelOfTheName(CdrRecord row) {
            return rows.stream()
                    .anyMatch(other -> other.channel().equals(row.channel())
                            && !other.uniqueId().equals(row.uniqueId()));
        }
    }

    /** Hands every call's rows to {@code complete}, on the thread that adds rows. */
    CallAssembler(Consumer<List<CdrRecord>> complete) {
        this.complete = complete;
    }

    /** Takes a row, and hands on what is complete by it. */
    void add(CdrRecord row) {
        while (!byStart.isEmpty() && byStart.getFirst().isOverBefore(row.start())) {
            release(byStart.getFirst());
        }
        List<String> keys = keys(row);
        Call call = callOf(row, keys);
        byStart.remove(call);
        byTouch.remove(call);
        call.rows.add(row);
        call.start = row.start().isBefore(call.start) ? row.start() : call.start;
        call.end = row.end().isAfter(call.end) ? row.end() : call.end;
        call.keys.addAll(keys);
        keys.forEach(key -> byKey.put(key, call));
        byStart.add(call);
        byTouch.add(call);
        held++;
        while (held > MOST_ROWS) {
            release(byTouch.getFirst());
        }
    }

    /** Hands on all that is left. */
    void finish() {
        while (!byStart.isEmpty()) {
            release(byStart.getFirst());
        }
    }

    private void release(Call call) {
        byStart.remove(call);
        byTouch.remove(call);
        call.keys.forEach(key -> byKey.remove(key, call));
        held -= call.rows.size();
        complete.accept(call.rows);
    }

    private static List<String> keys(CdrRecord row) {
        if (!row.linkedId().isEmpty()) {
            return List.of("linkedid " + row.linkedId());
        }
        List<String> keys = new ArrayList<>(3);
        if (!row.uniqueId().isEmpty()) {
            keys.add("uniqueid " + row.uniqueId());
        }
        for (String channel : List.of(row.channel(), row.dstChannel())) {
            if (!channel.isEmpty()) {
                keys.add("channel " + new ChannelName(channel).pair());
            }
        }
        return keys;
    }

    private Call callOf(CdrRecord row, List<String> keys) {
        Call found = null;
        for (String key : keys) {
            Call call = byKey.get(key);
            if (call != null && call != found && belongs(row, key, call)) {
                found = found == null ? call : union(found, call);
            }
        }
        return found == null ? new Call(calls++) : found;
    }

    private static boolean belongs(CdrRecord row, String key, Call call) {
        if (call.rows.size() >= MOST_ROWS_OF_A_CALL) {
            return false;
        }
        return !key.startsWith("channel ") || (call.isAtTheTimeOf(row) && !call.hasAnotherChannelOfTheName(row));
    }

    private Call union(Call into, Call from) {
        byStart.remove(into);
        byStart.remove(from);
        byTouch.remove(from);
        into.rows.addAll(from.rows);
        into.start = from.start.isBefore(into.start) ? from.start : into.start;
        into.end = from.end.isAfter(into.end) ? from.end : into.end;
        into.keys.addAll(from.keys);
        from.keys.forEach(key -> byKey.replace(key, from, into));
        byStart.add(into);
        return into;
    }
}
