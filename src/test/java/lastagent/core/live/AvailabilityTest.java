package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Presence.WrapUp PAUSE = new Presence.WrapUp(NOW.minusSeconds(9), NOW.plusSeconds(1));

    // BUSY while the phone only rings: device_state_busy_at=1. NOT_IN_USE whatever it does: chan_sip, no callcounter.
    @ParameterizedTest
    @CsvSource(textBlock = """
            # device,       no channel,   a channel rings, one is up
            UNKNOWN,        Unknown,      Ringing,         Talking
            NOT_IN_USE,     Free,         Ringing,         Talking
            IN_USE,         Talking,      Talking,         Talking
            BUSY,           Talking,      Ringing,         Talking
            INVALID,        Unknown,      Ringing,         Talking
            UNAVAILABLE,    Unregistered, Ringing,         Talking
            RINGING,        Ringing,      Ringing,         Talking
            RINGING_IN_USE, Talking,      Ringing,         Talking
            ON_HOLD,        OnHold,       OnHold,          OnHold
            """)
    void followsFromTheDeviceAndTheLiveChannels(DeviceState device, String none, String rings, String up) {
        List<MemberFacts> member = List.of(member("support", device));
        assertThat(name(presence(member, ChannelUse.NONE))).isEqualTo(none);
        assertThat(name(presence(member, ChannelUse.RINGING))).isEqualTo(rings);
        assertThat(name(presence(member, ChannelUse.TALKING))).isEqualTo(up);
        assertThat(presence(member, ChannelUse.ON_HOLD)).isEqualTo(new Presence.OnHold());
    }

    @Test
    void believesADeviceThatIsKnownBeforeOneThatIsNot() {
        assertThat(presence(
                        List.of(member("support", DeviceState.UNKNOWN), member("sales", DeviceState.NOT_IN_USE)),
                        ChannelUse.NONE))
                .isEqualTo(new Presence.Free());
    }

    @Test
    void isThatOfTheLinesQueuesOnly() {
        List<MemberFacts> members = List.of(paused("support", "lunch"), member("vip", DeviceState.NOT_IN_USE));
        assertThat(presence(members, ChannelUse.NONE)).isEqualTo(new Presence.Free());
        assertThat(Availability.of(members, List.of("support"), ChannelUse.NONE, member -> Optional.empty(), NOW))
                .isEqualTo(new Presence.Paused("lunch"));
        assertThat(Availability.of(members, List.of("sales"), ChannelUse.NONE, member -> Optional.empty(), NOW))
                .isEqualTo(new Presence.LoggedOff());
    }

    @Test
    void isPausedWhateverThePhoneDoes() {
        assertThat(presence(List.of(paused("support", "lunch")), ChannelUse.TALKING))
                .isEqualTo(new Presence.Paused("lunch"));
    }

    @Test
    void isWrapUpOnlyOfWhoeverIsNotOccupied() {
        assertThat(pausing(member("support", DeviceState.NOT_IN_USE), NOW)).isEqualTo(PAUSE);
        assertThat(pausing(member("support", DeviceState.UNAVAILABLE), NOW)).isEqualTo(new Presence.Unregistered());
        assertThat(pausing(member("support", DeviceState.IN_USE), NOW)).isEqualTo(new Presence.Talking());
    }

    @Test
    void isWrapUpUntilThePauseIsOver() {
        MemberFacts member = member("support", DeviceState.NOT_IN_USE);
        assertThat(pausing(member, PAUSE.until().minusNanos(1))).isEqualTo(PAUSE);
        assertThat(pausing(member, PAUSE.until())).isEqualTo(new Presence.Free());
    }

    @Test
    void isTheLongestWrapUpOfSeveral() {
        List<MemberFacts> members =
                List.of(member("support", DeviceState.NOT_IN_USE), member("vip", DeviceState.NOT_IN_USE));
        Presence.WrapUp longer = new Presence.WrapUp(NOW.minusSeconds(20), NOW.plusSeconds(40));
        assertThat(Availability.of(
                        members,
                        List.of(),
                        ChannelUse.NONE,
                        member -> Optional.of(member.queue().equals("vip") ? longer : PAUSE),
                        NOW))
                .isEqualTo(longer);
    }

    private static Presence pausing(MemberFacts member, Instant now) {
        return Availability.of(List.of(member), List.of(), ChannelUse.NONE, any -> Optional.of(PAUSE), now);
    }

    private static Presence presence(List<MemberFacts> members, ChannelUse live) {
        return Availability.of(members, List.of(), live, member -> Optional.empty(), NOW);
    }

    private static String name(Presence presence) {
        return presence.getClass().getSimpleName();
    }

    private static MemberFacts member(String queue, DeviceState state) {
        return member(queue, state, false, "");
    }

    private static MemberFacts paused(String queue, String why) {
        return member(queue, DeviceState.NOT_IN_USE, true, why);
    }

    private static MemberFacts member(String queue, DeviceState state, boolean paused, String why) {
        return new MemberFacts(
                queue,
                new AgentInterface("PJSIP/971"),
                Optional.empty(),
                "PJSIP/971",
                state,
                paused,
                why,
                Optional.empty(),
                Duration.ZERO);
    }
}
