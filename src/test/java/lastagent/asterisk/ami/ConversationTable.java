package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/** The table {@code recorded/asterisk-NN/conversations.txt}, which says itself how it came about and how it is read. */
record ConversationTable(List<Scenario> scenarios) {

    /** What one scenario is to give; no talk if nobody talked. */
    record Scenario(String name, List<Talk> talks) {}

    /** One line. */
    record Talk(
            String caller,
            String agent,
            String queue,
            String direction,
            LocalTime from,
            LocalTime to,
            Set<String> ended) {

        boolean isLongerThan(Duration other) {
            return Duration.between(from, to).compareTo(other) > 0;
        }

        Talk endedAnyhow() {
            return new Talk(caller, agent, queue, direction, from, to, Set.of());
        }

        /** Whether this is that talk; times to the second, give or take one. */
        boolean is(Conversation talk) {
            return caller.equals(talk.caller().value())
                    && agent.equals(talk.agent().value())
                    && queue.equals(talk.queue().orElse("-"))
                    && direction.equals(talk.direction() == Conversation.Direction.INBOUND ? "in" : "out")
                    && isAbout(from, talk.startedAt())
                    && talk.endedAt().filter(end -> isAbout(to, end)).isPresent()
                    && talk.ending()
                            .filter(ending -> ended.isEmpty() || ended.contains(word(ending)))
                            .isPresent();
        }

        // The CDR cuts fractions off.
        private static boolean isAbout(LocalTime second, Instant at) {
            LocalTime time = at.atZone(ZoneOffset.UTC).toLocalTime();
            return !time.isBefore(second.minusSeconds(1)) && time.isBefore(second.plusSeconds(2));
        }

        private static String word(Ending ending) {
            return switch (ending.kind()) {
                case BY_CALLER -> "caller";
                case BY_AGENT -> "agent";
                case CUT -> "cut";
                case TRANSFERRED -> "transferred";
                case MISSED -> "missed";
                case UNKNOWN -> "unknown";
            };
        }
    }

    static ConversationTable of(int version) {
        List<Scenario> scenarios = new ArrayList<>();
        for (String line : Recording.text(version, "conversations.txt").lines().toList()) {
            List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+", -1));
            if (words.size() > 1) {
                add(words, scenarios);
            }
        }
        return new ConversationTable(scenarios);
    }

    // A second line of the same name goes on with the scenario if it begins when the first line's talk has ended.
    private static void add(List<String> words, List<Scenario> scenarios) {
        if (words.get(1).equals("nobody")) {
            scenarios.add(new Scenario(words.get(0), List.of()));
            return;
        }
        Talk talk = new Talk(
                words.get(1),
                words.get(2),
                words.get(3),
                words.get(4),
                LocalTime.parse(words.get(5)),
                LocalTime.parse(words.get(6)),
                Set.of(words.get(7).split("\\|", -1)));
        Scenario last = scenarios.isEmpty() ? new Scenario("", List.of()) : scenarios.getLast();
        boolean goesOn = last.name().equals(words.get(0))
                && !last.talks().isEmpty()
                && !talk.from().isAfter(last.talks().getLast().to().plusSeconds(3));
        if (goesOn) {
            scenarios.removeLast();
        }
        List<Talk> talks = new ArrayList<>(goesOn ? last.talks() : List.of());
        talks.add(talk);
        scenarios.add(new Scenario(words.get(0), talks));
    }
}
