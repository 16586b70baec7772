package lastagent.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lastagent.app.demo.DemoNews.Way;
import lastagent.app.demo.DemoNews.Who;
import lastagent.app.demo.Story.AgentThen;
import lastagent.app.demo.Story.PlannedCall;
import lastagent.core.routing.Reason;
import lastagent.simulation.AgiAnswer;
import lastagent.simulation.CallObserver;
import lastagent.simulation.Caller;
import lastagent.simulation.InboundLine;
import lastagent.simulation.SimulatedAgent;
import lastagent.simulation.SimulatedCall;
import lastagent.simulation.SimulatedClock;
import lastagent.simulation.SimulatedPbx;
import lastagent.simulation.SimulatedQueue;

/**
 * Plays a plan on a simulated PBX, tells the news of it and counts. Everything after {@link #play} happens on the PBX's
 * thread.
 */
final class DemoStage {

    /** The agents' names, by what is dialled to reach them. */
    static final SequencedMap<String, String> AGENTS = agents(
            "Bob", "Carol", "Dana", "Erik", "Fatima", "Goran", "Hana", "Ivan", "Julia", "Kofi", "Lucia", "Milan",
            "Nora", "Omar", "Petra", "Radek", "Samira", "Tomas", "Ulla", "Viktor", "Wanda", "Xaver", "Yara", "Zoran");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GONE_FOR = Duration.ofSeconds(90);

    private final SimulatedPbx pbx;
    private final SimulatedQueue queue;
    private final InboundLine line;
    private final SimulatedClock clock;
    private final DemoTally tally;
    private final Consumer<DemoNews> news;
    private final Runnable finished;
    private final Set<SimulatedAgent> awayFromDesk = new HashSet<>();
    private final Instant beginning;
    private int storiesLeft;

    /**
     * Sets the stage.
     *
     * @param finished run once, when the last story is over
     */
    DemoStage(
            SimulatedPbx pbx,
            SimulatedQueue queue,
            InboundLine line,
            SimulatedClock clock,
            DemoTally tally,
            Consumer<DemoNews> news,
            Runnable finished) {
        this.pbx = pbx;
        this.queue = queue;
        this.line = line;
        this.clock = clock;
        this.tally = tally;
        this.news = news;
        this.finished = finished;
        this.beginning = clock.instant();
    }

    /** Begins; returns at once. */
    void play(DemoPlan plan) {
        storiesLeft = plan.stories().size();
        for (Story story : plan.stories()) {
            pbx.after(story.startsAfter(), () -> new StoryInPlay(story).callIn());
        }
    }

    private Duration now() {
        return Duration.between(beginning, clock.instant());
    }

    private void storyIsOver() {
        storiesLeft--;
        if (storiesLeft == 0) {
            finished.run();
        }
    }

    private void agentGoes(SimulatedAgent agent, AgentThen then) {
        switch (then) {
            case WAITS -> {}
            case PAUSES -> {
                tell(agent, "takes a break");
                pbx.pause(agent, true, "break");
                pbx.after(GONE_FOR, () -> pbx.pause(agent, false, ""));
            }
            case LOGS_OFF -> {
                tell(agent, "logs off");
                pbx.logOff(agent, queue);
                pbx.after(GONE_FOR, () -> pbx.logIn(agent, queue));
            }
            case TAKES_ANOTHER_CALL -> {
                tell(agent, "takes a colleague's call");
                pbx.occupy(agent, true);
                pbx.after(GONE_FOR, () -> pbx.occupy(agent, false));
            }
            case LEAVES_THE_DESK -> {
                tell(agent, "leaves the desk without a word");
                awayFromDesk.add(agent);
                pbx.after(GONE_FOR, () -> awayFromDesk.remove(agent));
            }
        }
    }

    private void tell(SimulatedAgent agent, String what) {
        news.accept(new DemoNews.AgentDid(now(), agent.name(), what));
    }

    /** One caller on the way through a story. */
    private final class StoryInPlay {
        private final Story story;
        private int next;
        private Optional<Instant> cutAt = Optional.empty();
        private Optional<SimulatedAgent> lastAgent = Optional.empty();

        StoryInPlay(Story story) {
            this.story = story;
        }

        void callIn() {
            PlannedCall planned = story.calls().get(next);
            next++;
            tally.comesIn(cutAt.isPresent());
            Caller caller = new Caller(planned.presented(), story.name(), planned.presentation());
            pbx.call(caller, line, agent -> pickUp(agent, planned), new CallInPlay(this, planned));
        }

        private Optional<Duration> pickUp(SimulatedAgent agent, PlannedCall planned) {
            return awayFromDesk.contains(agent) ? Optional.empty() : Optional.of(planned.pickUpAfter());
        }

        Who who(PlannedCall planned) {
            return planned.presentation() == 0
                    ? new Who(Optional.of(story.number()), story.name())
                    : new Who(Optional.empty(), "");
        }

        void cutOff(SimulatedAgent agent, PlannedCall planned) {
            cutAt = Optional.of(clock.instant());
            lastAgent = Optional.of(agent);
            pbx.after(planned.redialAfter(), this::callIn);
        }
    }

    /** One call of a story. */
    private final class CallInPlay implements CallObserver {
        private final StoryInPlay story;
        private final PlannedCall planned;
        private final Who who;
        private final Instant calledAt = clock.instant();
        private final Optional<Instant> cutAt;
        private final Optional<SimulatedAgent> before;
        private Optional<Reason> reason = Optional.empty();
        private Way way = Way.ORDINARY;
        private Optional<SimulatedAgent> agent = Optional.empty();
        private Instant joinedAt = calledAt;

        CallInPlay(StoryInPlay story, PlannedCall planned) {
            this.story = story;
            this.planned = planned;
            this.who = story.who(planned);
            this.cutAt = story.cutAt;
            this.before = story.lastAgent;
        }

        private boolean isRedial() {
            return cutAt.isPresent();
        }

        @Override
        public void asked(SimulatedCall call, AgiAnswer answer) {
            reason = reasonOf(answer.variable("LASTAGENT_REASON"));
            way = switch (answer.variable("LASTAGENT_ACTION")) {
                case "ring" -> Way.DIRECT;
                case "front" -> Way.FRONT_OF_QUEUE;
                default -> Way.ORDINARY;
            };
            tally.decided(reason, answer.took());
            if (reason.isEmpty()) {
                news.accept(new DemoNews.FailedOpen(now(), who, "no answer: " + answer.outcome()));
            }
            pbx.after(PATIENCE, () -> {
                if (agent.isEmpty()) {
                    call.hangUp(SimulatedCall.Side.CALLER, 0);
                }
            });
        }

        @Override
        public void joined(SimulatedCall call, SimulatedAgent with) {
            agent = Optional.of(with);
            joinedAt = clock.instant();
            Duration waited = Duration.between(calledAt, joinedAt);
            if (way == Way.ORDINARY) {
                tally.throughQueue(waited);
            }
            if (isRedial()) {
                cameBack(with, waited);
            } else {
                news.accept(new DemoNews.Answered(now(), who, with.name(), waited));
            }
            pbx.after(planned.talk(), () -> hangUp(call));
        }

        private void cameBack(SimulatedAgent with, Duration waited) {
            SimulatedAgent last = before.orElseThrow();
            boolean same = last == with;
            if (way == Way.DIRECT && !same) {
                way = Way.RANG_IN_VAIN;
            }
            tally.cameBack(same ? Optional.empty() : Optional.of(whyNot()), waited);
            Duration afterCut = Duration.between(cutAt.orElseThrow(), calledAt);
            news.accept(new DemoNews.CameBack(now(), who, afterCut, last.name(), with.name(), waited, way, reason));
        }

        private String whyNot() {
            return way == Way.RANG_IN_VAIN
                    ? Reason.OFFER_NOT_ANSWERED.code()
                    : reason.map(Reason::code).orElse("failed-open");
        }

        private void hangUp(SimulatedCall call) {
            boolean byAgent = planned.ending() == Story.Ending.AGENT_HANGS_UP;
            call.hangUp(
                    byAgent ? SimulatedCall.Side.AGENT : SimulatedCall.Side.CALLER,
                    planned.ending().cause());
        }

        @Override
        public void ended(SimulatedCall call) {
            if (agent.isEmpty()) {
                tally.gaveUp();
                news.accept(new DemoNews.GaveUp(now(), who));
                storyIsOver();
                return;
            }
            Duration talk = Duration.between(joinedAt, clock.instant());
            boolean cut = planned.ending().isCut();
            news.accept(new DemoNews.Ended(now(), who, agent.get().name(), talk, spell(planned.ending()), cut));
            agentGoes(agent.get(), planned.agentThen());
            if (cut) {
                story.cutOff(agent.get(), planned);
            } else {
                storyIsOver();
            }
        }
    }

    private static Optional<Reason> reasonOf(String code) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    private static String spell(Story.Ending ending) {
        return switch (ending) {
            case NETWORK_OUT_OF_ORDER -> "network out of order";
            case NO_MEDIA -> "no more media";
            case PLAIN_BYE -> "the mobile network hung up";
            case CALLER_HANGS_UP -> "the caller says goodbye";
            case AGENT_HANGS_UP -> "the agent says goodbye";
        };
    }

    private static SequencedMap<String, String> agents(String... names) {
        SequencedMap<String, String> agents = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            agents.put("PJSIP/" + (971 + i), names[i]);
        }
        return Collections.unmodifiableSequencedMap(agents);
    }
}
