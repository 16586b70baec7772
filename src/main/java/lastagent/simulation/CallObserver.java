package lastagent.simulation;

/**
 * Is told what becomes of one call. On the PBX's own thread, so that it must return at once, but for
 * {@link #joinWritten}.
 */
public interface CallObserver {

    /** The router answered, or did not, or was not asked because it rests; not called for a line without one. */
    default void asked(SimulatedCall call, AgiAnswer answer) {}

    /** An agent answered, and the two can talk. */
    default void joined(SimulatedCall call, SimulatedAgent agent) {}

    /**
     * The news of the join, the second of the two {@code BridgeEnter}, has been written to an AMI client's socket. Once
     * for each client; on that client's own thread.
     */
    default void joinWritten(SimulatedCall call, SimulatedAgent agent) {}

    /** The call is over. */
    default void ended(SimulatedCall call) {}
}
