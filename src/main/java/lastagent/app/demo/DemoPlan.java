package lastagent.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import lastagent.app.demo.Story.AgentThen;
import lastagent.app.demo.Story.Ending;
import lastagent.app.demo.Story.PlannedCall;
import lastagent.core.call.CallerNumber;

/**
 * All that is to happen in one demo. The same number of calls and the same seed give the same plan, on any machine.
 *
 * @param stories in the order of their beginning
 */
record DemoPlan(List<Story> stories) {

    private static final List<String> NAMES =
            List.of(("Alice Meyer, Jonas Weber, Maria Wolf, Paul Krüger, Lena Vogt, Tim Brandt, Eva Lorenz, "
                            + "Max Seidel, Nina Haas, Karl Busch, Ida Kraus, Otto Engel, Sara Pohl, Leo Horn, "
                            + "Mia Arnold, Ben Voss, Ella Roth, Finn Kuhn, Ruth Simon, Emil Beck")
                    .split(", "));

    // Numbers that the German regulator keeps for film and television; nobody has them.
    private static final List<String> FICTIONAL = List.of("17139200%02d", "17604069%03d", "302312%04d", "406696%04d");
    private static final List<Integer> FICTIONAL_FROM = List.of(0, 0, 5000, 9000);
    private static final List<Integer> FICTIONAL_COUNT = List.of(100, 100, 1000, 1000);

    private static final double GOODBYE_AT_ONCE = 0.27;
    private static final Duration BETWEEN_STORIES = Duration.ofSeconds(9);

    // One in sixteen redials finds its agent gone; of fewer than ten, none does.
    private static final int REDIALS_FOR_ONE_GONE = 16;
    private static final int FEWEST_REDIALS = 10;

    DemoPlan {
        stories = List.copyOf(stories);
    }

    /** Plans exactly so many calls. */
    static DemoPlan of(int calls, long seed) {
        return new Planner(new Random(seed)).plan(calls);
    }

    /** How many calls will come in, if nobody gives up waiting. */
    int calls() {
        return stories.stream().mapToInt(story -> story.calls().size()).sum();
    }

    /** How many of them are redials after a cut. */
    int redials() {
        return calls() - stories.size();
    }

    /** One use, one plan. */
    private static final class Planner {

        private final RandomGenerator random;

        Planner(RandomGenerator random) {
            this.random = random;
        }

        DemoPlan plan(int calls) {
            List<Integer> lengths = lengths(calls);
            List<String> numbers = numbers(lengths.size());
            List<Story> stories = new ArrayList<>();
            Duration start = Duration.ofSeconds(2);
            for (int i = 0; i < lengths.size(); i++) {
                stories.add(story(start, numbers.get(i), lengths.get(i)));
                start = start.plus(between(0.3, 1.7, BETWEEN_STORIES));
            }
            withholdSome(stories);
            sendAgentsAway(stories);
            return new DemoPlan(stories);
        }

        // How many calls each story has: one is a goodbye at once, more are redials.
        private List<Integer> lengths(int calls) {
            List<Integer> lengths = new ArrayList<>();
            for (int left = calls; left > 0; left -= lengths.getLast()) {
                int redials = random.nextDouble() < GOODBYE_AT_ONCE ? 0 : 1 + Math.max(0, random.nextInt(5) - 2);
                lengths.add(Math.min(left, 1 + redials));
            }
            return lengths;
        }

        private List<String> numbers(int count) {
            List<String> numbers = new ArrayList<>();
            for (int range = 0; range < FICTIONAL.size(); range++) {
                for (int i = 0; i < FICTIONAL_COUNT.get(range) && i < count; i++) {
                    numbers.add(FICTIONAL.get(range).formatted(FICTIONAL_FROM.get(range) + i));
                }
            }
            Collections.shuffle(numbers, Random.from(random));
            if (numbers.size() < count) {
                throw new IllegalArgumentException("not so many calls: there are too few fictional numbers");
            }
            return numbers;
        }

        private Story story(Duration start, String national, int length) {
            boolean showsName = random.nextInt(3) > 0;
            String name = NAMES.get(random.nextInt(NAMES.size()));
            List<PlannedCall> calls = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                calls.add(call(national, i + 1 == length));
            }
            return new Story(start, new CallerNumber("+49" + national), showsName ? name : "", calls);
        }

        private PlannedCall call(String national, boolean last) {
            List<Ending> endings = last
                    ? List.of(Ending.CALLER_HANGS_UP, Ending.CALLER_HANGS_UP, Ending.AGENT_HANGS_UP)
                    : List.of(Ending.PLAIN_BYE, Ending.PLAIN_BYE, Ending.NETWORK_OUT_OF_ORDER, Ending.NO_MEDIA);
            return new PlannedCall(
                    one(List.of("+49", "+49", "0049", "0")) + national,
                    0,
                    between(2, 4, Duration.ofSeconds(1)),
                    between(15, 50, Duration.ofSeconds(1)),
                    one(endings),
                    AgentThen.WAITS,
                    last ? Duration.ZERO : between(10, 40, Duration.ofSeconds(1)));
        }

        // A caller who says goodbye at once may as well be one who hides the number.
        private void withholdSome(List<Story> stories) {
            for (int i = 0; i < stories.size(); i++) {
                if (stories.get(i).calls().size() == 1 && random.nextInt(4) == 0) {
                    stories.set(i, withheld(stories.get(i)));
                }
            }
        }

        private static Story withheld(Story story) {
            List<PlannedCall> calls =
                    story.calls().stream().map(PlannedCall::withheld).toList();
            return new Story(story.startsAfter(), story.number(), "", calls);
        }

        // These redials cannot reach their agent, each for another reason: that is what the queue is for.
        private void sendAgentsAway(List<Story> stories) {
            List<Integer> withOneRedial = new ArrayList<>();
            int redials = 0;
            for (int i = 0; i < stories.size(); i++) {
                redials += stories.get(i).calls().size() - 1;
                if (stories.get(i).calls().size() == 2) {
                    withOneRedial.add(i);
                }
            }
            Collections.shuffle(withOneRedial, Random.from(random));
            int gone = redials < FEWEST_REDIALS ? 0 : Math.max(1, redials / REDIALS_FOR_ONE_GONE);
            List<AgentThen> ways = new ArrayList<>(List.of(AgentThen.values()));
            Collections.shuffle(ways, Random.from(random));
            for (int i = 0; i < Math.min(gone, withOneRedial.size()); i++) {
                int which = withOneRedial.get(i);
                AgentThen then = ways.get(i % ways.size());
                stories.set(
                        which, then == AgentThen.WAITS ? withheld(stories.get(which)) : away(stories.get(which), then));
            }
        }

        private static Story away(Story story, AgentThen then) {
            List<PlannedCall> calls = new ArrayList<>(story.calls());
            calls.set(0, calls.getFirst().with(then));
            return new Story(story.startsAfter(), story.number(), story.name(), calls);
        }

        private Duration between(double from, double to, Duration unit) {
            return Duration.ofMillis((long) (unit.toMillis() * random.nextDouble(from, to)));
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
