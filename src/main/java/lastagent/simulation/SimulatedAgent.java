package lastagent.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent with a phone. What happens to one is told to the PBX, which belongs to one thread; name and location may be
 * read from any.
 */
public final class SimulatedAgent {

    /** What app_queue says of the phone, by its number on the wire. */
    enum DeviceState {
        NOT_IN_USE(1, "NOT_INUSE"),
        IN_USE(2, "INUSE"),
        UNAVAILABLE(5, "UNAVAILABLE"),
        RINGING(6, "RINGING");

        private final int number;
        private final String word;

        DeviceState(int number, String word) {
            this.number = number;
            this.word = word;
        }

        int number() {
            return number;
        }

        /** As the dialplan function DEVICE_STATE spells it. */
        String word() {
            return word;
        }
    }

    private final String name;
    private final String location;
    private boolean registered = true;
    private boolean busyElsewhere;
    private Optional<SimulatedChannel> channel = Optional.empty();
    private Instant idleSince = Instant.EPOCH;

    SimulatedAgent(String name, String location) {
        this.name = name;
        this.location = location;
    }

    /** The display name, app_queue's MemberName. */
    public String name() {
        return name;
    }

    /** What is dialled, {@code PJSIP/971}. */
    public String location() {
        return location;
    }

    /** The number within the PBX, {@code 971}. */
    public String extension() {
        return location.substring(location.indexOf('/') + 1);
    }

    DeviceState deviceState() {
        if (!registered) {
            return DeviceState.UNAVAILABLE;
        }
        if (busyElsewhere) {
            return DeviceState.IN_USE;
        }
        return channel.map(leg -> leg.state == SimulatedChannel.State.UP ? DeviceState.IN_USE : DeviceState.RINGING)
                .orElse(DeviceState.NOT_IN_USE);
    }

    Instant idleSince() {
        return idleSince;
    }

    void takes(SimulatedChannel leg) {
        channel = Optional.of(leg);
    }

    void hangsUp(Instant at) {
        channel = Optional.empty();
        idleSince = at;
    }

    void registers(boolean isRegistered) {
        registered = isRegistered;
    }

    void isBusyElsewhere(boolean isBusy) {
        busyElsewhere = isBusy;
    }
}
