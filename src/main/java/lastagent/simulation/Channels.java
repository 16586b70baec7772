package lastagent.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All channels that there are, and the numbers of those to come. Belongs to the PBX's loop. */
final class Channels {

    private final Map<String, SimulatedChannel> byName = new LinkedHashMap<>();
    private int nextSerial = 1;
    private int nextUnique = 1;

    /** An inbound call's first channel. */
    SimulatedChannel inbound(Caller caller, String did, Instant now) {
        String uniqueId = uniqueId(now);
        return add(new SimulatedChannel(
                name("PJSIP/mts"), uniqueId, uniqueId, caller, "from-trunk", did, SimulatedChannel.State.RING, now));
    }

    /** The channel by which an agent is rung for a call. */
    SimulatedChannel towards(SimulatedAgent agent, SimulatedChannel caller, Instant now) {
        Caller party = Caller.showing(agent.extension(), agent.name());
        SimulatedChannel channel = new SimulatedChannel(
                name(agent.location()),
                uniqueId(now),
                caller.linkedId,
                party,
                "from-internal",
                caller.extension,
                SimulatedChannel.State.DOWN,
                now);
        return add(channel);
    }

    private SimulatedChannel add(SimulatedChannel channel) {
        byName.put(channel.name, channel);
        return channel;
    }

    void remove(SimulatedChannel channel) {
        byName.remove(channel.name);
    }

    Optional<SimulatedChannel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<SimulatedChannel> all() {
        return new ArrayList<>(byName.values());
    }

    SimulatedBridge newBridge() {
        return new SimulatedBridge(UUID.randomUUID().toString());
    }

    private String name(String peer) {
        return String.format("%s-%08x", peer, nextSerial++);
    }

    private String uniqueId(Instant now) {
        return now.getEpochSecond() + "." + nextUnique++;
    }
}
