package lastagent.core.routing;

/** Whether decisions are acted upon. */
public enum Mode {
    /** Decided, journalled and answered. */
    ON,
    /** Decided and journalled; the call is told to take its ordinary way. */
    SHADOW,
    /** Not decided at all. */
    OFF
}
