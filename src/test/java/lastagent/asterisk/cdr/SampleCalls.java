package lastagent.asterisk.cdr;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One morning of a small call centre in Kyiv, as rows that every layout can hold in its own way. */
final class SampleCalls {

    static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    // Made for this test, in the forms that ASTERISK.md 1.6 lists. In this order: a plain call; a queue that rings two,
    // one
    // of whom answers; a member by a Local channel, whose second half is the precise row; a caller who gave up in the
    // queue;
    // a menu only; a call that nobody took; a call of the office; a busy one; the first caller again, by another
    // spelling.
    private static final String ROWS = """
        uniqueid|linkedid|channel|dstchannel|src|dst|dcontext|lastapp|lastdata|start|answer|end|duration|billsec|disposition
        1773129600.1|1773129600.1|PJSIP/mts-00000001|PJSIP/201-00000002|+380991234567|600|from-mts|Dial|PJSIP/201,20,t|2026-03-10 10:00:00|2026-03-10 10:00:08|2026-03-10 10:04:08|248|240|ANSWERED
        1773129900.3|1773129900.3|PJSIP/mts-00000003|PJSIP/201-00000004|0501112233|600|from-mts|Queue|support,t|2026-03-10 10:05:00||2026-03-10 10:05:06|6|0|NO ANSWER
        1773129900.3|1773129900.3|PJSIP/mts-00000003|PJSIP/202-00000005|0501112233|600|from-mts|Queue|support,t|2026-03-10 10:05:00|2026-03-10 10:05:06|2026-03-10 10:07:26|146|140|ANSWERED
        1773130200.8|1773130200.6|Local/203@from-queue-00000000;2|PJSIP/203-00000007|380674445566|203|from-queue|Dial|PJSIP/203,,tr|2026-03-10 10:10:00|2026-03-10 10:10:05|2026-03-10 10:15:05|305|300|ANSWERED
        1773130200.6|1773130200.6|PJSIP/mts-00000006|Local/203@from-queue-00000000;1|380674445566|600|ext-queues|Queue|600,t|2026-03-10 10:10:01|2026-03-10 10:10:05|2026-03-10 10:15:05|304|300|ANSWERED
        1773130800.9|1773130800.9|PJSIP/mts-00000009||0631234500|600|ext-queues|Queue|600,t|2026-03-10 10:20:00|2026-03-10 10:20:00|2026-03-10 10:20:45|45|45|ANSWERED
        1773130900.10|1773130900.10|PJSIP/mts-0000000a||0631234501|s|ivr-1|BackGround|hello|2026-03-10 10:21:40|2026-03-10 10:21:40|2026-03-10 10:21:52|12|12|ANSWERED
        1773131000.11|1773131000.11|PJSIP/mts-0000000b|PJSIP/202-0000000c|0631234502|600|from-mts|Dial|PJSIP/202,20|2026-03-10 10:23:20||2026-03-10 10:23:40|20|0|NO ANSWER
        1773131400.13|1773131400.13|PJSIP/201-0000000d|PJSIP/mts-0000000e|201|0991234567|from-internal|Dial|PJSIP/mts/0991234567|2026-03-10 10:30:00|2026-03-10 10:30:10|2026-03-10 10:31:10|70|60|ANSWERED
        1773131500.15|1773131500.15|PJSIP/mts-0000000f|PJSIP/203-00000010|0631234503|600|from-mts|Dial|PJSIP/203,20|2026-03-10 10:31:40||2026-03-10 10:31:41|1|0|BUSY
        1773132000.17|1773132000.17|PJSIP/mts-00000011|PJSIP/202-00000012|380991234567|600|from-mts|Dial|PJSIP/202,20,t|2026-03-10 10:40:00|2026-03-10 10:40:09|2026-03-10 10:41:00|60|51|ANSWERED
        """;

    private SampleCalls() {}

    /** A row. */
    record Row(Map<String, String> values) {

        /** By Asterisk's name of the field. */
        String of(String field) {
            return Objects.requireNonNull(values.get(field), field);
        }
    }

    /** In the order of their start. */
    static List<Row> rows() {
        List<String> lines = ROWS.lines().toList();
        List<String> names = Arrays.asList(lines.getFirst().split("\\|", -1));
        return lines.stream().skip(1).map(line -> row(names, line)).toList();
    }

    private static Row row(List<String> names, String line) {
        String[] values = line.split("\\|", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(names.get(i), values[i]);
        }
        row.put("clid", "\"\" <" + row.get("src") + ">");
        return new Row(row);
    }

    /** The moment of a wall time of the sample. */
    static java.time.Instant kyiv(String wallTime) {
        return LocalDateTime.parse(wallTime.replace(' ', 'T')).atZone(KYIV).toInstant();
    }
}
