package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CDR rows as a test writes them, one a line, with bars between the fields:
 *
 * <pre>call | channel -> dstchannel | src -> dst | lastapp(lastdata) | start answer end | disposition</pre>
 *
 * <p>The call is {@code uniqueid} or {@code uniqueid/linkedid}. Times are of one day, in UTC; a dash stands for what is empty.
 * Serial numbers of channels may be written with fewer digits than Asterisk writes. An ANSWERED row without an answer is one whose source does not keep it: then {@code +5} in its place is its billsec.
 */
final class Pasted {

    static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private static final Pattern SERIAL = Pattern.compile("-([0-9a-f]{1,7})(?=;[12]$|$)");

    private Pasted() {}

    static List<CdrRecord> rows(String table) {
        List<CdrRecord> rows = new ArrayList<>();
        for (String line : table.lines().toList()) {
            if (!line.isBlank()) {
                rows.add(row(line));
            }
        }
        return rows;
    }

    static CdrRecord row(String line) {
        List<String> fields = List.of(line.strip().split("\\s*\\|\\s*", -1));
        List<String> call = both(fields.get(0), "/");
        List<String> channels = both(fields.get(1), " -> ");
        List<String> numbers = both(fields.get(2), " -> ");
        List<String> app = both(fields.get(3).replaceFirst("\\)$", ""), "\\(");
        List<String> times = List.of(fields.get(4).split("\\s+", -1));
        List<String> context = both(numbers.get(1), "@");
        Instant start = at(times.get(0));
        Instant end = at(times.get(2));
        boolean kept = times.get(1).contains(":");
        Duration billsec = kept
                ? Duration.between(at(times.get(1)), end)
                : times.get(1).startsWith("+")
                        ? Duration.ofSeconds(Long.parseLong(times.get(1).substring(1)))
                        : Duration.ZERO;
        return new CdrRecord(
                call.get(0),
                call.get(1),
                channel(channels.get(0)),
                channel(channels.get(1)),
                numbers.get(0),
                context.get(0),
                context.get(1),
                "",
                app.get(0),
                app.get(1),
                start,
                kept ? Optional.of(at(times.get(1))) : Optional.empty(),
                end,
                billsec,
                Disposition.of(fields.get(5)).orElseThrow());
    }

    private static List<String> both(String text, String between) {
        String[] parts = text.split(between, 2);
        return List.of(dash(parts[0]), parts.length > 1 ? dash(parts[1]) : "");
    }

    static String channel(String name) {
        Matcher serial = SERIAL.matcher(name);
        return serial.find()
                ? serial.replaceFirst("-" + "0".repeat(8 - serial.group(1).length()) + "$1")
                : name;
    }

    private static String dash(String text) {
        return text.equals("-") ? "" : text;
    }

    static Instant at(String time) {
        return DAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
