package lastagent.simulation;

import java.util.ArrayList;
import java.util.List;

/** What joins channels. Belongs to the PBX's loop. */
final class SimulatedBridge {

    final String uniqueId;
    final List<SimulatedChannel> channels = new ArrayList<>();

    SimulatedBridge(String uniqueId) {
        this.uniqueId = uniqueId;
    }
}
