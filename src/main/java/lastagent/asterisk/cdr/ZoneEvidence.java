package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the uniqueids say of the PBX's clock. A row's start is its wall time read in a zone that somebody has set; the epoch in
 * its uniqueid knows no zone. Where the two differ by the same quarters of an hour row after row, the zone is wrong: the
 * shipped sample of {@code cdr.conf} writes UTC into Master.csv, for one.
 *
 * <p>Works on the rows of any source. A row that begins later than its channel, such as the second member that a queue tries,
 * says nothing. Not thread-safe.
 */
public final class ZoneEvidence {

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
    private static final long EARLIEST = -5;
    private static final long LATEST = 30;
    private static final long FARTHEST = Duration.ofHours(18).toSeconds();
    private static final int FEWEST_ROWS = 10;

    private final ZoneId zone;
    private final Map<Integer, Long> rowsByOffset = new TreeMap<>();
    private long rows;
    private long agreeing;

    /** Collects for rows that were read in this zone. */
    public ZoneEvidence(ZoneId zone) {
        this.zone = zone;
    }

    /** Looks at a row. */
    public void see(CdrRecord row) {
        long epoch = UniqueId.epoch(row.uniqueId());
        if (epoch == UniqueId.NONE) {
            return;
        }
        long ahead = row.start().getEpochSecond() - epoch;
        long quarters = Math.floorDiv(ahead - EARLIEST, QUARTER) * QUARTER;
        long offset = quarters + zone.getRules().getOffset(row.start()).getTotalSeconds();
        if (ahead - quarters > LATEST || Math.abs(offset) > FARTHEST) {
            return;
        }
        rows++;
        agreeing += quarters == 0 ? 1 : 0;
        rowsByOffset.merge((int) offset, 1L, Long::sum);
    }

    /**
     * That the zone is wrong, and what the PBX's clock seems to be, as in {@code the uniqueids say that the PBX's clock is at
     * UTC-05:00, but its times are read in UTC}; empty if it is right or nothing can be said.
     */
    public Optional<String> warning() {
        if (rows < FEWEST_ROWS || agreeing * 2 > rows) {
            return Optional.empty();
        }
        String offsets = offsets().stream().map(offset -> "UTC" + offset).collect(Collectors.joining(" and "));
        return offsets.isEmpty()
                ? Optional.empty()
                : Optional.of("the uniqueids say that the PBX's clock is at " + offsets.replace("UTCZ", "UTC")
                        + ", but its times are read in " + zone);
    }

    /** The clock's offsets, two where there is summer time; empty if there are too few rows or they do not agree. */
    public List<ZoneOffset> offsets() {
        long share = rowsByOffset.values().stream()
                .filter(this::often)
                .mapToLong(Long::longValue)
                .sum();
        if (rows < FEWEST_ROWS || share * 10 < rows * 9) {
            return List.of();
        }
        return rowsByOffset.entrySet().stream()
                .filter(entry -> often(entry.getValue()))
                .map(entry -> ZoneOffset.ofTotalSeconds(entry.getKey()))
                .toList();
    }

    private boolean often(long seen) {
        return seen * 10 >= rows;
    }
}
