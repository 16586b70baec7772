package lastagent.asterisk.cdr;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the CDR can be read, and the one place where the log says so: each trouble once while it lasts, and once that it is
 * over. Thread-safe.
 */
public final class SourceHealth {

    /** Who reads. */
    public enum Reader {
        /** The window that is read again and again. */
        WINDOW("talks that only CDR tells of are missing until then"),
        /** A look-up before a decision. */
        CALLS("calls are decided by what is known, and do not ask the CDR until then");

        private final String consequence;

        Reader(String consequence) {
            this.consequence = consequence;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SourceHealth.class);

    private final String pbx;
    private final EnumSet<Reader> failing = EnumSet.noneOf(Reader.class);
    private final Set<String> said = new HashSet<>();

    /** For the CDR of this PBX; all is well at first. */
    public SourceHealth(String pbx) {
        this.pbx = pbx;
    }

    /**
     * Notes that a reader had no answer.
     *
     * @param why for an administrator; the same words up to a colon as long as it is the same trouble
     */
    public synchronized void failed(Reader reader, String why) {
        boolean news = said.add(kindOf(why));
        failing.add(reader);
        if (news) {
            LOG.warn("pbx={} CDR cannot be read: {}; {}", pbx, why, reader.consequence);
        } else {
            LOG.debug("pbx={} CDR, {}: {}", pbx, reader.name().toLowerCase(Locale.ROOT), why);
        }
    }

    // What follows is a driver's own account, with numbers of connections and other things that change.
    private static String kindOf(String why) {
        int colon = why.indexOf(": ");
        return (colon < 0 ? why : why.substring(0, colon)).replaceAll("[0-9]+", "");
    }

    /** Notes that a reader had its answer; when all have, the trouble is over. */
    public synchronized void answered(Reader reader) {
        if (failing.remove(reader) && failing.isEmpty()) {
            said.clear();
            LOG.info("pbx={} CDR is read again", pbx);
        }
    }
}
