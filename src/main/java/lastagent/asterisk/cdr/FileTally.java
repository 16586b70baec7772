package lastagent.asterisk.cdr;

/**
 * What became of every line of a file in its last reading. Each line is counted once, so {@link #lines()} is to be what
 * {@code wc -l} says (plus one, where the last line does not end); {@link CdrFiles#lines} counts so.
 *
 * @param rows rows that were told
 * @param rejects rows that were rejected
 * @param continuedLines lines beyond the first of a row or a reject: a caller's name may hold line ends
 * @param otherLines lines that are no rows: headers, blank ones, what the logger writes at a start
 */
public record FileTally(long rows, long rejects, long continuedLines, long otherLines) {

    /** The lines that these make. */
    public long lines() {
        return rows + rejects + continuedLines + otherLines;
    }
}
