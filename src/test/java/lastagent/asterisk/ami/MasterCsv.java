package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.asterisk.cdr.CdrRecord;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.Disposition;

/** The rows of {@code recorded/asterisk-NN/Master.csv}: 21 columns, in UTC. */
record MasterCsv(List<CdrRecord> records) implements CdrSource {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static MasterCsv of(int version) {
        List<CdrRecord> records = new ArrayList<>();
        for (List<String> fields : fields(Recording.text(version, "Master.csv"))) {
            records.add(record(fields));
        }
        return new MasterCsv(records);
    }

    // Names have commas, quotes and lines in them.
    private static List<List<String>> fields(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean two = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (two) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            } else {
                field.append(c);
            }
        }
        return records;
    }

    private static CdrRecord record(List<String> fields) {
        return new CdrRecord(
                fields.get(16),
                fields.get(19),
                fields.get(5),
                fields.get(6),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                "",
                fields.get(7),
                fields.get(8),
                time(fields.get(9)),
                fields.get(10).isEmpty() ? Optional.empty() : Optional.of(time(fields.get(10))),
                time(fields.get(11)),
                Duration.ofSeconds(Long.parseLong(fields.get(13))),
                Disposition.of(fields.get(14)).orElseThrow());
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    }

    @Override
    public String description() {
        return "recorded Master.csv";
    }

    @Override
    public void read(Instant from, Instant to, Rows rows) {
        records.forEach(rows::row);
    }
}
