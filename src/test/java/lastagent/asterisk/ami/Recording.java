package lastagent.asterisk.ami;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What a real Asterisk wrote on its manager interface, of {@code recorded/asterisk-NN/ami.raw.gz}, cut into the blocks
 * that Asterisk wrote, with the callers' numbers that have lines in them set apart.
 *
 * <p>A {@link Block} is known from both sides: what Asterisk meant, and what arrived.
 *
 * @param version 11, 16 or 22
 * @param written what each sign for a number stands for
 */
record Recording(int version, Map<String, String> written, List<Block> blocks) {

    /** Where one scenario begins: {@code ##### SCEN s601 direct Dial, … #####}. */
    private static final Pattern SCENARIO = Pattern.compile("##### SCEN (\\S+) (.*) #####");

    /**
     * The numbers with lines in them that were dialled in with when the recordings were made (s908 and s911), and a
     * sign for each, which stands for it in {@link Block.Message#meant}.
     */
    private static final Map<String, String> FORGED = Map.of(
            "123\nagi_extension", "\uE000",
            "123\nagi_channel: SIP/evil\nagi_arg_1: evil", "\uE001",
            "123\n\nEXEC", "\uE002");

    /** One block of lines. */
    sealed interface Block {

        /** A scenario begins. */
        record Scenario(String name, String description) implements Block {}

        /** The recorder connected anew: the banner and what follows up to the first event. */
        record Connected() implements Block {}

        /**
         * A message.
         *
         * @param meant as Asterisk meant it, with a sign in place of every number that has lines in it
         * @param arrived the one or more messages that it is on the wire
         */
        record Message(Map<String, String> meant, List<AmiMessage> arrived) implements Block {}
    }

    static Recording of(int version) {
        return of(version, Map.of());
    }

    /** The recording as it would be if one caller had presented another number, which may have lines in it. */
    static Recording of(int version, Map<String, String> numbersInstead) {
        Map<String, String> signs = new LinkedHashMap<>(FORGED);
        numbersInstead.keySet().forEach(number -> signs.put(number, String.valueOf((char) ('\uE010' + signs.size()))));
        Map<String, String> written = new LinkedHashMap<>();
        signs.forEach((number, sign) -> written.put(sign, numbersInstead.getOrDefault(number, number)));

        String text = read(version);
        for (Map.Entry<String, String> sign : signs.entrySet()) {
            text = text.replace(sign.getKey(), sign.getValue());
        }
        List<Block> blocks = new ArrayList<>();
        for (String chunk : text.replace("\r\n", "\n").split("\n\n", -1)) {
            block(chunk, written, blocks);
        }
        return new Recording(version, Map.copyOf(written), List.copyOf(blocks));
    }

    /** The scenarios with names like this, and nothing of the others, on one connection. */
    Recording only(String names) {
        List<Block> kept = new ArrayList<>();
        boolean keep = false;
        for (Block block : blocks) {
            if (block instanceof Block.Scenario scenario) {
                keep = scenario.name().matches(names);
            }
            if (keep && !(block instanceof Block.Connected)) {
                kept.add(block);
            }
        }
        return new Recording(version, written, kept);
    }

    private static void block(String chunk, Map<String, String> written, List<Block> blocks) {
        List<String> lines = new ArrayList<>();
        for (String line : chunk.lines().toList()) {
            Matcher scenario = SCENARIO.matcher(line);
            if (scenario.matches()) {
                blocks.add(new Block.Scenario(scenario.group(1), scenario.group(2)));
            } else if (line.startsWith("Asterisk Call Manager/")) {
                blocks.add(new Block.Connected());
            } else if (!line.isBlank() && !line.startsWith("#####")) {
                lines.add(line);
            }
        }
        if (!lines.isEmpty()) {
            Map<String, String> meant = new LinkedHashMap<>();
            for (AmiMessage.Header header : AmiMessage.of(lines).headers()) {
                meant.putIfAbsent(header.key(), header.value());
            }
            blocks.add(new Block.Message(meant, onTheWire(String.join("\n", lines), written)));
        }
    }

    /** The messages that a reader finds in this text once the signs are what they stand for. */
    static List<AmiMessage> onTheWire(String text, Map<String, String> written) {
        String raw = text;
        for (Map.Entry<String, String> sign : written.entrySet()) {
            raw = raw.replace(sign.getKey(), sign.getValue());
        }
        List<AmiMessage> messages = new ArrayList<>();
        for (String message : raw.replace("\r\n", "\n").split("\n\n", -1)) {
            if (!message.isBlank()) {
                messages.add(AmiMessage.of(message.strip().lines().toList()));
            }
        }
        return messages;
    }

    private static String read(int version) {
        return new String(bytes("/recorded/asterisk-" + version + "/ami.raw.gz", true), StandardCharsets.UTF_8);
    }

    static String text(int version, String file) {
        return new String(bytes("/recorded/asterisk-" + version + "/" + file, false), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource, boolean packed) {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource);
                InputStream text = packed ? new GZIPInputStream(in) : in) {
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
