package lastagent.asterisk.cdr;

import java.util.regex.Pattern;

/**
 * What a channel's uniqueid says beside being unique: {@code [systemname-]epoch.number}, where the epoch is the moment at
 * which the channel came to be ({@code main/channel.c}), whatever the PBX's clock and zone show. MikoPBX writes
 * {@code mikopbx-epoch.number_random}.
 */
final class UniqueId {

    /** What {@link #epoch} answers where there is none. */
    static final long NONE = Long.MIN_VALUE;

    private static final Pattern WHOLE = Pattern.compile("([^/\\s]{1,80}-)?\\d{9,10}\\.\\d{1,10}(_\\w{1,40})?");
    private static final int FEWEST_DIGITS = 9;
    private static final int MOST_DIGITS = 10;

    private UniqueId() {}

    /** The moment in seconds since 1970, or {@link #NONE}. */
    static long epoch(String uniqueId) {
        for (int dot = uniqueId.indexOf('.'); dot > 0; dot = uniqueId.indexOf('.', dot + 1)) {
            int start = dot;
            while (start > 0 && digit(uniqueId, start - 1)) {
                start--;
            }
            int digits = dot - start;
            boolean whole = start == 0 || uniqueId.charAt(start - 1) == '-';
            if (whole && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && digit(uniqueId, dot + 1)) {
                return Long.parseLong(uniqueId, start, dot, 10);
            }
        }
        return NONE;
    }

    /** Whether all of a text is a uniqueid; a recording's file name only contains one. */
    static boolean is(String text) {
        return WHOLE.matcher(text).matches();
    }

    private static boolean digit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
