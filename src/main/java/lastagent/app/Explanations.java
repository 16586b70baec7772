package lastagent.app;

import java.nio.file.Files;
import java.util.List;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.routing.JournalEntry;
import lastagent.store.RoutingHistory;
import lastagent.store.SqliteStore;

/** The journal of a service, read from another process beside it. */
public final class Explanations {

    private final RoutingHistory history;
    private final NumberPlan numbers;

    private Explanations(RoutingHistory history, NumberPlan numbers) {
        this.history = history;
        this.numbers = numbers;
    }

    /**
     * Opens the journal that these settings name.
     *
     * @throws StartException if there is none
     */
    public static Explanations open(Settings settings) throws StartException {
        if (!Files.exists(settings.stateDirectory().resolve(SqliteStore.FILE))) {
            throw new StartException(
                    "There is no journal in " + settings.stateDirectory() + ". Is --config the service's own?", null);
        }
        return new Explanations(SqliteStore.historyOf(settings.stateDirectory()), NumberPlans.of(settings.numbers()));
    }

    /** The latest calls of a number, in any of its spellings; none if it is nobody's number. */
    public List<JournalEntry> of(String number, int limit) {
        return numbers.read(number, NumberPlan.PRESENTED) instanceof CallerId.Subscriber caller
                ? history.of(caller.number(), limit)
                : List.of();
    }

    /** One call, by the decision's id or its beginning, or by the caller's channel's unique id. */
    public List<JournalEntry> byId(String id, int limit) {
        return history.byId(id, limit);
    }

    /** The latest calls of all callers. */
    public List<JournalEntry> latest(int limit) {
        return history.latest(limit);
    }
}
