package lastagent.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.Offer;
import lastagent.core.routing.RoutedCall;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routed calls as rows. Writing: one thread at a time. */
final class JournalRows {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRows.class);

    private static final String ENTRIES =
            "SELECT call.*, rules.json AS rules_json FROM routed_call call LEFT JOIN routing_rules rules ON rules.key = call.rules ";

    private final JournalJson json = new JournalJson();

    void put(Handle handle, RoutedCall routed) {
        JournalJson.Document document = json.write(routed);
        Optional<String> rules = document.rules().map(text -> putRules(handle, text));
        handle.createUpdate("""
                        INSERT OR REPLACE INTO routed_call (id, arrived_at, pbx, unique_id, caller, rules, json)
                        VALUES (:id, :arrivedAt, :pbx, :uniqueId, :caller, :rules, :json)""")
                .bind("id", routed.id())
                .bind("arrivedAt", Nanos.of(routed.call().arrivedAt()))
                .bind("pbx", routed.call().pbx())
                .bind("uniqueId", routed.call().uniqueId())
                .bind("caller", caller(routed).orElse(null))
                .bind("rules", rules.orElse(null))
                .bind("json", document.call())
                .execute();
    }

    private static Optional<String> caller(RoutedCall routed) {
        return routed.call().caller() instanceof CallerId.Subscriber subscriber
                ? Optional.of(subscriber.number().value())
                : Optional.empty();
    }

    private static String putRules(Handle handle, String text) {
        String key = digest(text);
        handle.createUpdate("INSERT OR IGNORE INTO routing_rules (key, json) VALUES (:key, :json)")
                .bind("key", key)
                .bind("json", text)
                .execute();
        return key;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static void putEnd(Handle handle, String id, JournalEntry.End end) {
        handle.createUpdate("UPDATE routed_call SET outcome = :outcome, ended_at = :at WHERE id = :id")
                .bind("outcome", end.outcome().name())
                .bind("at", Nanos.of(end.at()))
                .bind("id", id)
                .execute();
    }

    /** At most this many of the calls that arrived before the moment, and the rules that no call refers to any more. */
    static int forget(Handle handle, Instant before, int limit) {
        int forgotten = handle.createUpdate("""
                        DELETE FROM routed_call WHERE id IN
                            (SELECT id FROM routed_call WHERE arrived_at < :before LIMIT :limit)""")
                .bind("before", Nanos.of(before))
                .bind("limit", limit)
                .execute();
        if (forgotten < limit) {
            handle.execute("""
                    DELETE FROM routing_rules WHERE NOT EXISTS
                        (SELECT 1 FROM routed_call WHERE routed_call.rules = routing_rules.key)""");
        }
        return forgotten;
    }

    // Ids are letters and digits, so all that begin with a text lie between it and the text followed by a later
    // character.
    List<JournalEntry> byId(Handle handle, String idOrUniqueId, int limit) {
        return entries(
                handle.createQuery(ENTRIES + """
                        WHERE call.id >= :id AND call.id < :id || '~' OR call.unique_id = :id
                        ORDER BY call.arrived_at DESC LIMIT :limit""").bind("id", idOrUniqueId).bind("limit", limit));
    }

    List<JournalEntry> of(Handle handle, CallerNumber caller, int limit) {
        return entries(
                handle.createQuery(ENTRIES + "WHERE call.caller = :caller ORDER BY call.arrived_at DESC LIMIT :limit")
                        .bind("caller", caller.value())
                        .bind("limit", limit));
    }

    List<JournalEntry> latest(Handle handle, int limit) {
        return entries(handle.createQuery(ENTRIES + "ORDER BY call.arrived_at DESC LIMIT :limit")
                .bind("limit", limit));
    }

    static long count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM routed_call")
                .mapTo(Long.class)
                .one();
    }

    private List<JournalEntry> entries(Query query) {
        return query.map((row, context) -> read(row)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<JournalEntry> read(ResultSet row) throws SQLException {
        Optional<String> rules = Optional.ofNullable(row.getString("rules_json"));
        Optional<String> outcome = Optional.ofNullable(row.getString("outcome"));
        Instant endedAt = Nanos.instant(row.getLong("ended_at"));
        try {
            RoutedCall routed = json.read(new JournalJson.Document(row.getString("json"), rules));
            return Optional.of(new JournalEntry(
                    routed, outcome.map(name -> new JournalEntry.End(Offer.Outcome.valueOf(name), endedAt))));
        } catch (RuntimeException unreadable) {
            // Its message quotes the text, and with it a number.
            LOG.warn(
                    "left out a call of the journal that cannot be read: id={} {}",
                    row.getString("id"),
                    unreadable.getClass());
            return Optional.empty();
        }
    }
}
