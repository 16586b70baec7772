package lastagent.asterisk.cdr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.AgentPatterns;

/**
 * Which peers are agents and which are trunks: by the administrator's list, or by what the rows show.
 *
 * <p>With a list, what it matches is an agent and everything else is not. Without one, what a peer was seen to do counts, the
 * first that applies:
 *
 * <ol>
 *   <li>a number was dialled through it ({@code SIP/mts/0991234567}): a trunk
 *   <li>three or more outside numbers called in by it: a trunk
 *   <li>a queue called it: a member, that is an agent for certain
 *   <li>outside numbers call the number that is its name: a trunk
 *   <li>it calls with its own name as its number: an agent
 *   <li>its name is 2 to 6 digits: an agent
 *   <li>somebody dialled it by its name alone: an agent
 *   <li>an outside number called in by it: a trunk
 *   <li>a call from an outside number reached it, whatever put it through: an agent
 *   <li>anything else: not an agent
 * </ol>
 *
 * <p>The same rows in the same order teach the same. At most ten thousand peers are known;
 * later ones are told by their names alone. Not thread-safe.
 */
public final class Peers {

    private static final int MOST_PEERS = 10_000;

    private static final int CALLERS_OF_A_TRUNK = 3;

    private static final int ENOUGH = 3;

    // Of as many calls at once.
    private static final int MOST_REPLACEMENTS = 1_000;

    private static final Pattern EXTENSION = Pattern.compile("(?:SIP|PJSIP|IAX2|Local)/[0-9]{2,6}(?:@.*)?");

    // As much as no extension has: an outside number, however the trunk spells it.
    private static final Pattern OUTSIDE_NUMBER = Pattern.compile("\\+?[0-9]{7,15}");

    private final Optional<AgentPatterns> listed;
    private final Map<String, Seen> seen = new HashMap<>();
    private final LinkedHashSet<String> replacements = new LinkedHashSet<>();

    private static final class Seen {
        private boolean dialledThrough;
        private boolean calledByItsNumber;
        private boolean callsByItsName;
        private boolean dialledByName;
        private boolean reachedFromOutside;
        private final Set<String> calledByQueue = new HashSet<>();
        private final Set<String> callers = new HashSet<>();
    }

    /** What a peer is. */
    enum Role {
        /** Listed by the administrator, or called by a queue: what AMI would call an agent. */
        MEMBER,
        /** An agent by all looks. */
        AGENT,
        /** A trunk, or nobody knows what. */
        OUTSIDE
    }

    private Peers(Optional<AgentPatterns> listed) {
        this.listed = listed;
    }

    /** Agents are what the administrator lists; without an entry, {@link #byEvidence()}. */
    public static Peers of(AgentPatterns agents) {
        return new Peers(agents.isEmpty() ? Optional.empty() : Optional.of(agents));
    }

    /** Agents are told by what the rows show. */
    public static Peers byEvidence() {
        return new Peers(Optional.empty());
    }

    /** Learns from a row. Learning the same rows again changes nothing. */
    public void learn(CdrRecord row) {
        if (listed.isPresent()) {
            return;
        }
        ChannelName channel = new ChannelName(row.channel());
        ChannelName called = new ChannelName(row.dstChannel());
        boolean oddRow = row.lastData().equals("(Outgoing Line)");
        Optional<DialTarget> target = DialTarget.of(row.lastData(), called.peer());
        boolean byQueue = row.lastApp().equals("Queue");
        if (!row.dstChannel().isEmpty()) {
            target.filter(dialled -> !called.isLocal()).ifPresent(dialled -> learnDialled(called, dialled));
            learnMember(row, called);
        }
        boolean outside = OUTSIDE_NUMBER.matcher(row.src()).matches();
        if (outside && !oddRow && target.isEmpty() && called.dialled().isPresent() && !called.isLocal()) {
            // Of an outbound call the number dialled stands in dst, and src is the trunk's own on FreePBX.
            boolean outbound = OUTSIDE_NUMBER.matcher(row.dst()).matches();
            of(called.peer()).ifPresent(peer -> peer.reachedFromOutside |= !outbound);
        }
        if (!channel.isLocal() && !oddRow) {
            boolean insideIsCalled = byQueue
                    || called.isLocal()
                    || target.filter(dialled -> dialled.through().isEmpty()).isPresent();
            learnCaller(channel, row, insideIsCalled);
        }
    }

    // A channel that took a Local one's place was not called by the queue itself; the row that says so may come before
    // the
    // queue's or after it.
    private void learnMember(CdrRecord row, ChannelName called) {
        if (Joint.replacesLocal(row)) {
            replacements.add(row.channel());
            Seen known = seen.get(new ChannelName(row.channel()).peer());
            if (known != null) {
                known.calledByQueue.remove(row.channel());
            }
            if (replacements.size() > MOST_REPLACEMENTS) {
                replacements.removeFirst();
            }
        } else if (row.lastApp().equals("Queue") && !replacements.contains(row.dstChannel())) {
            of(called.peer())
                    .filter(peer -> peer.calledByQueue.size() < ENOUGH)
                    .ifPresent(peer -> peer.calledByQueue.add(row.dstChannel()));
        }
    }

    private void learnDialled(ChannelName called, DialTarget target) {
        of(called.peer()).ifPresent(peer -> {
            peer.dialledThrough |= target.through().isPresent();
            peer.dialledByName |= target.through().isEmpty();
        });
    }

    private void learnCaller(ChannelName channel, CdrRecord row, boolean insideIsCalled) {
        String name = channel.peer().substring(channel.peer().indexOf('/') + 1);
        boolean outside = OUTSIDE_NUMBER.matcher(row.src()).matches();
        if (!outside && !row.src().equals(name)) {
            return;
        }
        of(channel.peer()).ifPresent(peer -> {
            peer.callsByItsName |= row.src().equals(name);
            peer.calledByItsNumber |=
                    outside && !row.src().equals(name) && row.dst().equals(name);
            if (outside && insideIsCalled && peer.callers.size() < CALLERS_OF_A_TRUNK) {
                peer.callers.add(row.src());
            }
        });
    }

    private Optional<Seen> of(String peer) {
        Seen known = seen.get(peer);
        if (known == null && seen.size() < MOST_PEERS) {
            known = new Seen();
            seen.put(peer, known);
        }
        return Optional.ofNullable(known);
    }

    /** What this peer is, by the list or by what was learned so far. */
    Role role(AgentInterface peer) {
        if (listed.isPresent()) {
            return listed.get().matches(peer) ? Role.MEMBER : Role.OUTSIDE;
        }
        Seen known = seen.getOrDefault(peer.value(), new Seen());
        if (known.dialledThrough || known.callers.size() >= CALLERS_OF_A_TRUNK) {
            return Role.OUTSIDE;
        }
        if (!known.calledByQueue.isEmpty()) {
            return Role.MEMBER;
        }
        if (known.calledByItsNumber) {
            return Role.OUTSIDE;
        }
        boolean looksInside = EXTENSION.matcher(peer.value()).matches();
        if (known.callsByItsName || looksInside || known.dialledByName) {
            return Role.AGENT;
        }
        return known.callers.isEmpty() && known.reachedFromOutside ? Role.AGENT : Role.OUTSIDE;
    }
}
