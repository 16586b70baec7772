package lastagent.core.routing;

import lastagent.core.call.CallerNumber;

/** Fills the memory with what is not in it yet of one caller, right before a decision. Thread-safe. */
public interface CatchUp {

    /**
     * Looks for the caller's latest talks, and returns within 150 ms: with them in memory, or with what was known before.
     * Never throws; whoever looks counts and tells what went wrong.
     */
    void learnOf(CallerNumber caller);
}
