package lastagent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the life of a call in {@code docs/architecture.md} against a call: the JVM's flight recorder notes when a method of
 * each class that the document names is entered ({@code jdk.MethodTrace}, JEP 520), while one caller talks, is cut, calls
 * again and is answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureDocTest {

    private static final Path DOCUMENT = Path.of("docs/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern STEP = Pattern.compile("(?m)^(\\d+)\\. `(\\w+)`");
    private static final String REDIAL = "The line is cut";

    // What was to be asked a moment later is put together between two messages, and is no step of theirs.
    private static final Set<String> ASKING = Set.of("ask", "statusVariables");

    private final List<String> join = new ArrayList<>();
    private final List<String> redial = new ArrayList<>();
    private final Map<String, String> qualified = new HashMap<>();

    @BeforeAll
    void readTheDocumentAndTheSources() throws IOException {
        String document = Files.readString(DOCUMENT);
        int cut = document.indexOf(REDIAL);
        assertThat(cut).as("the paragraph that begins the redial").isPositive();
        join.addAll(steps(document.substring(0, cut)));
        redial.addAll(steps(document.substring(cut)));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                String name =
                        SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
                qualified.put(name.substring(name.lastIndexOf('.') + 1), name);
            });
        }
    }

    @Test
    void namesOnlyClassesThatExist() {
        assertThat(qualified.keySet()).containsAll(join).containsAll(redial);
    }

    @Test
    void namesThemInTheOrderInWhichACallPassesThem(@TempDir Path folder) throws Exception {
        Path recorded = folder.resolve("call.jfr");
        OneCall call = new OneCall();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.MethodTrace").with("filter", String.join(";", filter()));
            recording.start();
            call.play(folder);
            recording.dump(recorded);
        }

        List<RecordedEvent> entered = RecordingFile.readAllEvents(recorded).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.MethodTrace"))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
        assertThat(firstEntries(entered, call.bridgedAt(), call.learnedAt(), join))
                .containsExactlyElementsOf(join);
        assertThat(firstEntries(entered, call.redialledAt(), call.answeredAt(), redial))
                .containsExactlyElementsOf(redial);
    }

    private static List<String> steps(String text) {
        List<String> classes = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        while (matcher.find()) {
            classes.add(matcher.group(2));
        }
        return classes;
    }

    private List<String> filter() {
        return Stream.concat(join.stream(), redial.stream())
                .distinct()
                .map(name -> qualified.getOrDefault(name, name))
                .toList();
    }

    private static Set<String> firstEntries(List<RecordedEvent> entered, Instant from, Instant to, List<String> named) {
        Set<String> order = new LinkedHashSet<>();
        for (RecordedEvent event : entered) {
            RecordedMethod method = event.getValue("method");
            String name = method.getType().getName();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            boolean within = !event.getStartTime().isBefore(from)
                    && !event.getStartTime().isAfter(to);
            // The window may open in the middle of an earlier message; the path begins with its first step.
            boolean begun = !order.isEmpty() || simple.equals(named.getFirst());
            boolean asks = ASKING.contains(method.getName());
            if (within && begun && !asks && isServiceThread(event) && named.contains(simple)) {
                order.add(simple);
            }
        }
        return order;
    }

    // The test looks at the service from threads of its own, and regular tasks have nothing to do with the call.
    private static boolean isServiceThread(RecordedEvent event) {
        String name = event.getThread().getJavaName();
        return name.startsWith("ami-") || name.startsWith("agi-");
    }
}
