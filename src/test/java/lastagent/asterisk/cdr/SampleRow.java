package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every layout keeps of a row, to the second: what the classic one has. */
record SampleRow(
        String uniqueId,
        String src,
        String dst,
        String channel,
        String dstChannel,
        String lastApp,
        Instant start,
        Instant end,
        Duration billsec,
        Disposition disposition) {

    /** Of a record that was read. */
    static SampleRow of(CdrRecord row) {
        return new SampleRow(
                row.uniqueId(),
                row.src(),
                row.dst(),
                row.channel(),
                row.dstChannel(),
                row.lastApp(),
                row.start().truncatedTo(ChronoUnit.SECONDS),
                row.end().truncatedTo(ChronoUnit.SECONDS),
                row.billsec(),
                row.disposition());
    }

    /** Of the sample. */
    static SampleRow of(SampleCalls.Row row) {
        return new SampleRow(
                row.of("uniqueid"),
                row.of("src"),
                row.of("dst"),
                row.of("channel"),
                row.of("dstchannel"),
                row.of("lastapp"),
                SampleCalls.kyiv(row.of("start")),
                SampleCalls.kyiv(row.of("end")),
                Duration.ofSeconds(Long.parseLong(row.of("billsec"))),
                Disposition.of(row.of("disposition")).orElseThrow());
    }
}
