package lastagent.core.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;

/**
 * Who is joined to whom on one PBX.
 *
 * <p>Channels are known by answers only. All channels in one bridge hear one another, and so do the two ends of a
 * {@code Local} pair ({@link ChannelGraph}); an agent's channel and an outside party's that hear one another, both up,
 * are a conversation ({@link Joined}). News are kept beside it only as evidence of how a conversation ended
 * ({@link HangupNews}), which may come a moment after the fact: then the same conversation is told again.
 *
 * <p>When the link is lost, the talks are neither up nor ended. The next list of channels tells: those whose two
 * channels are still joined go on, and the others ended at the last moment at which they are known to have been up.
 *
 * <p>One writer, the PBX's reader thread; not for others, but for {@link #use}.
 */
public final class LiveCalls {

    private static final Ending NOT_ANSWERED =
            new Ending(Ending.Kind.MISSED, "the caller did not answer the agent's call");

    private final String pbx;
    private final NumberPlan numbers;
    private final Function<AgentInterface, Optional<AgentInterface>> agentOf;

    private final ChannelGraph graph = new ChannelGraph();
    private final HangupNews news = new HangupNews();
    private final Talks talks = new Talks(graph, news);
    private final AgentLegs legs = new AgentLegs();
    private final OutboundAttempts attempts;

    // Channels of which there are news that no answer has caught up with. What is known of them may be of before: in a
    // transfer the caller's channel is in the new bridge while the agent's seems to be in it still.
    private final Set<String> unsettled = new HashSet<>();

    // Agents and phones that were told of, to know when agentOf says yes to more than before.
    private final Set<AgentInterface> seenAgents = new HashSet<>();

    /**
     * Follows one PBX from nothing.
     *
     * @param pbx its name, which every conversation carries
     * @param numbers how it presents numbers
     * @param agentOf which agent of this PBX an interface is or was, or whose phone it is
     */
    public LiveCalls(String pbx, NumberPlan numbers, Function<AgentInterface, Optional<AgentInterface>> agentOf) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.agentOf = agentOf;
        this.attempts = new OutboundAttempts(graph, channel -> Joined.agentOf(channel, agentOf));
    }

    /** Takes over talks that were up when this service last ran; the first list of channels tells which still are. */
    public void resume(List<Conversation> up, Instant lastKnownUp) {
        up.forEach(talk -> talks.suspend(talk, lastKnownUp));
    }

    /**
     * Applies what the PBX told.
     *
     * @return the talks that ended, that began, and those of which more is known now, each as it is now; empty for most
     */
    public List<Conversation> apply(PbxEvent event) {
        return switch (event) {
            case PbxEvent.ChannelAnswered answer -> answered(answer);
            case PbxEvent.ChannelsListed list -> listed(list);
            case PbxEvent.MembersAnswered answer ->
                lookAgainIfNew(
                        answer.members().stream()
                                .flatMap(member ->
                                        Stream.concat(Stream.of(member.agent()), member.watchedDevice().stream())),
                        answer.at());
            case PbxEvent.HintAnswered answer -> lookAgainIfNew(answer.devices().stream(), answer.at());
            case PbxEvent.Lost lost -> lost(lost);
            case PbxEvent.HangupRequested request -> {
                if (isOfInterest(request.channel())) {
                    news.note(request);
                }
                yield talks.reconsider(Set.of(request.channel()), request.at());
            }
            case PbxEvent.HungUp end -> {
                if (isOfInterest(end.channel())) {
                    news.note(end, graph.channel(end.channel()).isPresent());
                }
                unsettle(List.of(end.channel()));
                yield talks.reconsider(Set.of(end.channel()), end.at());
            }
            case PbxEvent.Transferred transfer -> {
                transfer.channels().stream()
                        .filter(this::isOfInterest)
                        .forEach(channel -> news.noteTransferred(channel, transfer.at()));
                yield talks.reconsider(Set.copyOf(transfer.channels()), transfer.at());
            }
            case PbxEvent.ChannelsMoved moved -> {
                unsettle(moved.channels());
                yield List.of();
            }
            case PbxEvent.Dialling dialling -> List.of();
            case PbxEvent.Held held -> {
                graph.channel(held.channel()).ifPresent(facts -> legs.hold(held.channel(), held.held(), facts));
                yield List.of();
            }
            case PbxEvent.MembersMoved moved -> List.of();
            case PbxEvent.OfferEnded ended -> List.of();
        };
    }

    /** What the channels of these phones, or of these agents, show now. Any thread. */
    public ChannelUse use(Collection<AgentInterface> phones) {
        return legs.use(phones);
    }

    // Whoever forges news of channels that do not exist fills no memory.
    private boolean isOfInterest(String channel) {
        return graph.channel(channel).isPresent() || talks.endedLately(channel);
    }

    private void unsettle(List<String> channels) {
        channels.stream().filter(name -> graph.channel(name).isPresent()).forEach(unsettled::add);
    }

    private List<Conversation> answered(PbxEvent.ChannelAnswered answer) {
        // A row that names another channel than the one asked for is the work of a number with lines in it.
        Optional<ChannelFacts> facts =
                answer.facts().filter(row -> row.leg().channel().equals(answer.channel()));
        Set<String> touched = new LinkedHashSet<>();
        unsettled.remove(answer.channel());
        change(answer.channel(), facts, touched);
        return settle(touched, answer.at());
    }

    private List<Conversation> listed(PbxEvent.ChannelsListed list) {
        Map<String, ChannelFacts> now = new LinkedHashMap<>();
        list.channels().forEach(facts -> now.put(facts.leg().channel(), facts));
        Set<String> touched = new LinkedHashSet<>(unsettled);
        unsettled.clear();
        List<String> known =
                graph.all().stream().map(facts -> facts.leg().channel()).toList();
        for (String name : known) {
            if (!now.containsKey(name)) {
                change(name, Optional.empty(), touched);
            }
        }
        now.forEach((name, facts) -> {
            if (!graph.channel(name).equals(Optional.of(facts))) {
                change(name, Optional.of(facts), touched);
            }
        });
        legs.forgetAllBut(now.keySet());
        List<Conversation> told = new ArrayList<>(settle(touched, list.at()));
        told.addAll(talks.endSuspended());
        news.keepOnly(this::isOfInterest);
        return told;
    }

    /** Puts the facts in and adds to {@code touched} all channels that heard this one before or hear it now. */
    private void change(String name, Optional<ChannelFacts> facts, Set<String> touched) {
        touched.addAll(graph.around(name));
        facts.ifPresentOrElse(graph::put, () -> graph.remove(name));
        touched.addAll(graph.around(name));
        touched.add(name);
        legs.mark(name, facts);
    }

    // Whoever is found to be an agent may be in a talk already.
    private List<Conversation> lookAgainIfNew(Stream<AgentInterface> agentsAndPhones, Instant at) {
        boolean more = agentsAndPhones.filter(seenAgents::add).count() > 0;
        Set<String> all = new LinkedHashSet<>();
        if (more) {
            graph.all().forEach(facts -> all.add(facts.leg().channel()));
        }
        return settle(all, at);
    }

    private List<Conversation> lost(PbxEvent.Lost lost) {
        talks.suspendAll(lost.at());
        graph.clear();
        news.clear();
        legs.clear();
        attempts.clear();
        unsettled.clear();
        return List.of();
    }

    /** Ends, resumes and begins talks among these channels, by what is known of them now. */
    private List<Conversation> settle(Set<String> touched, Instant at) {
        List<Conversation> told = new ArrayList<>(talks.endParted(touched, at));
        for (Conversation resumed : talks.resumeJoined(touched)) {
            remember(resumed.agentLeg().channel(), resumed.agent());
        }
        told.addAll(talks.reopenJoined(touched, at));
        Set<String> looked = new HashSet<>();
        for (String name : touched) {
            if (!looked.contains(name)) {
                Set<String> component = graph.around(name);
                looked.addAll(component);
                Joined.in(component, graph, agentOf, legs.remembered()).forEach(pair -> begin(pair, at, told));
            }
        }
        told.addAll(talks.reconsider(touched, at));
        attempts.look(touched).forEach(attempt -> missed(attempt, at).ifPresent(told::add));
        return latestOfEach(told);
    }

    private static List<Conversation> latestOfEach(List<Conversation> told) {
        Map<String, Conversation> byId = new LinkedHashMap<>();
        told.forEach(talk -> byId.put(talk.id(), talk));
        return List.copyOf(byId.values());
    }

    private void begin(Joined pair, Instant at, List<Conversation> told) {
        if (talks.areUp(pair)) {
            talks.learnQueue(pair).ifPresent(told::add);
        } else if (isSettled(pair.caller())
                && isSettled(pair.agentLeg())
                && numbers.read(pair.caller().number(), NumberPlan.PRESENTED)
                        instanceof CallerId.Subscriber subscriber) {
            remember(pair.agentLeg().leg().channel(), pair.agent());
            told.add(talks.begin(conversation(pair, subscriber, at)));
        }
    }

    private boolean isSettled(ChannelFacts facts) {
        return !unsettled.contains(facts.leg().channel());
    }

    private void remember(String agentLeg, AgentInterface agent) {
        legs.remember(agentLeg, agent, graph.channel(agentLeg));
    }

    // An agent who talks already was put through by another way, such as a second trunk that was rung beside this one.
    private Optional<Conversation> missed(OutboundAttempts.Attempt attempt, Instant at) {
        Joined pair = new Joined(attempt.far(), attempt.agentLeg(), attempt.agent());
        return numbers.read(attempt.far().number(), NumberPlan.PRESENTED) instanceof CallerId.Subscriber subscriber
                        && !talks.isTalking(attempt.agentLeg().leg().channel())
                ? Optional.of(conversation(pair, subscriber, at).ended(at, NOT_ANSWERED))
                : Optional.empty();
    }

    private Conversation conversation(Joined pair, CallerId.Subscriber caller, Instant at) {
        Conversation.Leg callerLeg = pair.caller().leg();
        Conversation.Leg agentLeg = pair.agentLeg().leg();
        return new Conversation(
                Conversation.idOf(pbx, callerLeg, agentLeg, at),
                pbx,
                caller.number(),
                pair.agent(),
                pair.caller().dialled() ? Conversation.Direction.OUTBOUND : Conversation.Direction.INBOUND,
                pair.caller().queue(),
                callerLeg,
                agentLeg,
                at,
                Optional.empty(),
                Optional.empty());
    }
}
