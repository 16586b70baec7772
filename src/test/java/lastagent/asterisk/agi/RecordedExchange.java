package lastagent.asterisk.agi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What crossed the wire between a real Asterisk and this service, from {@code recorded/asterisk-NN/agi_exchange_*.txt}.
 *
 * <p>A relay between the two wrote it: {@code >} is Asterisk's line, {@code <} the service's, in the order in which they
 * came; {@code EOF} is the closing of one side, and a line with {@code #} says when how many bytes came at once.
 *
 * @param name the release and what the call was
 * @param lines the lines with their direction, without those with {@code #}
 */
record RecordedExchange(String name, List<String> lines) {

    static final char ASTERISK = '>';
    static final char SERVICE = '<';

    static List<RecordedExchange> all() {
        return Stream.of("16", "22").flatMap(RecordedExchange::ofRelease).toList();
    }

    /** What Asterisk sent before it read anything: the request, and with it whatever a caller ID added to it. */
    String request() {
        List<String> before = lines.subList(0, lines.indexOf(of(SERVICE).getFirst()));
        StringBuilder request = new StringBuilder();
        before.forEach(line -> request.append(line.substring(2)).append('\n'));
        return request.toString();
    }

    /** The service's commands, without what is random in them. */
    List<String> commands() {
        return of(SERVICE).stream()
                .filter(line -> !line.equals(SERVICE + "EOF"))
                .map(line -> withoutRandom(line.substring(2)))
                .toList();
    }

    /** How many times the service waited for Asterisk after the request, or Asterisk for the service. */
    int roundTrips() {
        int turns = 0;
        for (int index = 1; index < lines.size(); index++) {
            if (lines.get(index - 1).charAt(0) == ASTERISK && lines.get(index).charAt(0) == SERVICE) {
                turns++;
            }
        }
        return turns;
    }

    List<String> of(char side) {
        return lines.stream().filter(line -> line.charAt(0) == side).toList();
    }

    static String withoutRandom(String command) {
        return command.replaceAll("[0-9a-f]{16,32}", "random");
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<RecordedExchange> ofRelease(String release) {
        Path folder = Path.of("src/test/resources/recorded/asterisk-" + release);
        List<RecordedExchange> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "agi_exchange_*.txt")) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList();
                found.add(new RecordedExchange(release + " " + file.getFileName(), lines));
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return found.stream();
    }
}
