package lastagent.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counters by a name that comes from outside: after so many names, all further ones are counted together. */
final class Tally<C> {

    /** The name for what no longer has a counter of its own. */
    static final String OTHERS = "(others)";

    private static final int MOST_NAMES = 10_000;

    private final Map<String, C> counters = new HashMap<>();
    private final Supplier<C> fresh;

    Tally(Supplier<C> fresh) {
        this.fresh = fresh;
    }

    /** The counter of this name. */
    C of(String name) {
        C counter = counters.get(name);
        if (counter == null) {
            counter = counters.computeIfAbsent(counters.size() < MOST_NAMES ? name : OTHERS, _ -> fresh.get());
        }
        return counter;
    }

    Map<String, C> counters() {
        return counters;
    }
}
