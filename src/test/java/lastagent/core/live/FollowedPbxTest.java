package lastagent.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lastagent.core.call.AgentInterface;
import lastagent.core.conversation.Conversation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FollowedPbxTest {

    private static final AgentInterface PHONE = new AgentInterface("PJSIP/971");
    private static final AgentInterface LOCAL = new AgentInterface("Local/971@from-queue");
    private static final String BOBS = LiveCallsFixture.BOBS;
    private static final String CALLER = LiveCallsFixture.CALLER;

    private final Map<String, Duration> wrapUps = new HashMap<>();
    private final FollowedPbx pbx =
            new FollowedPbx("pbx", LiveCallsFixture.PLAN, queue -> wrapUps.getOrDefault(queue, Duration.ZERO));
    private int second;

    @Nested
    class OfAMemberLikeThoseOfFreePbx {

        @Test
        void learnsATalkThatReachedThePhoneDirectly() {
            members(member(LOCAL, "hint:971@ext-local", DeviceState.NOT_IN_USE));
            pbx.apply(new PbxEvent.HintAnswered("971@ext-local", List.of(PHONE), at()));
            assertThat(talk("").agent()).isEqualTo(LOCAL);
        }

        @Test
        void learnsATalkThatIsUpBeforeTheHintIsKnown() {
            members(member(LOCAL, "hint:971@ext-local", DeviceState.IN_USE));
            up(BOBS, "971", "b1", "");
            assertThat(up(CALLER, LiveCallsFixture.ALICE.value(), "b1", "")).isEmpty();
            List<Conversation> told = pbx.apply(new PbxEvent.HintAnswered("971@ext-local", List.of(PHONE), at()));
            assertThat(told).extracting(Conversation::agent).containsExactly(LOCAL);
        }

        @Test
        void knowsOneStateByEitherName() {
            members(member(LOCAL, "hint:971@ext-local", DeviceState.NOT_IN_USE));
            pbx.apply(new PbxEvent.HintAnswered("971@ext-local", List.of(PHONE), at()));
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Free());
            ringing(BOBS);
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Ringing());
            assertThat(presence(PHONE)).isEqualTo(new Presence.Ringing());
            assertThat(pbx.agentOf(PHONE)).isEqualTo(LOCAL);
            assertThat(pbx.state(PHONE, List.of("support"), at()).memberName("support"))
                    .contains("Bob");
        }

        // A hint may be missing, and then the pair that the queue dials is all there is.
        @Test
        void knowsThatThePairRings() {
            members(member(LOCAL, "Local/971@from-queue/n", DeviceState.NOT_IN_USE));
            ringing("Local/971@from-queue-00000001;1");
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Ringing());
            gone("Local/971@from-queue-00000001;1");
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Free());
        }

        // The dialplan behind the pair may have answered, with an announcement.
        @Test
        void knowsThatThePhoneRingsThoughThePairIsUp() {
            members(member(LOCAL, "PJSIP/971", DeviceState.NOT_IN_USE));
            up("Local/971@from-queue-00000001;1", "971", "b2", "");
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Talking());
            ringing(BOBS);
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Ringing());
        }

        @Test
        void callsBothBusyWhereTwoMembersHaveOnePhone() {
            AgentInterface other = new AgentInterface("Local/972@from-queue");
            members(
                    member(LOCAL, "PJSIP/971", DeviceState.NOT_IN_USE),
                    member(other, "PJSIP/971", DeviceState.NOT_IN_USE));
            assertThat(talk("").agent()).isEqualTo(LOCAL);
            assertThat(presence(LOCAL)).isEqualTo(new Presence.Talking());
            assertThat(presence(other)).isEqualTo(new Presence.Talking());
        }
    }

    @Nested
    class OfAPhoneWhoseStateDoesNotTellAll {

        @Test
        void knowsThatItRingsThoughItSaysThatItIsBusy() {
            members(member(PHONE, "PJSIP/971", DeviceState.BUSY));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Talking());
            ringing(BOBS);
            assertThat(presence(PHONE)).isEqualTo(new Presence.Ringing());
        }

        @Test
        void knowsWhatItDoesThoughItSaysThatItIsIdle() {
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            ringing(BOBS);
            assertThat(presence(PHONE)).isEqualTo(new Presence.Ringing());
            talk("");
            assertThat(presence(PHONE)).isEqualTo(new Presence.Talking());
            gone(BOBS);
            assertThat(presence(PHONE)).isEqualTo(new Presence.Free());
        }

        // PJSIP says IN_USE of a phone whose agent holds, and so does chan_sip without notifyhold.
        @Test
        void knowsThatTheAgentHolds() {
            members(member(PHONE, "PJSIP/971", DeviceState.IN_USE));
            talk("");
            pbx.apply(new PbxEvent.Held(BOBS, true, at()));
            assertThat(presence(PHONE)).isEqualTo(new Presence.OnHold());
            up(BOBS, "971", "b1", "");
            assertThat(presence(PHONE)).isEqualTo(new Presence.OnHold());
            pbx.apply(new PbxEvent.Held(BOBS, false, at()));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Talking());
        }

        @Test
        void takesNobodyForHoldingWhoHasNoChannelUp() {
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            pbx.apply(new PbxEvent.Held(BOBS, true, at()));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Free());
            ringing(BOBS);
            pbx.apply(new PbxEvent.Held(BOBS, true, at()));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Ringing());
        }

        @Test
        void knowsThatTheAgentDials() {
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            pbx.apply(answer(BOBS, channel(BOBS, "971", false, false, "", "")));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Talking());
        }
    }

    @Nested
    class InWrapUp {

        @Test
        void isWhoeverHadAQueueCall() {
            wrapUps.put("support", Duration.ofSeconds(30));
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Free());
            members(memberAfterCall(at(), 0));
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(at(), at().plusSeconds(30)));
        }

        @Test
        void isForTheLongerOfTheQueuesAndTheMembersOwn() {
            wrapUps.put("support", Duration.ofSeconds(30));
            members(memberAfterCall(at(), 45));
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(at(), at().plusSeconds(45)));
            wrapUps.put("support", Duration.ofSeconds(60));
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(at(), at().plusSeconds(60)));
        }

        // asterisk issues 607 and 1006: after an attended transfer app_queue has lost when the call was.
        @Test
        void isWhoeverWasSeenToEndAQueueCallThoughLastCallIsZeroOrOld() {
            wrapUps.put("support", Duration.ofSeconds(30));
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            talk("support");
            gone(BOBS);
            Instant end = at();
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(end, end.plusSeconds(30)));
            members(memberAfterCall(end.minusSeconds(3), 0));
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(end, end.plusSeconds(30)));
        }

        @Test
        void isFromLastCallWhereTheTwoMeanTheSameCall() {
            wrapUps.put("support", Duration.ofSeconds(30));
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            talk("support");
            gone(BOBS);
            Instant told = at().minusSeconds(2);
            members(memberAfterCall(told, 0));
            assertThat(presence(PHONE)).isEqualTo(new Presence.WrapUp(told, told.plusSeconds(30)));
        }

        @Test
        void isNobodyWhoTalkedOutsideOfTheQueue() {
            wrapUps.put("support", Duration.ofSeconds(30));
            members(member(PHONE, "PJSIP/971", DeviceState.NOT_IN_USE));
            talk("");
            gone(BOBS);
            assertThat(presence(PHONE)).isEqualTo(new Presence.Free());
        }

        @Test
        void isNobodyWithoutAWrapUpTime() {
            members(memberAfterCall(at(), 0));
            assertThat(presence(PHONE)).isEqualTo(new Presence.Free());
        }
    }

    private Presence presence(AgentInterface agent) {
        return pbx.state(agent, List.of("support"), at()).presence();
    }

    private Instant at() {
        return LiveCallsFixture.at(second);
    }

    private Conversation talk(String queue) {
        up(BOBS, "971", "b1", "");
        return LiveCallsFixture.only(up(CALLER, LiveCallsFixture.ALICE.value(), "b1", queue));
    }

    private List<Conversation> up(String name, String number, String bridge, String queue) {
        second++;
        return pbx.apply(answer(name, channel(name, number, true, false, bridge, queue)));
    }

    private void ringing(String name) {
        second++;
        pbx.apply(answer(name, channel(name, "971", false, true, "", "")));
    }

    private void gone(String name) {
        second += 5;
        pbx.apply(new PbxEvent.ChannelAnswered(name, Optional.empty(), at()));
    }

    private PbxEvent answer(String name, ChannelFacts facts) {
        return new PbxEvent.ChannelAnswered(name, Optional.of(facts), at());
    }

    private static ChannelFacts channel(
            String name, String number, boolean up, boolean dialled, String bridge, String queue) {
        return new ChannelFacts(
                new Conversation.Leg("uid-" + name, name),
                "uid-" + name,
                up,
                number,
                Optional.of(bridge).filter(id -> !id.isEmpty()),
                Optional.of(queue).filter(id -> !id.isEmpty()),
                dialled);
    }

    private void members(MemberFacts... members) {
        pbx.apply(new PbxEvent.MembersAnswered(Optional.empty(), Optional.empty(), List.of(members), at()));
    }

    private static MemberFacts memberAfterCall(Instant lastCallAt, int ownWrapUp) {
        return new MemberFacts(
                "support",
                PHONE,
                Optional.of("Bob"),
                PHONE.value(),
                DeviceState.NOT_IN_USE,
                false,
                "",
                Optional.of(lastCallAt),
                Duration.ofSeconds(ownWrapUp));
    }

    private static MemberFacts member(AgentInterface agent, String stateInterface, DeviceState state) {
        return new MemberFacts(
                "support",
                agent,
                Optional.of("Bob"),
                stateInterface,
                state,
                false,
                "",
                Optional.empty(),
                Duration.ZERO);
    }
}
