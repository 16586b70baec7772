package lastagent.asterisk.cdr;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a queue_log is what. The stock file and the stock realtime table keep an event's parameters in the order that
 * {@code app_queue.c} writes them in; tables from before 1.8 keep them in one column with bars between; and one dialect that
 * call accounting writes keeps hold time, talk time and positions in columns of their own, with the caller's number in the
 * first parameter of every event. All come out as the stock order.
 *
 * <p>Not thread-safe: it reads times.
 */
final class QueueLogLayout {

    private static final List<String> TIMES = List.of("datetime", "time", "created", "epoch", "timestamp");
    private static final List<String> CALLS = List.of("callid", "uniqueid");
    private static final List<String> QUEUES = List.of("queuename", "queue");
    private static final List<String> AGENTS = List.of("agent", "type", "member");
    private static final List<String> EVENTS = List.of("event", "verb", "action");
    private static final int MOST_PARAMS = 20;

    private final int time;
    private final int call;
    private final int queue;
    private final int agent;
    private final int event;
    private final List<Integer> params;
    private final List<Integer> measures;
    private final int joined;
    private final int columns;
    private final WallTimes times;

    private QueueLogLayout(List<String> plain, ZoneId zone) {
        this.time = first(plain, TIMES);
        this.call = first(plain, CALLS);
        this.queue = first(plain, QUEUES);
        this.agent = first(plain, AGENTS);
        this.event = first(plain, EVENTS);
        this.params = IntStream.rangeClosed(1, MOST_PARAMS)
                .map(number -> first(plain, List.of("data" + number, "param" + number, "arg" + number)))
                .filter(column -> column >= 0)
                .boxed()
                .toList();
        this.joined = params.isEmpty() ? plain.indexOf("data") : -1;
        this.measures = Stream.of("htime", "ttime", "entpos", "expos")
                .map(plain::indexOf)
                .toList();
        this.columns = plain.size();
        this.times = new WallTimes(zone, DayOrder.DAY_FIRST);
    }

    /** The layout of an export with a header line, or of a table; times without a zone are in this one. */
    static QueueLogLayout ofColumns(List<String> names, ZoneId zone) throws IOException {
        QueueLogLayout layout = new QueueLogLayout(plain(names), zone);
        if (!known(names) || layout.time < 0) {
            throw new IOException("not known as a queue_log: the columns are " + String.join(", ", names));
        }
        return layout;
    }

    /** The layout of the stock file: {@code epoch|callid|queue|agent|event|…}. */
    static QueueLogLayout ofFile() {
        List<String> names = new ArrayList<>(List.of("time", "callid", "queue", "agent", "event"));
        IntStream.rangeClosed(1, MOST_PARAMS).forEach(number -> names.add("data" + number));
        return new QueueLogLayout(names, ZoneId.of("UTC"));
    }

    /** Whether these can be the names of a queue_log's columns. */
    static boolean known(List<String> names) {
        List<String> plain = plain(names);
        return Stream.of(CALLS, QUEUES, AGENTS, EVENTS).allMatch(wanted -> first(plain, wanted) >= 0);
    }

    /** How many columns a row of an export has. */
    int columns() {
        return columns;
    }

    /**
     * The event of a row.
     *
     * @throws UnreadableRowException if it has no time or no event
     */
    QueueLogEvent read(CdrRowReader.Cells cells) throws UnreadableRowException {
        @Nullable Instant at = times.read(CdrField.START, cells.text(time), WallTimes.NOWHERE);
        String name = cells.text(event);
        if (at == null) {
            throw new UnreadableRowException("there is no time");
        }
        if (!name.matches("[A-Z_]{2,40}")) {
            throw new UnreadableRowException("the event " + Rejects.quoted(name) + " is none");
        }
        List<String> given = params(cells);
        return new QueueLogEvent(
                at,
                cells.text(call),
                cells.text(queue),
                cells.text(agent),
                name,
                trimmed(measures.contains(-1) ? given : stock(name, given, cells)));
    }

    private List<String> params(CdrRowReader.Cells cells) {
        return joined >= 0
                ? Arrays.asList(cells.text(joined).split("\\|", -1))
                : params.stream().map(cells::text).toList();
    }

    /** The parameters in the stock order, from a dialect that keeps spans and positions in columns of their own. */
    private List<String> stock(String name, List<String> given, CdrRowReader.Cells cells) {
        List<String> measured = measures.stream().map(cells::text).toList();
        String hold = measured.get(0);
        String talk = measured.get(1);
        String entered = measured.get(2);
        String left = measured.get(3);
        return switch (name) {
            case "ENTERQUEUE" -> List.of("", param(given, 0), entered);
            case "CONNECT" -> List.of(hold, param(given, 1), param(given, 2));
            case "COMPLETECALLER", "COMPLETEAGENT" -> List.of(hold, talk, entered);
            case "ABANDON", "EXITWITHTIMEOUT" -> List.of(left, entered, hold);
            case "RINGNOANSWER", "RINGCANCELED" -> List.of(hold);
            case "BLINDTRANSFER", "ATTENDEDTRANSFER", "TRANSFER" ->
                List.of(param(given, 1), param(given, 2), hold, talk, entered);
            default -> given;
        };
    }

    private static String param(List<String> given, int index) {
        return index < given.size() ? given.get(index) : "";
    }

    private static List<String> trimmed(List<String> params) {
        int end = params.size();
        while (end > 0 && params.get(end - 1).isEmpty()) {
            end--;
        }
        return params.subList(0, end);
    }

    private static List<String> plain(List<String> names) {
        return names.stream().map(CdrField::plain).toList();
    }

    private static int first(List<String> plain, List<String> wanted) {
        return wanted.stream()
                .mapToInt(plain::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
    }
}
