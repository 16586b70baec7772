package lastagent.asterisk.cdr;

import java.nio.charset.StandardCharsets;

/**
 * Bytes of a CDR as text: UTF-8, and a byte that is not, such as half a letter at the 79th byte or a carrier's 0xA5, becomes
 * one char from U+DC80 to U+DCFF, as Python's surrogateescape has it. So no text is refused, and two texts that differ in
 * such a byte stay different.
 */
final class RawText {

    private static final int ESCAPE = 0xDC00;

    private RawText() {}

    static String of(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return beyondAscii(bytes, from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String beyondAscii(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int first = bytes[at] & 0xFF;
            int length = length(first);
            int letter = length == 1 ? first : letter(bytes, at, to, length);
            if (letter < 0) {
                text.append((char) (ESCAPE + first));
                at++;
            } else {
                text.appendCodePoint(letter);
                at += length;
            }
        }
        return text.toString();
    }

    /** How many bytes the first one announces; 0 for one that announces none. */
    private static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    /** The letter of these bytes; -1 if they are none: cut off, too long a form, half of a pair, or beyond Unicode. */
    private static int letter(byte[] bytes, int at, int to, int length) {
        if (length == 0 || at + length > to) {
            return -1;
        }
        int letter = bytes[at] & (0xFF >> (length + 1));
        for (int next = at + 1; next < at + length; next++) {
            if ((bytes[next] & 0xC0) != 0x80) {
                return -1;
            }
            letter = letter << 6 | (bytes[next] & 0x3F);
        }
        int smallest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        boolean half = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
        return letter < smallest || half || letter > Character.MAX_CODE_POINT ? -1 : letter;
    }
}
