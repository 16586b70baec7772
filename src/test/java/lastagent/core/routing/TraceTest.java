package lastagent.core.routing;

import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.NOW;
import static lastagent.core.routing.Situations.aliceTalkedToBob;
import static lastagent.core.routing.Situations.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

    @Test
    void tellsOfEveryRungWhatItSaw() {
        assertThat(trace(aliceTalkedToBob(20))).isEqualTo("""
                1 is the caller somebody in particular? …4567
                2 do several people call from this number? not listed under shared, and no two callers at once
                3 which talk counts? PJSIP/971 through support, ended 20 s ago, by the test
                5 has that talk ended? ended 20 s ago, by the test
                6 is it known what the agent is doing? free
                7 what became of the last offer to the agent? there was none since that talk
                8 is the agent still an agent? member of support
                9 is the agent at work? yes
                10 has the agent nobody else? yes
                11> does the agent ring? PJSIP/971, for 20s""");
    }

    @Test
    void tellsWhyTheCallerIsNobodyInParticular() {
        Situations withheld = aliceTalkedToBob(20);
        withheld.caller = new CallerId.Unusable(CallerId.Why.WITHHELD);
        Situations denied = aliceTalkedToBob(20);
        denied.rules = denied.rules.denying(Set.of(Situations.ALICE));

        assertThat(trace(withheld))
                .isEqualTo("1> is the caller somebody in particular? the caller withholds the number");
        assertThat(trace(denied)).isEqualTo("1> is the caller somebody in particular? …4567 is listed under deny");
    }

    @Test
    void tellsThatTheTalkIsStillUp() {
        Situations situations =
                new Situations().with(up(BOB, NOW.minusSeconds(30), Direction.INBOUND, Optional.empty()));

        assertThat(trace(situations)).endsWith("""

                3 which talk counts? PJSIP/971, still up
                5> has that talk ended? still up""");
    }

    @Test
    void tellsForHowLongTheTalkGivesTheFrontOfTheQueue() {
        assertThat(last(aliceTalkedToBob(20).where(BOB, new Presence.Talking())))
                .isEqualTo("10> has the agent nobody else? in a call;"
                        + " that talk ended 20 s ago, by the test; front-within 5m");
        assertThat(last(aliceTalkedToBob(20).offered(BOB, 15, Offer.Outcome.REFUSED)))
                .isEqualTo("7> what became of the last offer to the agent? refused, 15 s ago;"
                        + " that talk ended 20 s ago, by the test; front-within 5m");
    }

    @Test
    void tellsWhatBecameOfAnOffer() {
        assertThat(trace(aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.PENDING)))
                .contains("7 what became of the last offer to the agent? nothing heard yet, 10 s ago");
        assertThat(trace(aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.ANSWERED)))
                .contains("7 what became of the last offer to the agent? answered, 10 s ago");
        assertThat(trace(aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.NOT_MADE)))
                .contains("7 what became of the last offer to the agent? not made, 10 s ago");
        assertThat(last(aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.ABANDONED)))
                .isEqualTo("7> what became of the last offer to the agent? given up by the caller, 10 s ago");
        assertThat(last(aliceTalkedToBob(20).offered(BOB, 10, Offer.Outcome.NOT_ANSWERED)))
                .startsWith("7> what became of the last offer to the agent? not answered, 10 s ago; ");
    }

    @Test
    void tellsOfTheAgentsQueues() {
        Situations several = aliceTalkedToBob(20);
        several.agents.put(BOB, new AgentState(Set.of("vip", "support", "sales"), new Presence.Free()));
        Situations none = aliceTalkedToBob(20);
        none.agents.put(BOB, new AgentState(Set.of(), new Presence.LoggedOff()));

        assertThat(trace(several)).contains("8 is the agent still an agent? member of sales, support, vip");
        assertThat(trace(none)).contains("8 is the agent still an agent? member of no queue now");
    }

    @Test
    void tellsWhatTheAgentIsDoing() {
        assertThat(List.of(
                        new Presence.Free(),
                        new Presence.Paused("lunch"),
                        new Presence.Paused(" "),
                        new Presence.LoggedOff(),
                        new Presence.Unregistered(),
                        new Presence.WrapUp(NOW.minusSeconds(40), NOW.plusSeconds(5)),
                        new Presence.Ringing(),
                        new Presence.Talking(),
                        new Presence.OnHold(),
                        new Presence.Claimed(),
                        new Presence.Gone(),
                        new Presence.Unknown("nobody asked")))
                .extracting(presence -> TraceWords.presence(presence, NOW))
                .containsExactly(
                        "free",
                        "paused: lunch",
                        "paused",
                        "logged off from the queues of this line",
                        "the phone is not registered",
                        "in wrap-up of a call that ended 40 s ago, for another 5 s",
                        "the phone is ringing",
                        "in a call",
                        "has a call on hold",
                        "being offered to another caller",
                        "was never a member of any queue",
                        "not known: nobody asked");
        assertThat(last(aliceTalkedToBob(20).where(BOB, new Presence.Unknown("nobody asked"))))
                .isEqualTo("6> is it known what the agent is doing? not known: nobody asked");
    }

    @Test
    void tellsOfAWrapUpThatDoesNotCount() {
        assertThat(trace(
                        aliceTalkedToBob(20).where(BOB, new Presence.WrapUp(NOW.minusSeconds(20), NOW.plusSeconds(5)))))
                .contains(
                        "6 is it known what the agent is doing? in wrap-up of a call that ended 20 s ago, for another 5 s")
                .contains("9 is the agent at work? yes, in wrap-up of that very talk");
    }

    @Test
    void keepsWhatAnAgentTypedShortAndOnOneLine() {
        String sixty = "x".repeat(60);
        assertThat(TraceWords.presence(new Presence.Paused("tea\r\n\u001b[2J"), NOW))
                .isEqualTo("paused: tea [2J");
        assertThat(TraceWords.presence(new Presence.Paused(sixty), NOW)).isEqualTo("paused: " + sixty);
        assertThat(TraceWords.presence(new Presence.Paused(sixty + "y"), NOW)).isEqualTo("paused: " + sixty + "…");
    }

    @ParameterizedTest
    @CsvSource({"119, 119 s ago", "120, 2 min ago", "7199, 119 min ago", "7200, 2 h ago", "90000, 25 h ago"})
    void tellsHowLongAgo(int seconds, String words) {
        assertThat(TraceWords.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT1.5S, 1500ms",
        "PT90S, 90s",
        "PT2M, 2m",
        "PT60M, 60m",
        "PT90M, 90m",
        "PT120M, 2h",
        "PT24H, 24h",
        "PT36H, 36h",
        "PT48H, 2d",
        "PT49H, 49h"
    })
    void spellsSpansAsTheConfigurationDoes(Duration span, String spelled) {
        assertThat(RoundSpan.spelled(span)).isEqualTo(spelled);
    }

    private static String trace(Situations situations) {
        return new LastAgentPolicy()
                .decide(situations.situation()).trace().stream()
                        .map(step -> step.rung() + (step.applied() ? "> " : " ") + step.question() + " " + step.saw())
                        .collect(Collectors.joining("\n"));
    }

    private static String last(Situations situations) {
        String trace = trace(situations);
        return trace.substring(trace.lastIndexOf('\n') + 1);
    }
}
