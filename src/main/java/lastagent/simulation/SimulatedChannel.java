package lastagent.simulation;

import java.time.Instant;
import java.util.Optional;

/** One leg of a call. Belongs to the PBX's loop. */
final class SimulatedChannel {

    /** What {@code ChannelState} says, with {@code ChannelStateDesc}. */
    enum State {
        DOWN(0, "Down"),
        RING(4, "Ring"),
        RINGING(5, "Ringing"),
        UP(6, "Up");

        final int number;
        final String description;

        State(int number, String description) {
            this.number = number;
            this.description = description;
        }
    }

    final String name;
    final String uniqueId;
    final String linkedId;
    final Instant createdAt;
    final Caller party;
    final String context;
    String extension;
    int priority = 1;
    State state;
    String application = "";
    String applicationData = "";
    Optional<Caller> connected = Optional.empty();
    Optional<SimulatedBridge> bridge = Optional.empty();

    /**
     * A new channel.
     *
     * @param linkedId of the call that it belongs to; its own unique id for the first channel
     * @param party who is at its far end
     */
    SimulatedChannel(
            String name,
            String uniqueId,
            String linkedId,
            Caller party,
            String context,
            String extension,
            State state,
            Instant createdAt) {
        this.name = name;
        this.uniqueId = uniqueId;
        this.linkedId = linkedId;
        this.party = party;
        this.context = context;
        this.extension = extension;
        this.state = state;
        this.createdAt = createdAt;
    }

    void runs(String newApplication, String data) {
        application = newApplication;
        applicationData = data;
    }
}
