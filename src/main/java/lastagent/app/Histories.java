package lastagent.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrHistory;
import lastagent.asterisk.cdr.CdrRecord;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.CdrTable;
import lastagent.asterisk.cdr.Peers;
import lastagent.asterisk.cdr.ZoneEvidence;
import lastagent.core.call.AgentPatterns;
import lastagent.core.conversation.CallHistory;
import lastagent.core.conversation.CallHistory.Reject;

/** Opens each kind of records with its reader. */
public final class Histories implements HistoryOpener {

    // Nobody waits for a replay as a caller does; a big table may take its time to sort.
    private static final CdrTable.Limits PATIENT = new CdrTable.Limits(Duration.ofSeconds(10), Duration.ofMinutes(10));

    @Override
    public Opened open(Settings.Cdr cdr, Settings settings) throws IOException {
        if (!cdr.isDatabase()) {
            throw new IOException("There is no reader for " + cdr + " yet");
        }
        CdrTable table;
        try {
            CdrDatabase database = CdrDatabase.of(cdr.source(), cdr.user(), cdr.password(), cdr.table());
            table = new CdrTable(database, cdr.zone(), cdr.columns(), PATIENT);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
        table.open();
        return new Rows(table, cdr, settings) {
            @Override
            public void close() {
                table.close();
            }
        };
    }

    /** A source of CDR rows. */
    private static class Rows implements Opened {

        private final Watched watched;
        private final CallHistory calls;

        Rows(CdrSource source, Settings.Cdr cdr, Settings settings) {
            this.watched = new Watched(source, cdr.zone());
            this.calls = new CdrHistory(
                    watched,
                    settings.pbxName(),
                    NumberPlans.of(settings.numbers()),
                    Peers.of(new AgentPatterns(settings.agents())));
        }

        @Override
        public CallHistory calls() {
            return calls;
        }

        @Override
        public Optional<String> warning() {
            return watched.evidence.warning().map(seen -> seen + ". Set --zone, or cdr.zone in the configuration");
        }
    }

    /** Looks at the clock in the rows that pass. */
    private static final class Watched implements CdrSource {

        private final CdrSource source;
        private final ZoneId zone;
        private ZoneEvidence evidence;

        Watched(CdrSource source, ZoneId zone) {
            this.source = source;
            this.zone = zone;
            this.evidence = new ZoneEvidence(zone);
        }

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public void read(Instant from, Instant to, CdrSource.Rows rows) throws IOException {
            ZoneEvidence seen = new ZoneEvidence(zone);
            evidence = seen;
            source.read(from, to, new CdrSource.Rows() {
                @Override
                public void row(CdrRecord row) {
                    seen.see(row);
                    rows.row(row);
                }

                @Override
                public void rejected(Reject reject) {
                    rows.rejected(reject);
                }

                @Override
                public void progress(long done, OptionalLong whole) {
                    rows.progress(done, whole);
                }
            });
        }
    }
}
