package lastagent.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrFiles;
import lastagent.asterisk.cdr.CdrHistory;
import lastagent.asterisk.cdr.CdrRecord;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.CdrTable;
import lastagent.asterisk.cdr.CsvCdrFile;
import lastagent.asterisk.cdr.FileOptions;
import lastagent.asterisk.cdr.FileTally;
import lastagent.asterisk.cdr.OpenedFile;
import lastagent.asterisk.cdr.Peers;
import lastagent.asterisk.cdr.QueueLogFile;
import lastagent.asterisk.cdr.QueueLogHistory;
import lastagent.asterisk.cdr.SqlDump;
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
        try {
            Optional<CdrDatabase> database = cdr.database();
            return database.isPresent()
                    ? table(database.get(), cdr, settings)
                    : file(Path.of(cdr.source()), cdr, settings);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    private static Opened table(CdrDatabase database, Settings.Cdr cdr, Settings settings) throws IOException {
        CdrTable table = new CdrTable(database, cdr.zone(), cdr.columns(), PATIENT);
        table.open();
        return new Rows(table, cdr, settings) {
            @Override
            public void close() {
                table.close();
            }
        };
    }

    private static Opened file(Path file, Settings.Cdr cdr, Settings settings) throws IOException {
        // A dump has the table that it has, unless somebody names one.
        Optional<String> table = Optional.of(cdr.table()).filter(name -> !name.equals(Settings.Cdr.USUAL_TABLE));
        FileOptions options = new FileOptions(cdr.zone(), cdr.columns(), table, OptionalLong.empty());
        return switch (CdrFiles.open(file, options)) {
            case OpenedFile.SqliteDatabase(Path found) ->
                table(
                        new CdrDatabase(CdrDatabase.Kind.SQLITE, "", 0, found.toString(), "", "", cdr.table()),
                        cdr,
                        settings);
            case OpenedFile.QueueLog(QueueLogFile log) -> new Queues(log, file, settings);
            case OpenedFile.Cdr(CdrSource source) ->
                new Rows(source, cdr, settings) {
                    @Override
                    public OptionalLong rowsCountedOtherwise() throws IOException {
                        return switch (source) {
                            case CsvCdrFile values -> rowsOf(file, values.tally());
                            case SqlDump dump -> OptionalLong.of(dump.countRows());
                            default -> OptionalLong.empty();
                        };
                    }
                };
        };
    }

    // The lines of the file are counted by themselves; those that a reader takes for no rows, only it can tell.
    private static OptionalLong rowsOf(Path file, Optional<FileTally> tally) throws IOException {
        return tally.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(CdrFiles.lines(file)
                        - tally.get().continuedLines()
                        - tally.get().otherLines());
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

    /** A queue_log. */
    private record Queues(QueueLogFile log, Path file, Settings settings) implements Opened {

        @Override
        public CallHistory calls() {
            return new QueueLogHistory(log, settings.pbxName(), NumberPlans.of(settings.numbers()));
        }

        @Override
        public OptionalLong rowsCountedOtherwise() throws IOException {
            return rowsOf(file, log.tally());
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
