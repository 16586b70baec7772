package lastagent.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversations as rows. */
final class ConversationRows {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationRows.class);

    private static final String PUT = """
            INSERT OR REPLACE INTO conversation (id, pbx, caller, agent, direction, queue, caller_unique_id,
                caller_channel, agent_unique_id, agent_channel, started_at, ended_at, ending, evidence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private ConversationRows() {}

    // Plain JDBC: this is what a talk waits for before it is safe, and Jdbi costs ten times the insertion itself.
    static void put(Handle handle, Conversation talk) {
        try (PreparedStatement row = handle.getConnection().prepareStatement(PUT)) {
            row.setString(1, talk.id());
            row.setString(2, talk.pbx());
            row.setString(3, talk.caller().value());
            row.setString(4, talk.agent().value());
            row.setString(5, talk.direction().name());
            row.setString(6, talk.queue().orElse(null));
            row.setString(7, talk.callerLeg().uniqueId());
            row.setString(8, talk.callerLeg().channel());
            row.setString(9, talk.agentLeg().uniqueId());
            row.setString(10, talk.agentLeg().channel());
            row.setLong(11, Nanos.of(talk.startedAt()));
            row.setObject(12, talk.endedAt().map(Nanos::of).orElse(null));
            row.setString(13, talk.ending().map(ending -> ending.kind().name()).orElse(null));
            row.setString(14, talk.ending().map(Ending::evidence).orElse(null));
            row.executeUpdate();
        } catch (SQLException fault) {
            throw new IllegalStateException("a conversation cannot be stored", fault);
        }
    }

    static void putFollowed(Handle handle, String pbx, Instant at) {
        handle.createUpdate("INSERT OR REPLACE INTO followed (pbx, at) VALUES (:pbx, :at)")
                .bind("pbx", pbx)
                .bind("at", Nanos.of(at))
                .execute();
    }

    static Optional<Instant> followed(Handle handle, String pbx) {
        return handle.createQuery("SELECT at FROM followed WHERE pbx = :pbx")
                .bind("pbx", pbx)
                .mapTo(Long.class)
                .findOne()
                .map(Nanos::instant);
    }

    /** In the order of their start; a row that cannot be read is left out with a warning. */
    static List<Conversation> since(Handle handle, Instant earliestEnd) {
        List<Conversation> talks = new ArrayList<>();
        handle.createQuery("""
                        SELECT * FROM conversation WHERE ended_at IS NULL OR ended_at >= :earliestEnd
                        ORDER BY started_at, id""")
                .bind("earliestEnd", Nanos.of(earliestEnd))
                .map((row, context) -> read(row))
                .forEach(talk -> talk.ifPresent(talks::add));
        return talks;
    }

    /** At most this many that ended before the moment, or began before it and were never seen to end. */
    static int forget(Handle handle, Instant before, int limit) {
        return handle.createUpdate("""
                        DELETE FROM conversation WHERE id IN
                            (SELECT id FROM conversation WHERE coalesce(ended_at, started_at) < :before LIMIT :limit)""")
                .bind("before", Nanos.of(before))
                .bind("limit", limit)
                .execute();
    }

    private static Optional<Conversation> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(new Conversation(
                    row.getString("id"),
                    row.getString("pbx"),
                    new CallerNumber(row.getString("caller")),
                    new AgentInterface(row.getString("agent")),
                    Conversation.Direction.valueOf(row.getString("direction")),
                    text(row, "queue"),
                    new Conversation.Leg(row.getString("caller_unique_id"), row.getString("caller_channel")),
                    new Conversation.Leg(row.getString("agent_unique_id"), row.getString("agent_channel")),
                    Nanos.instant(row.getLong("started_at")),
                    text(row, "ended_at").map(Long::parseLong).map(Nanos::instant),
                    ending(row)));
        } catch (IllegalArgumentException unreadable) {
            LOG.warn(
                    "left out a conversation that cannot be read: id={} {}",
                    row.getString("id"),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        String evidence = text(row, "evidence").orElse("");
        return text(row, "ending").map(kind -> new Ending(Ending.Kind.valueOf(kind), evidence));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        return Optional.ofNullable(text);
    }
}
