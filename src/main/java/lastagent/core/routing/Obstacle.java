package lastagent.core.routing;

import java.util.Optional;
import lastagent.core.live.Presence;

/**
 * What keeps an agent from taking a call.
 *
 * @param rung where it ends the search
 * @param reason as the dialplan is told
 */
record Obstacle(Rung rung, Reason reason) {

    /**
     * The obstacle in what an agent is doing; empty if there is none.
     *
     * @param ownWrapUp whether a wrap-up is of the very talk that the caller comes back to
     */
    static Optional<Obstacle> in(Presence presence, boolean ownWrapUp) {
        return switch (presence) {
            case Presence.Unknown _ -> at(Rung.KNOWN, Reason.STATE_UNKNOWN);
            case Presence.Gone _ -> at(Rung.AGENT, Reason.AGENT_GONE);
            case Presence.Paused _ -> at(Rung.AT_WORK, Reason.PAUSED);
            case Presence.LoggedOff _ -> at(Rung.AT_WORK, Reason.LOGGED_OFF);
            case Presence.Unregistered _ -> at(Rung.AT_WORK, Reason.UNREGISTERED);
            case Presence.WrapUp _ -> ownWrapUp ? Optional.empty() : at(Rung.AT_WORK, Reason.WRAP_UP);
            case Presence.Talking _ -> at(Rung.NOBODY_ELSE, Reason.TALKING);
            case Presence.OnHold _ -> at(Rung.NOBODY_ELSE, Reason.ON_HOLD);
            case Presence.Ringing _ -> at(Rung.NOBODY_ELSE, Reason.RINGING);
            case Presence.Claimed _ -> at(Rung.NOBODY_ELSE, Reason.CLAIMED);
            case Presence.Free _ -> Optional.empty();
        };
    }

    private static Optional<Obstacle> at(Rung rung, Reason reason) {
        return Optional.of(new Obstacle(rung, reason));
    }
}
