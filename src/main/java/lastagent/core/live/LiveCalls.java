package lastagent.core.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import lastagent.core.conversation.Conversation;

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
 * <p>One writer, the PBX's reader thread; not for others, but for {@link #talks}.
 */
public final class LiveCalls {

    private final String pbx;
    private final NumberPlan numbers;
    private final Predicate<AgentInterface> isAgent;

    private final ChannelGraph graph = new ChannelGraph();
    private final HangupNews news = new HangupNews();
    private final Talks talks = new Talks(graph, news);

    // Channels of which there are news that no answer has caught up with. What is known of them may be of before: in a
    // transfer the caller's channel is in the new bridge while the agent's seems to be in it still.
    private final Set<String> unsettled = new HashSet<>();

    // What this class has seen of isAgent, to know when it says yes to more than before.
    private final Set<AgentInterface> seenAgents = new HashSet<>();

    // Channels that are an agent's and are up, talk or not.
    private final Map<String, AgentInterface> agentLegs = new ConcurrentHashMap<>();

    // Channels that were an agent's behind a Local pair; until the list of channels no longer has them.
    private final Map<String, AgentInterface> behindLocal = new LinkedHashMap<>();

    /**
     * Follows one PBX from nothing.
     *
     * @param pbx its name, which every conversation carries
     * @param numbers how it presents numbers
     * @param isAgent whether this interface is, or ever was, an agent of this PBX
     */
    public LiveCalls(String pbx, NumberPlan numbers, Predicate<AgentInterface> isAgent) {
        this.pbx = pbx;
        this.numbers = numbers;
        this.isAgent = isAgent;
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
            case PbxEvent.MembersAnswered answer -> membersAnswered(answer);
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
            case PbxEvent.MembersMoved moved -> List.of();
            case PbxEvent.OfferEnded ended -> List.of();
        };
    }

    /** Whether a channel of this agent is up now, in a talk or otherwise. Any thread. */
    public boolean talks(AgentInterface agent) {
        return agentLegs.containsValue(agent);
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
        behindLocal.keySet().retainAll(now.keySet());
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
        markAgentLeg(name);
    }

    private void markAgentLeg(String name) {
        Optional<AgentInterface> agent = Joined.agentOf(name, isAgent)
                .or(() -> Optional.ofNullable(behindLocal.get(name)))
                .filter(found -> !ChannelGraph.isLocal(name));
        if (agent.isPresent() && graph.channel(name).filter(ChannelFacts::up).isPresent()) {
            agentLegs.put(name, agent.get());
        } else {
            agentLegs.remove(name);
        }
    }

    private List<Conversation> membersAnswered(PbxEvent.MembersAnswered answer) {
        boolean more = false;
        for (MemberFacts member : answer.members()) {
            more |= seenAgents.add(member.agent());
        }
        if (!more) {
            return List.of();
        }
        List<String> all =
                graph.all().stream().map(facts -> facts.leg().channel()).toList();
        all.forEach(this::markAgentLeg);
        return settle(new LinkedHashSet<>(all), answer.at());
    }

    private List<Conversation> lost(PbxEvent.Lost lost) {
        talks.suspendAll(lost.at());
        graph.clear();
        news.clear();
        agentLegs.clear();
        behindLocal.clear();
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
                Joined.in(component, graph, isAgent, behindLocal).forEach(pair -> begin(pair, at, told));
            }
        }
        told.addAll(talks.reconsider(touched, at));
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
        behindLocal.put(agentLeg, agent);
        markAgentLeg(agentLeg);
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
