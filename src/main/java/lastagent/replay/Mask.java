package lastagent.replay;

import java.util.regex.Pattern;

/**
 * Makes a text from a history fit to be shown: trunks and agents are often named by a telephone number, and a name may hold
 * anything that a carrier sent.
 */
public final class Mask {

    private static final int LONGEST_NAME = 60;

    // As a caller's number is masked: the last four of seven digits or more.
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,}([0-9]{4})");

    private Mask() {}

    /** A name, as {@link #text}, of at most sixty characters. */
    static String name(String raw) {
        return text(raw, LONGEST_NAME);
    }

    /**
     * The text with the beginnings of numbers gone, and without control, formatting and unpaired surrogate characters: a
     * right-to-left mark could turn a line around.
     *
     * @param longest so many characters at most
     */
    public static String text(String raw, int longest) {
        StringBuilder shown = new StringBuilder();
        NUMBER.matcher(raw).replaceAll("…$1").codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append('\ufffd');
                default -> shown.appendCodePoint(point);
            }
        });
        if (shown.codePointCount(0, shown.length()) <= longest) {
            return shown.toString();
        }
        return shown.substring(0, shown.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
