package lastagent.asterisk.cdr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who was joined to whom in the rows of one call, {@code Local} pairs followed by their names.
 *
 * <p>A pair whose other end has rows leads on only where one of those was answered; where it has none, the way ends at the
 * {@code Local} channel itself. For one call and one thread.
 */
final class TalkPaths {

    // Nobody chains more; and rows from a hostile file shall not make us look for ever.
    private static final int LONGEST = 6;
    private static final int MOST_STEPS = 20_000;

    private final List<CdrRecord> rows;
    private final List<Joint> joints;
    private final Map<Set<Joint>, TalkPath> found = new LinkedHashMap<>();
    private int steps;

    private TalkPaths(List<CdrRecord> rows) {
        this.rows = rows;
        this.joints = rows.stream()
                .flatMap(row -> Joint.of(row, rows).stream())
                .distinct()
                .toList();
    }

    /** All paths, in the order of the rows. */
    static List<TalkPath> in(List<CdrRecord> rows) {
        TalkPaths paths = new TalkPaths(rows);
        for (Joint joint : paths.joints) {
            for (ChannelName end : List.of(joint.from(), joint.to())) {
                if (!end.isLocal()) {
                    paths.walk(new ArrayList<>(List.of(joint)), end, joint.otherThan(end));
                }
            }
        }
        return List.copyOf(paths.found.values());
    }

    private void walk(List<Joint> way, ChannelName one, ChannelName at) {
        if (++steps > MOST_STEPS || way.size() > LONGEST) {
            return;
        }
        Optional<ChannelName> behind = at.otherEnd();
        if (behind.isEmpty() || !hasRows(behind.get())) {
            found.putIfAbsent(Set.copyOf(way), new TalkPath(way, one, at));
            return;
        }
        for (Joint next : joints) {
            if (++steps <= MOST_STEPS && next.touches(behind.get()) && !way.contains(next)) {
                way.add(next);
                walk(way, one, next.otherThan(behind.get()));
                way.removeLast();
            }
        }
    }

    private boolean hasRows(ChannelName channel) {
        return rows.stream()
                .anyMatch(row -> row.channel().equals(channel.value())
                        || row.dstChannel().equals(channel.value()));
    }
}
