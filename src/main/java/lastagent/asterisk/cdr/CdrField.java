package lastagent.asterisk.cdr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column of a CDR can be to us. The key is Asterisk's own name ({@code cdr/cdr_csv.c}), and what an administrator
 * writes to say which column is which; the other names are those of FreePBX, MikoPBX and the call accounting beside it.
 *
 * <p>The order of a field's names is that of preference: a table that keeps both {@code start} and {@code calldate} may keep
 * the time of writing in the latter ({@code compat=yes} in cdr_mysql.conf, {@code DEFAULT now()} in PostgreSQL).
 */
public enum CdrField {
    /** When the row begins. */
    START("start", "calldate", "starttime", "startdate", "datetime"),
    /** When it was answered. */
    ANSWER("answer", "answertime", "answerdate"),
    /** When it ends; not in the classic tables. */
    END("end", "endtime", "enddate"),
    /** The caller's number; FreePBX's cnum where there is no other. */
    SRC("src", "srcnum", "source", "callernumber", "cnum"),
    /** The extension that was dialled. */
    DST("dst", "dstnum", "destination", "calleenumber"),
    /** The dialplan's context. */
    CONTEXT("dcontext", "context", "dstcontext", "destinationcontext"),
    /** The calling side's channel. */
    CHANNEL("channel", "srcchan", "srcchannel", "sourcechannel"),
    /** The called side's channel. */
    DST_CHANNEL("dstchannel", "dstchan", "destchannel", "destinationchannel"),
    /** The last application. */
    LAST_APP("lastapp", "appname", "lastapplication"),
    /** The last application's arguments. */
    LAST_DATA("lastdata", "appdata"),
    /** Seconds from start to end. */
    DURATION("duration", "calltime"),
    /** Seconds from answer to end. */
    BILLSEC("billsec", "billable", "talktime"),
    /** What became of it. */
    DISPOSITION("disposition", "callstatus"),
    /** The channel's name for ever. */
    UNIQUE_ID("uniqueid"),
    /** The whole call's. */
    LINKED_ID("linkedid"),
    /** The number that the outside caller had dialled. */
    DID("did", "fromdid");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> names;

    CdrField(String... names) {
        this.names = List.of(names);
    }

    /** Asterisk's name of it, as an administrator writes it: {@code dstchannel}. */
    public String key() {
        return names.getFirst();
    }

    /** The field with this key, in whatever case; empty if there is none. */
    public static Optional<CdrField> of(String key) {
        String plain = plain(key);
        return Arrays.stream(values())
                .filter(field -> field.key().equals(plain))
                .findFirst();
    }

    /** Where among the columns this field is, by its best name; -1 for nowhere. */
    int among(List<String> plainColumns) {
        return names.stream()
                .mapToInt(plainColumns::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** A column's name without case, spaces and signs: {@code src_chan} and {@code Src Chan} are the same. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
