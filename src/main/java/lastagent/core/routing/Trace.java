package lastagent.core.routing;

import java.util.ArrayList;
import java.util.List;

/** What one walk down the ladder saw, step by step. Not thread-safe. */
final class Trace {

    private final List<Verdict.Step> steps = new ArrayList<>();

    /** The rung does not end the search. */
    void passes(Rung rung, String saw) {
        steps.add(new Verdict.Step(rung.number(), rung.question(), saw, false));
    }

    /** The rung ends the search. */
    void applies(Rung rung, String saw) {
        steps.add(new Verdict.Step(rung.number(), rung.question(), saw, true));
    }

    List<Verdict.Step> steps() {
        return steps;
    }
}
