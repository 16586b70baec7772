package lastagent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What all parts of one PBX share. Belongs to its loop. */
final class Switchboard {

    final PbxLoop loop;
    final Executor threads;
    final Channels channels = new Channels();
    final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();
    final Map<String, SimulatedQueue> queues = new LinkedHashMap<>();

    private final AmiEvents events;
    private Instant routerRestsUntil = Instant.MIN;

    Switchboard(PbxLoop loop, Executor threads, AmiEvents events) {
        this.loop = loop;
        this.threads = threads;
        this.events = events;
    }

    AmiEvents events() {
        return events;
    }

    Instant now() {
        return loop.now();
    }

    /** The phone's state changed: app_queue tells it for each of its queues, and looks whether somebody waits. */
    void deviceChanged(SimulatedAgent agent) {
        for (SimulatedQueue queue : queues.values()) {
            queue.deviceChanged(agent);
        }
    }

    /** Whether the dialplan leaves the router alone, {@code LASTAGENT_RESTS_UNTIL}. */
    boolean routerRests() {
        return now().isBefore(routerRestsUntil);
    }

    void letRouterRest(Duration span) {
        routerRestsUntil = now().plus(span);
    }

    Optional<SimulatedAgent> agentAt(String location) {
        return Optional.ofNullable(agents.get(location));
    }
}
