package lastagent.asterisk.agi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The request blocks that real Asterisks sent, from {@code recorded/asterisk-NN/agi_transcripts.txt}. */
final class RecordedRequests {

    /**
     * One of them.
     *
     * @param version of Asterisk, its first number
     * @param scenario such as {@code s908}
     * @param block as it came over the wire, with the empty line
     */
    record Recorded(String version, String scenario, String block) {

        @Override
        public String toString() {
            return scenario + " on " + version;
        }
    }

    private RecordedRequests() {}

    static List<Recorded> all() {
        List<Recorded> requests = new ArrayList<>();
        for (String version : List.of("11", "16", "22")) {
            read(version, requests);
        }
        return requests;
    }

    // Split at line feeds only: some of the lines contain a carriage return, and that is what they are about.
    private static void read(String version, List<Recorded> into) {
        String scenario = "";
        StringBuilder block = new StringBuilder();
        boolean inBlock = false;
        for (String line : text(version).split("\n", -1)) {
            if (line.startsWith("==== ")) {
                scenario = line.substring(5, 9);
            } else if (line.equals("--- ENV")) {
                inBlock = true;
                block.setLength(0);
            } else if (line.equals("--- END ENV")) {
                into.add(new Recorded(version, scenario, block.toString()));
                inBlock = false;
            } else if (inBlock) {
                block.append(line).append('\n');
            }
        }
    }

    private static String text(String version) {
        Path file = Path.of("src/test/resources/recorded/asterisk-" + version + "/agi_transcripts.txt");
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
