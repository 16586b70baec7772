package lastagent.core.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one agent could take from a line, concluded from their memberships, what app_queue says of their devices, and what
 * the live channels of their phones show.
 *
 * <p>In this order: logged off; paused in every queue of the line; occupied; not registered; in wrap-up; free. The devices
 * alone do not tell who is occupied: with a busy level of one ({@code device_state_busy_at}, {@code busylevel}) a ringing
 * phone says that it is busy, and chan_sip without {@code callcounter} calls any phone idle. Pure.
 */
public final class Availability {

    private static final Presence.Unknown NO_STATE = new Presence.Unknown("the PBX does not know the agent's phone");

    private Availability() {}

    /**
     * Concludes.
     *
     * @param all the agent's memberships
     * @param line the line's queues; empty for any
     * @param live what the channels of the agent's phones show
     * @param wrapUp the pause after a membership's last call
     * @param now for wrap-up
     */
    public static Presence of(
            Collection<MemberFacts> all,
            List<String> line,
            ChannelUse live,
            Function<MemberFacts, Optional<Presence.WrapUp>> wrapUp,
            Instant now) {
        List<MemberFacts> members = new ArrayList<>(all);
        members.removeIf(member -> !line.isEmpty() && !line.contains(member.queue()));
        if (members.isEmpty()) {
            return new Presence.LoggedOff();
        }
        members.sort(Comparator.comparing(MemberFacts::queue));
        if (members.stream().allMatch(MemberFacts::paused)) {
            return new Presence.Paused(members.getFirst().pausedReason());
        }
        return occupied(members, live).or(() -> pause(members, wrapUp, now)).orElseGet(Presence.Free::new);
    }

    // Memberships of one agent may watch different devices; the one that is most in the way counts.
    private static Optional<Presence> occupied(List<MemberFacts> members, ChannelUse live) {
        Set<DeviceState> states = members.stream()
                .map(MemberFacts::state)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeviceState.class)));
        if (live == ChannelUse.ON_HOLD) {
            return Optional.of(new Presence.OnHold());
        }
        if (states.contains(DeviceState.IN_USE)) {
            return Optional.of(new Presence.Talking());
        }
        if (states.contains(DeviceState.ON_HOLD)) {
            return Optional.of(new Presence.OnHold());
        }
        return switch (live) {
            case TALKING, ON_HOLD -> Optional.of(new Presence.Talking());
            case RINGING -> Optional.of(new Presence.Ringing());
            case NONE -> byDevices(states);
        };
    }

    private static Optional<Presence> byDevices(Set<DeviceState> states) {
        if (any(states, DeviceState.BUSY, DeviceState.RINGING_IN_USE)) {
            return Optional.of(new Presence.Talking());
        }
        if (any(states, DeviceState.RINGING)) {
            return Optional.of(new Presence.Ringing());
        }
        if (any(states, DeviceState.UNAVAILABLE)) {
            return Optional.of(new Presence.Unregistered());
        }
        return any(states, DeviceState.NOT_IN_USE) ? Optional.empty() : Optional.of(NO_STATE);
    }

    private static boolean any(Set<DeviceState> states, DeviceState... wanted) {
        return Arrays.stream(wanted).anyMatch(states::contains);
    }

    private static Optional<Presence> pause(
            List<MemberFacts> members, Function<MemberFacts, Optional<Presence.WrapUp>> wrapUp, Instant now) {
        return members.stream()
                .flatMap(member -> wrapUp.apply(member).stream())
                .filter(pause -> pause.until().isAfter(now))
                .max(Comparator.comparing(Presence.WrapUp::until))
                .map(Presence.class::cast);
    }
}
