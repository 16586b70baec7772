package lastagent.asterisk.cdr;

import lastagent.core.conversation.CallHistory.Reject;

/**
 * How what cannot be read is named: short, and without anything that a terminal or a log would act on, because it is quoted
 * from texts that strangers have written.
 */
final class Rejects {

    private static final int QUOTED = 60;
    private static final int WHY = 200;

    private Rejects() {}

    /** A reject with a reason of at most 200 characters. */
    static Reject of(String where, String why) {
        return new Reject(where, why.length() <= WHY ? why : why.substring(0, WHY - 1) + "…");
    }

    /** A text in quotes, cut and with its control characters and lone surrogates replaced. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int length = 0;
        for (int at = 0; at < text.length() && length < QUOTED; length++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            shown.appendCodePoint(printable(c) ? c : '\uFFFD');
        }
        return shown.append(length == QUOTED ? "…\"" : "\"").toString();
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
