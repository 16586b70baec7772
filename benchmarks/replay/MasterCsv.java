import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Writes rows as cdr_csv of Asterisk 16 does, 18 columns, in the order of their ends: a call centre with 200 agents and 8
 * trunks, some 100,000 rows a day, busy by day and quiet by night. Of the callers who are answered one in five is back soon.
 * The same for the same number of rows.
 */
final class MasterCsv {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private record Row(long end, String text) {}

    private record Redial(long at, String number) {}

    private final Random random = new Random(1);
    private final PriorityQueue<Row> rows = new PriorityQueue<>(Comparator.comparingLong(Row::end));
    private final PriorityQueue<Redial> redials = new PriorityQueue<>(Comparator.comparingLong(Redial::at));
    private final long[] busyUntil = new long[200];
    private final PrintStream out;
    private long left;
    private int serial;

    private MasterCsv(PrintStream out, long left) {
        this.out = out;
        this.left = left;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(System.out, 1 << 20), false, StandardCharsets.UTF_8)) {
            new MasterCsv(out, Long.parseLong(arguments[0])).write();
        }
    }

    private void write() {
        double now = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();
        while (left > 0) {
            int hour = (int) (now / 3600 % 24);
            now += -Math.log(1 - random.nextDouble()) * (hour >= 7 && hour < 20 ? 0.72 : 3.0);
            long at = (long) now;
            flush(at);
            while (!redials.isEmpty() && redials.peek().at() <= at) {
                call(at, redials.poll().number());
            }
            call(at, String.format("0%d%07d", 50 + random.nextInt(49), random.nextInt(10_000_000)));
        }
        flush(Long.MAX_VALUE);
    }

    private void flush(long until) {
        while (left > 0 && !rows.isEmpty() && rows.peek().end() <= until) {
            out.println(rows.poll().text());
            left--;
        }
    }

    private void call(long at, String number) {
        serial++;
        String unique = at + "." + serial;
        int wait = 15 + random.nextInt(60);
        int agent = random.nextInt(busyUntil.length);
        if (random.nextInt(10) == 0 || busyUntil[agent] > at + wait) {
            row(at, -1, at + wait, number, "", "NO ANSWER", unique);
            if (random.nextInt(3) == 0) {
                redials.add(new Redial(at + wait + 20 + random.nextInt(300), number));
            }
            return;
        }
        if (random.nextInt(4) == 0) { // a member who let it ring
            row(at + 10, -1, at + wait, number, "SIP/" + (1000 + random.nextInt(200)), "NO ANSWER", unique);
        }
        long end = at + wait + 20 + random.nextInt(220);
        busyUntil[agent] = end;
        row(at, at + wait, end, number, "SIP/" + (1000 + agent), "ANSWERED", unique);
        if (random.nextInt(5) == 0) {
            redials.add(new Redial(end + 5 + random.nextInt(900), number));
        }
    }

    private void row(long start, long answer, long end, String number, String agent, String what, String unique) {
        String channel = String.format("SIP/trunk%d-%08x", serial % 8, serial);
        String dst = agent.isEmpty() ? "" : String.format("%s-%08x", agent, serial + 1);
        rows.add(new Row(
                end,
                "\"\",\"" + number + "\",\"100\",\"from-trunk\",\"\"\"" + number + "\"\" <" + number + ">\",\"" + channel
                        + "\",\"" + dst + "\",\"Queue\",\"support,t,,,60\",\"" + TIME.format(Instant.ofEpochSecond(start))
                        + "\"," + (answer < 0 ? "" : "\"" + TIME.format(Instant.ofEpochSecond(answer)) + "\"") + ",\""
                        + TIME.format(Instant.ofEpochSecond(end)) + "\"," + (end - start) + ","
                        + (answer < 0 ? 0 : end - answer) + ",\"" + what + "\",\"DOCUMENTATION\",\"" + unique + "\",\"\""));
    }
}
