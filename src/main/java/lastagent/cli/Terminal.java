package lastagent.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What the place where output goes can show.
 *
 * @param isTerminal whether a person is looking, so that lines can be coloured and written over
 * @param charset of its characters
 */
record Terminal(boolean isTerminal, Charset charset) {

    /** The terminal or pipe that this process writes to. Colour is off where NO_COLOR is set (no-color.org). */
    static Terminal ofThisProcess() {
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Terminal(terminal && !plain, System.out.charset());
    }

    /** Where this process complains, which may be a terminal while its output goes into a file; ./lastagent looks. */
    static Terminal ofErrors() {
        boolean terminal = Boolean.getBoolean("lastagent.errors.to.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(terminal, System.err.charset());
    }

    /** The text in a colour, by its ANSI number, if there is a terminal. */
    String coloured(String ansi, String text) {
        return isTerminal ? "\u001b[" + ansi + "m" + text + "\u001b[0m" : text;
    }

    /** The text, or its stand-in if the charset lacks one of its characters. */
    String text(String wanted, String otherwise) {
        return charset.newEncoder().canEncode(wanted) ? wanted : otherwise;
    }
}
