package lastagent.asterisk.cdr;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** One row's texts as a {@link CdrRecord}. */
final class TableRow {

    private final CdrLayout layout;
    private final ZoneId zone;
    private final String[] values;

    TableRow(CdrLayout layout, ZoneId zone, String[] values) {
        this.layout = layout;
        this.zone = zone;
        this.values = values;
    }

    /** Hands the row out, or says what keeps it from being one. */
    void deliver(String where, CdrSource.Rows rows) {
        Optional<Instant> start = time(CdrField.START);
        Optional<Disposition> disposition = Disposition.of(text(CdrField.DISPOSITION));
        if (start.isEmpty()) {
            rows.rejected(Rejects.of(where, "the start " + Rejects.quoted(text(CdrField.START)) + " is no time"));
        } else if (disposition.isEmpty()) {
            rows.rejected(
                    Rejects.of(where, "the disposition " + Rejects.quoted(text(CdrField.DISPOSITION)) + " is none"));
        } else {
            rows.row(record(start.get(), disposition.get()));
        }
    }

    private CdrRecord record(Instant start, Disposition disposition) {
        Instant end = time(CdrField.END).orElseGet(() -> start.plus(span(CdrField.DURATION)));
        return new CdrRecord(
                text(CdrField.UNIQUE_ID),
                text(CdrField.LINKED_ID),
                text(CdrField.CHANNEL),
                text(CdrField.DST_CHANNEL),
                text(CdrField.SRC),
                text(CdrField.DST),
                text(CdrField.CONTEXT),
                text(CdrField.DID),
                text(CdrField.LAST_APP),
                text(CdrField.LAST_DATA),
                start,
                time(CdrField.ANSWER),
                end,
                span(CdrField.BILLSEC),
                disposition);
    }

    private String text(CdrField field) {
        int column = layout.at(field);
        return column < 0 ? "" : values[column];
    }

    private Optional<Instant> time(CdrField field) {
        String text = text(field).strip();
        try {
            if (text.matches("[0-9]{9,11}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            LocalDateTime wall =
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.parse(text.replace(' ', 'T'), LocalDateTime::from);
            return wall.getYear() < 1970
                    ? Optional.empty()
                    : Optional.of(wall.atZone(zone).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private Duration span(CdrField field) {
        String text = text(field).strip();
        return text.matches("[0-9]{1,9}(\\.[0-9]*)?")
                ? Duration.ofMillis((long) (Double.parseDouble(text) * 1000))
                : Duration.ZERO;
    }
}
