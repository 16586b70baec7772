package lastagent.asterisk.cdr;

/** How a date with slashes is written. */
enum DayOrder {
    /** {@code 31/12/2017}. */
    DAY_FIRST,
    /** {@code 12/31/2017}. */
    MONTH_FIRST
}
