package lastagent.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One command of a FastAGI server, cut into words as {@code res_agi.c}'s parse_args does: at blanks, but not within
 * double quotes; a backslash takes the next character as it is.
 *
 * @param words the command's words and its arguments
 */
record AgiCommand(List<String> words) {

    AgiCommand {
        words = List.copyOf(words);
    }

    static AgiCommand parse(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                quoted = !quoted;
                begun = true;
            } else if (character == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (!quoted && (character == ' ' || character == '\t' || character == '\r')) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(character);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return new AgiCommand(words);
    }
}
