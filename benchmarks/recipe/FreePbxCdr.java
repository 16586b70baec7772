import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes rows of FreePBX 16's {@code asteriskcdrdb.cdr} for LOAD DATA, the oldest first: two for each queue call, the member's
 * Local half and the caller's. There is a call each 18 seconds, so 400 rows an hour by day and by night, however many rows are
 * asked for: more rows are more days. One call in four is a redial of one of the last hundred callers, three in four are
 * answered. The last row is at {@link #END}, and the last rows are the same for any number of them.
 */
final class FreePbxCdr {

    /** The moment to which the rows reach, in UTC, which is the PBX's zone. */
    static final Instant END = Instant.parse("2026-11-20T11:40:00Z");

    private static final int SECONDS_BETWEEN_CALLS = 18;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;

    private FreePbxCdr(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(System.out, 1 << 20), false, StandardCharsets.US_ASCII)) {
            FreePbxCdr rows = new FreePbxCdr(out);
            for (long call = Long.parseLong(arguments[0]) / 2; call > 0; call--) {
                rows.call(call);
            }
        }
    }

    // Everything follows from the number of calls that are still to come, so the end is the same in every file.
    private void call(long before) {
        Random random = new Random(before);
        boolean answered = random.nextInt(4) > 0;
        Instant start = END.minusSeconds(before * SECONDS_BETWEEN_CALLS);
        int talk = answered ? 30 + random.nextInt(270) : 0;
        int ring = 3 + random.nextInt(15);
        String caller = caller(before);
        String agent = Integer.toString(201 + random.nextInt(40));
        String epoch = Long.toString(start.getEpochSecond());
        String serial = String.format(Locale.ROOT, "%08x", before);
        String linked = epoch + "." + before * 3;
        String local = "Local/" + agent + "@from-queue-" + serial;
        row(start, caller, agent, "from-internal", local + ";2", "PJSIP/" + agent + "-" + serial, "Dial",
                "PJSIP/" + agent + "/sip:" + agent + "@192.0.2.10:5060,,trM(auto-blkvm)b(func-apply-sipheaders^s^1)",
                ring, talk, answered, epoch + "." + (before * 3 + 2), linked, "");
        row(start, caller, "600", "ext-queues", "PJSIP/mts-" + serial, answered ? local + ";1" : "", "Queue",
                "600,t,,,,,,,,", ring, answered ? talk : ring, true, linked, linked,
                "q-600-" + caller + "-" + epoch + ".wav");
    }

    /** The number of the caller, in the national form. */
    private static String caller(long before) {
        Random random = new Random(before * 31 + 7);
        boolean redial = random.nextInt(4) == 0;
        long first = redial ? before + 1 + random.nextInt(100) : before;
        return "097" + String.format(Locale.ROOT, "%07d", new Random(first * 17 + 3).nextInt(10_000_000));
    }

    private void row(
            Instant start, String caller, String dst, String context, String channel, String dstChannel, String app,
            String data, int ring, int talk, boolean answered, String uniqueId, String linkedId, String recording) {
        out.print(String.join("\t",
                TIME.format(start), "\"\" <" + caller + ">", caller, dst, context, channel, dstChannel, app,
                data.substring(0, Math.min(79, data.length())), Integer.toString(ring + talk), Integer.toString(talk),
                answered ? "ANSWERED" : "NO ANSWER", "3", "", uniqueId, "", "380441234567", recording, caller, "", "", "",
                "", linkedId, "", Integer.toString((int) (linkedId.hashCode() & 0x7fffffffL) % 1_000_000)));
        out.print('\n');
    }
}
