package lastagent.asterisk.cdr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;

/** The channels of one call: whose they are, who dialled whom, and with what number. For one call. */
final class CallParties {

    private final List<CdrRecord> rows;
    private final Peers peers;

    // Local channels that were optimised away, by the channel that took their place.
    private final Map<String, List<ChannelName>> standsFor = new HashMap<>();

    // The same, and those of a call that another phone picked up.
    private final Set<String> replaced = new HashSet<>();

    /** Takes the rows in the order of their start. */
    CallParties(List<CdrRecord> rows, Peers peers) {
        this.rows = rows;
        this.peers = peers;
        for (CdrRecord row : rows) {
            if (Joint.replacesLocal(row)) {
                replaced.add(row.dstChannel());
                if (Joint.isOdd(row)) {
                    standsFor
                            .computeIfAbsent(row.channel(), channel -> new ArrayList<>())
                            .add(new ChannelName(row.dstChannel()));
                }
            }
        }
    }

    List<CdrRecord> rows() {
        return rows;
    }

    /** The row with which the call began. */
    CdrRecord origin() {
        return rows.stream()
                .filter(row -> !Joint.isOdd(row) && !new ChannelName(row.channel()).isLocal())
                .findFirst()
                .orElse(rows.getFirst());
    }

    /** Whether the call came from outside. */
    boolean isInbound() {
        return !isInside(new ChannelName(origin().channel()));
    }

    private boolean isInside(ChannelName channel) {
        return role(channel) != Peers.Role.OUTSIDE;
    }

    private Peers.Role role(ChannelName channel) {
        return channel.dialled().map(peers::role).orElse(Peers.Role.OUTSIDE);
    }

    /** Whether the row dials an outside party. */
    boolean isOutsideCalled(CdrRecord row) {
        ChannelName called = new ChannelName(row.dstChannel());
        return !row.dstChannel().isEmpty() && !Joint.isOdd(row) && !called.isLocal() && !isInside(called);
    }

    /** The number that the row dials, as the trunk was given it, or else as it was dialled into the dialplan. */
    static String numberDialled(CdrRecord row) {
        return DialTarget.of(row.lastData(), new ChannelName(row.dstChannel()).peer())
                .flatMap(DialTarget::number)
                .orElse(row.dst());
    }

    /** The agent at this end of a path, as AMI's events would tell it; empty for an outside party. */
    Optional<AgentInterface> agent(TalkPath path, ChannelName end) {
        List<ChannelName> candidates = new ArrayList<>(path.localsBefore(end));
        candidates.addAll(standsFor.getOrDefault(end.value(), List.of()));
        // A line of its own comes before any Local channel.
        candidates.add(end.isLocal() ? candidates.size() : 0, end);
        return candidates.stream()
                .flatMap(channel -> interfaceOf(channel, Peers.Role.MEMBER).stream())
                .findFirst()
                .or(() -> interfaceOf(end, Peers.Role.AGENT));
    }

    private Optional<AgentInterface> interfaceOf(ChannelName channel, Peers.Role role) {
        return channel.dialled().filter(agent -> peers.role(agent) == role);
    }

    /**
     * Whether the path ends at a {@code Local} channel whose place another one took: with the caller answered before, its row
     * tells of the ringing, and the other's of the talk.
     */
    boolean isOnlyRinging(TalkPath path) {
        Joint last = path.joints().getLast();
        return path.other().isLocal()
                && Joint.answeredBefore(last.row())
                && replaced.contains(path.other().value());
    }

    /**
     * Whether the PBX dialled this channel, as opposed to a call that came in by it: a {@code Dial} names its peer, or it is only
     * ever called.
     */
    boolean isDialled(ChannelName channel) {
        boolean called = false;
        boolean calls = false;
        for (CdrRecord row : rows) {
            if (Joint.isOdd(row)) {
                continue;
            }
            calls |= row.channel().equals(channel.value());
            if (row.dstChannel().equals(channel.value())) {
                called = true;
                if (DialTarget.of(row.lastData(), channel.peer()).isPresent()) {
                    return true;
                }
            }
        }
        return called && !calls;
    }

    /** The number of the outside party on this channel, as its rows have it; empty if none has. */
    String numberOf(ChannelName channel, Joint joint) {
        if (isDialled(channel)) {
            return joint.to().equals(channel) && !Joint.isOdd(joint.row())
                    ? numberDialled(joint.row())
                    : dialledFirst(channel);
        }
        return rows.stream()
                .filter(row -> row.channel().equals(channel.value()) && !Joint.isOdd(row))
                .map(CdrRecord::src)
                .findFirst()
                .orElse("");
    }

    private String dialledFirst(ChannelName channel) {
        return rows.stream()
                .filter(row -> row.dstChannel().equals(channel.value()) && !Joint.isOdd(row))
                .map(CallParties::numberDialled)
                .findFirst()
                .orElse("");
    }

    /** The unique id of this channel; empty if no row is its own. */
    String uniqueId(ChannelName channel) {
        return rows.stream()
                .filter(row -> row.channel().equals(channel.value()))
                .map(CdrRecord::uniqueId)
                .findFirst()
                .orElse("");
    }
}
