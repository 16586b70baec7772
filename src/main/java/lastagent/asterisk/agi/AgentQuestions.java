package lastagent.asterisk.agi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.AgentState;
import lastagent.core.live.Availability;
import lastagent.core.live.ChannelUse;
import lastagent.core.live.DeviceState;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.Presence;
import lastagent.core.routing.AgentStates;

/**
 * What to ask the dialplan's functions about the agents of a few talks, and what the answers say. For a PBX that is not
 * followed; every agent that there was no room to ask about is unknown, and is not rung.
 *
 * <p>Seen on Asterisk 16 and 22: {@code QUEUE_MEMBER(q,paused,i)} says 0 of one who is no member, and writes an error into the
 * PBX's log, so who is a member is taken from {@code QUEUE_MEMBER_LIST}, and of the others the harmless {@code count} is asked.
 * {@code DEVICE_STATE} of a {@code Local} channel knows nothing of the phone behind it, and the extension's hint does, where
 * there is one. Wrap-up and the member's name cannot be asked for. Immutable.
 */
final class AgentQuestions {

    /** No question. */
    static final AgentQuestions NONE = new AgentQuestions(List.of(), List.of(), agent -> false);

    private static final Presence.Unknown NOT_ASKED =
            new Presence.Unknown("the PBX was not asked what the agent is doing");

    // No comma or parenthesis, which would mean something to the function, and nothing that is evaluated.
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    private final List<Question> questions;
    private final List<String> supposedLine;
    private final Predicate<AgentInterface> agents;

    /** One agent: the phone's state, and the memberships as they may be written in queues.conf. */
    private record Question(AgentInterface agent, List<Membership> memberships) {

        List<String> expressions() {
            String device = agent.isLocal()
                    ? "${DEVICE_STATE(" + agent + ")}:${EXTENSION_STATE("
                            + agent.value().substring("Local/".length()) + ")}"
                    : "${DEVICE_STATE(" + agent + ")}:";
            return Stream.concat(Stream.of(device), memberships.stream().map(Membership::expression))
                    .toList();
        }
    }

    /** Whether this interface is a member of the queue, and whether it is paused there. */
    private record Membership(String queue, String location) {

        String expression() {
            String isMember = "${FIELDNUM(QUEUE_MEMBER_LIST(" + queue + "),\\,," + location + ")}";
            return isMember + ":${QUEUE_MEMBER(" + queue + ",${IF($[" + isMember + "]?paused:count)}," + location
                    + ")}";
        }
    }

    private AgentQuestions(List<Question> questions, List<String> supposedLine, Predicate<AgentInterface> agents) {
        this.questions = questions;
        this.supposedLine = supposedLine;
        this.agents = agents;
    }

    /**
     * Asks about the agents of these talks.
     *
     * @param talks the newest first; whoever does not fit is left out
     * @param supposedLine the line's queues as the request has them; empty for any, when the talk's own queue is asked
     * @param agents who is an agent
     */
    static AgentQuestions about(List<Conversation> talks, List<String> supposedLine, Predicate<AgentInterface> agents) {
        Map<AgentInterface, Set<String>> queuesOf = new LinkedHashMap<>();
        for (Conversation talk : talks) {
            if (agents.test(talk.agent())) {
                Set<String> queues = queuesOf.computeIfAbsent(talk.agent(), agent -> new LinkedHashSet<>(supposedLine));
                if (supposedLine.isEmpty()) {
                    talk.queue().ifPresent(queues::add);
                }
            }
        }
        List<Question> questions = new ArrayList<>();
        int room = AgiSession.MAX_QUESTIONS;
        for (Map.Entry<AgentInterface, Set<String>> agent : queuesOf.entrySet()) {
            Question question = question(agent.getKey(), agent.getValue());
            room -= question.expressions().stream()
                    .mapToInt(AgiSession::lengthOf)
                    .sum();
            if (room >= 0) {
                questions.add(question);
            }
        }
        return new AgentQuestions(questions, supposedLine, agents);
    }

    private static Question question(AgentInterface agent, Set<String> queues) {
        Set<String> locations = new LinkedHashSet<>(List.of(agent.dialString(), agent.value()));
        return new Question(
                agent,
                queues.stream()
                        .filter(queue -> QUEUE.matcher(queue).matches())
                        .flatMap(queue -> locations.stream().map(location -> new Membership(queue, location)))
                        .toList());
    }

    /** The expressions, in the order in which {@link #states} takes the answers. */
    List<String> expressions() {
        return questions.stream()
                .flatMap(question -> question.expressions().stream())
                .toList();
    }

    /**
     * What the answers say.
     *
     * @param answers as many as there are expressions; fewer, where the request was forged, say nothing
     * @param line the line's queues as they are in truth; with others than were supposed the answers say nothing
     */
    AgentStates states(List<String> answers, List<String> line) {
        Map<AgentInterface, List<MemberFacts>> facts = new HashMap<>();
        if (answers.size() == expressions().size() && line.equals(supposedLine)) {
            int next = 0;
            for (Question question : questions) {
                int count = question.expressions().size();
                facts.put(question.agent(), facts(question, answers.subList(next, next + count)));
                next += count;
            }
        }
        return (pbx, agent, queues, now) -> state(agent, Optional.ofNullable(facts.get(agent)), now);
    }

    private AgentState state(AgentInterface agent, Optional<List<MemberFacts>> facts, Instant now) {
        if (!agents.test(agent)) {
            return new AgentState(Set.of(), new Presence.Gone());
        }
        if (facts.isEmpty()) {
            return new AgentState(Set.of(), NOT_ASKED);
        }
        Set<String> queues = facts.get().stream()
                .map(MemberFacts::queue)
                .filter(queue -> !queue.isEmpty())
                .collect(Collectors.toSet());
        return new AgentState(
                queues, Availability.of(facts.get(), List.of(), ChannelUse.NONE, member -> Optional.empty(), now));
    }

    // Of an agent who was asked about no queue the phone alone counts.
    private static List<MemberFacts> facts(Question question, List<String> answers) {
        DeviceState device = device(answers.getFirst());
        if (question.memberships().isEmpty()) {
            return List.of(fact("", question.agent(), device, false));
        }
        List<MemberFacts> facts = new ArrayList<>();
        for (int i = 0; i < question.memberships().size(); i++) {
            String[] answer = answers.get(i + 1).split(":", 2);
            if (answer.length == 2 && answer[0].matches("[1-9][0-9]{0,8}")) {
                facts.add(
                        fact(question.memberships().get(i).queue(), question.agent(), device, !answer[1].equals("0")));
            }
        }
        return facts;
    }

    private static MemberFacts fact(String queue, AgentInterface agent, DeviceState device, boolean paused) {
        return new MemberFacts(queue, agent, Optional.empty(), "", device, paused, "", Optional.empty(), Duration.ZERO);
    }

    private static DeviceState device(String answer) {
        String[] states = answer.split(":", 2);
        DeviceState hint = states.length == 2 ? deviceState(states[1]) : DeviceState.UNKNOWN;
        return hint == DeviceState.UNKNOWN ? deviceState(states[0]) : hint;
    }

    // As ast_devstate_str and EXTENSION_STATE spell them.
    private static DeviceState deviceState(String text) {
        return switch (text) {
            case "NOT_INUSE" -> DeviceState.NOT_IN_USE;
            case "INUSE" -> DeviceState.IN_USE;
            case "BUSY" -> DeviceState.BUSY;
            case "INVALID" -> DeviceState.INVALID;
            case "UNAVAILABLE" -> DeviceState.UNAVAILABLE;
            case "RINGING" -> DeviceState.RINGING;
            case "RINGINUSE" -> DeviceState.RINGING_IN_USE;
            case "ONHOLD", "HOLDINUSE" -> DeviceState.ON_HOLD;
            default -> DeviceState.UNKNOWN;
        };
    }
}
