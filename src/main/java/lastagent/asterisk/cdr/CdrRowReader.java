package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of rows: texts by column in, a {@link CdrRecord} out. Not thread-safe.
 *
 * <ul>
 *   <li>A start that is missing or a zero date is taken from the uniqueid's epoch, where it has one.
 *   <li>An end that is missing, or before the start (seen in a table of cdr_sqlite3_custom), is start + duration.
 *   <li>A billsec that is missing is the time from answer to end.
 * </ul>
 */
final class CdrRowReader {

    /** The texts of one row. */
    interface Cells {

        /** The text in a column, counted from 0; empty for NULL and for a column that the row does not have. */
        String text(int column);
    }

    private static final int MOST_DIGITS = 9;
    private static final long HALF_AN_HOUR = 1800;

    private final CdrLayout layout;
    private final WallTimes times;
    private final int start;
    private final int answer;
    private final int end;
    private final int src;
    private final int dst;
    private final int context;
    private final int channel;
    private final int dstChannel;
    private final int lastApp;
    private final int lastData;
    private final int duration;
    private final int billsec;
    private final int disposition;
    private final int uniqueId;
    private final int linkedId;
    private final int did;

    /**
     * Reads rows of a layout.
     *
     * @param zone of the PBX's clock, for times that do not say their own
     * @param order of dates with slashes
     */
    CdrRowReader(CdrLayout layout, ZoneId zone, DayOrder order) {
        this.layout = layout;
        this.times = new WallTimes(zone, order);
        this.start = layout.at(CdrField.START);
        this.answer = layout.at(CdrField.ANSWER);
        this.end = layout.at(CdrField.END);
        this.src = layout.at(CdrField.SRC);
        this.dst = layout.at(CdrField.DST);
        this.context = layout.at(CdrField.CONTEXT);
        this.channel = layout.at(CdrField.CHANNEL);
        this.dstChannel = layout.at(CdrField.DST_CHANNEL);
        this.lastApp = layout.at(CdrField.LAST_APP);
        this.lastData = layout.at(CdrField.LAST_DATA);
        this.duration = layout.at(CdrField.DURATION);
        this.billsec = layout.at(CdrField.BILLSEC);
        this.disposition = layout.at(CdrField.DISPOSITION);
        this.uniqueId = layout.at(CdrField.UNIQUE_ID);
        this.linkedId = layout.at(CdrField.LINKED_ID);
        this.did = layout.at(CdrField.DID);
    }

    CdrLayout layout() {
        return layout;
    }

    /**
     * The record of a row.
     *
     * @throws UnreadableRowException if it has no start, or what should be a time, a number or a disposition is none
     */
    CdrRecord read(Cells cells) throws UnreadableRowException {
        String id = text(cells, uniqueId);
        Instant startedAt = start(cells, UniqueId.epoch(id));
        long began = startedAt.getEpochSecond();
        @Nullable Duration length = seconds(cells, duration, CdrField.DURATION);
        @Nullable Duration billed = seconds(cells, billsec, CdrField.BILLSEC);
        Instant endedAt = end(cells, startedAt, length, billed);
        long answered = billed == null ? began + HALF_AN_HOUR : endedAt.getEpochSecond() - billed.toSeconds();
        @Nullable Instant answeredAt = answer < 0 ? null : times.read(CdrField.ANSWER, cells.text(answer), answered);
        if (billed == null) {
            billed = answeredAt == null || answeredAt.isAfter(endedAt)
                    ? Duration.ZERO
                    : Duration.between(answeredAt, endedAt);
        }
        return new CdrRecord(
                id,
                text(cells, linkedId),
                text(cells, channel),
                text(cells, dstChannel),
                text(cells, src),
                text(cells, dst),
                text(cells, context),
                text(cells, did),
                text(cells, lastApp),
                text(cells, lastData),
                startedAt,
                Optional.ofNullable(answeredAt),
                endedAt,
                billed,
                disposition(cells.text(disposition)));
    }

    private Instant start(Cells cells, long epoch) throws UnreadableRowException {
        String said = cells.text(start);
        Instant startedAt = times.read(CdrField.START, said, epoch == UniqueId.NONE ? WallTimes.NOWHERE : epoch);
        if (startedAt != null) {
            return startedAt;
        }
        if (epoch == UniqueId.NONE) {
            throw new UnreadableRowException(
                    "the start " + Rejects.quoted(said) + " is no time, and no uniqueid tells one");
        }
        return Instant.ofEpochSecond(epoch);
    }

    private Instant end(Cells cells, Instant startedAt, @Nullable Duration length, @Nullable Duration billed)
            throws UnreadableRowException {
        long began = startedAt.getEpochSecond();
        if (end >= 0) {
            // Without a duration the first such wall time after the start is meant: within the hour that begins there.
            long near = length == null ? began + HALF_AN_HOUR : began + length.toSeconds();
            Instant endedAt = times.read(CdrField.END, cells.text(end), near);
            if (endedAt != null && !endedAt.isBefore(startedAt)) {
                return endedAt;
            }
        }
        if (length != null) {
            return startedAt.plus(length);
        }
        if (billed == null) {
            throw new UnreadableRowException("there is neither an end nor a duration");
        }
        return startedAt.plus(billed);
    }

    private static Disposition disposition(String text) throws UnreadableRowException {
        return switch (text) {
            case "ANSWERED" -> Disposition.ANSWERED;
            case "NO ANSWER" -> Disposition.NO_ANSWER;
            default ->
                Disposition.of(text)
                        .orElseThrow(() -> new UnreadableRowException(
                                "the disposition " + Rejects.quoted(text) + " is not known"));
        };
    }

    /** A span in seconds, whole, or with a fraction where cdr_odbc's hrtime is on; null if none is told. */
    private static @Nullable Duration seconds(Cells cells, int column, CdrField field) throws UnreadableRowException {
        String text = column < 0 ? "" : cells.text(column);
        if (text.isEmpty()) {
            return null;
        }
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        if (digits(text, 0, whole) && whole > 0 && whole <= MOST_DIGITS) {
            long seconds = Long.parseLong(text, 0, whole, 10);
            if (point < 0) {
                return Duration.ofSeconds(seconds);
            }
            if (digits(text, point + 1, text.length())) {
                String fraction = (text.substring(point + 1) + "000").substring(0, 3);
                return Duration.ofSeconds(seconds).plusMillis(Long.parseLong(fraction));
            }
        }
        throw new UnreadableRowException(
                "the " + field.key() + " " + Rejects.quoted(text) + " is no number of seconds");
    }

    private static boolean digits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String text(Cells cells, int column) {
        return column < 0 ? "" : cells.text(column);
    }
}
