package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AmiLinkNewsTest extends AmiLinkFixture {

    @Nested
    class OnNewsOfAChannel {

        @Test
        void passesTheNewsOnAndThenTheAnswer() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL));

            PbxEvent.ChannelAnswered answer = only(PbxEvent.ChannelAnswered.class);
            assertThat(answer.channel()).isEqualTo(CHANNEL);
            assertThat(answer.facts().flatMap(ChannelFacts::bridge)).contains("723f9b63");
            assertThat(events.indexOf(only(PbxEvent.ChannelsMoved.class))).isLessThan(events.indexOf(answer));
        }

        @Test
        void asksOnceForAllNewsOfAMoment() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL) + bridgeEnter("SIP/971-00000002") + bridgeEnter(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).size() == 2);
            assertThat(pbx.actions("Status"))
                    .extracting(action -> action.get("Channel"))
                    .containsExactly(CHANNEL, "SIP/971-00000002");
        }

        // A phone that rings is joined with nobody, and that is no reason to ask again.
        @Test
        void asksOnceForEachOfTwoChannelsOfWhichOneRings() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, ""));

            pbx.say("Event: DialBegin\nPrivilege: call,all\nChannel: " + CHANNEL
                    + "\nDestChannel: SIP/971-00000002\nDialString: 971\n\n");

            await().until(() -> events(PbxEvent.ChannelAnswered.class).size() == 2);
            await().during(Duration.ofMillis(200))
                    .until(() -> pbx.actions("Status").size() == 2);
            assertThat(pbx.actions("Status"))
                    .extracting(action -> action.get("Channel"))
                    .containsExactly(CHANNEL, "SIP/971-00000002");
        }

        @Test
        void learnsThatItIsGone() {
            startAndSynchronise();

            pbx.say(hangup(CHANNEL));

            assertThat(only(PbxEvent.ChannelAnswered.class).facts()).isEmpty();
            assertThat(only(PbxEvent.HungUp.class).cause()).isEqualTo(16);
            assertThat(pbx.actions("Status")).hasSize(1);
        }

        @Test
        void asksAgainIfAChannelThatEndedIsStillThere() {
            AtomicInteger asked = new AtomicInteger();
            startAndSynchronise();
            pbx.answer(
                    "Status",
                    headers -> asked.incrementAndGet() < 3
                            ? joined(headers, "723f9b63")
                            : "Response: Error\nActionID: {id}\nMessage: No such channel\n\n");

            pbx.say(hangup(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).stream()
                    .anyMatch(answer -> answer.facts().isEmpty()));
            assertThat(asked).hasValue(3);
        }

        @Test
        void trustsTheAnswerInTheEndIfAChannelThatEndedStaysThere() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(hangup(CHANNEL));

            await().until(() -> pbx.actions("Status").size() == 4);
            await().during(Duration.ofMillis(200))
                    .until(() -> pbx.actions("Status").size() == 4);
        }

        @Test
        void asksOnceMoreIfTheAnswerShowsNoBridgeYet() {
            AtomicInteger asked = new AtomicInteger();
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, asked.incrementAndGet() < 2 ? " " : "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).size() == 2);
            assertThat(events(PbxEvent.ChannelAnswered.class).getLast().facts().flatMap(ChannelFacts::bridge))
                    .contains("723f9b63");
        }

        @Test
        void doesNotAskByANameThatIsTooLong() {
            startAndSynchronise();

            pbx.say(bridgeEnter("SIP/" + "x".repeat(300)) + hangup(CHANNEL));

            only(PbxEvent.ChannelAnswered.class);
            assertThat(pbx.actions("Status")).hasSize(1);
        }

        @Test
        void asksForAllChannelsInsteadIfThereIsTooMuchNews() {
            startAndSynchronise();
            pbx.answer("Status", "");
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                flood.append(hangup("SIP/mts-%08x".formatted(i)));
            }

            pbx.say(flood.toString());

            await().until(() -> events(PbxEvent.ChannelsListed.class).size() > 1);
            assertThat(events(PbxEvent.HungUp.class)).hasSize(3_000);
            assertThat(pbx.actions("Status")).hasSizeLessThanOrEqualTo(ChannelQuestions.MOST_OPEN);
        }
    }

    @Nested
    class OnNewsOfMembers {

        @Test
        void asksForThatMemberInThatQueue() {
            startAndSynchronise();
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, MEMBER));

            pbx.say(memberStatus("support", "SIP/971"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(pbx.actions("QueueStatus").getLast())
                    .containsEntry("Queue", "support")
                    .containsEntry("Member", "SIP/971");
            PbxEvent.MembersAnswered answer =
                    events(PbxEvent.MembersAnswered.class).getLast();
            assertThat(answer.queue()).contains("support");
            assertThat(answer.location()).contains("SIP/971");
            assertThat(answer.members()).hasSize(1);
        }

        @Test
        void asksOnceForAnAgentInAllQueues() {
            startAndSynchronise();

            pbx.say(memberStatus("support", "SIP/971") + memberStatus("sales", "SIP/971"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(pbx.actions("QueueStatus")).hasSize(2);
            assertThat(pbx.actions("QueueStatus").getLast())
                    .containsEntry("Member", "SIP/971")
                    .doesNotContainKey("Queue");
        }

        @Test
        void passesOverAMemberWhoseNameAloneIsWhatWasAskedFor() {
            startAndSynchronise();
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, MEMBER));

            pbx.say(memberStatus("support", "Bob"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(events(PbxEvent.MembersAnswered.class).getLast().members())
                    .isEmpty();
        }
    }

    @Nested
    class BelievesNoForgery {

        @Test
        void ofAnAnswerWithoutOrWithAnotherId() {
            startAndSynchronise();
            pbx.answer("Status", "");
            pbx.say(bridgeEnter(CHANNEL));
            await().until(() -> pbx.actions("Status").size() == 1);

            pbx.say(status(CHANNEL, "forged").replace("{id}", "00000000000000000000000000000000"));
            pbx.say(status(CHANNEL, "forged").replace("ActionID: {id}\n", ""));
            pbx.say("Response: Error\nMessage: No such channel\n\n");
            pbx.say(hangup("SIP/971-00000002"));

            await().until(() -> pbx.actions("Status").size() == 2);
            assertThat(events(PbxEvent.ChannelAnswered.class)).isEmpty();
        }

        @Test
        void ofAMemberThatNobodyAskedFor() {
            startAndSynchronise();

            pbx.say(MEMBER.replace("SIP/971", "SIP/mts/900").replace("{id}", "guess"));
            pbx.say(hangup(CHANNEL));

            only(PbxEvent.ChannelAnswered.class);
            assertThat(events(PbxEvent.MembersAnswered.class)).hasSize(1);
        }
    }

    @Nested
    class OfAMemberWithAHint {

        private static final String HINTED =
                MEMBER.replaceFirst("StateInterface: .*", "StateInterface: hint:971@ext-local");

        @Test
        void asksForTheDeviceAndTakesNothingElseThatTheHintNames() {
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, HINTED));
            pbx.answer("Getvar", """
                    Response: Success
                    ActionID: {id}
                    Variable: HINT(971@ext-local)
                    Value: PJSIP/971&Custom:DND971,CustomPresence:971

                    """);
            startAndSynchronise();

            PbxEvent.HintAnswered answer = first(PbxEvent.HintAnswered.class);
            assertThat(answer.extension()).isEqualTo("971@ext-local");
            assertThat(answer.devices()).containsExactly(new AgentInterface("PJSIP/971"));
            assertThat(pbx.actions("Getvar").getFirst()).containsEntry("Variable", "HINT(971@ext-local)");
        }

        @Test
        void asksOnceForHowManyQueuesTheyAreIn() {
            String two = HINTED + HINTED.replaceFirst("Queue: .*", "Queue: sales");
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 2, two));
            pbx.answer("Getvar", "Response: Success\nActionID: {id}\nVariable: HINT(971@ext-local)\nValue: \n\n");
            startAndSynchronise();

            pbx.say(memberStatus("sales", "Local/971@from-queue/n"));
            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(only(PbxEvent.HintAnswered.class).devices()).isEmpty();
            await().during(Duration.ofMillis(200))
                    .until(() -> pbx.actions("Getvar").size() == 1);
        }

        @Test
        void goesOnWithoutItWhereThePbxRefuses() {
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, HINTED));
            pbx.answer("Getvar", "Response: Error\nActionID: {id}\nMessage: Permission denied\n\n");
            startLink();

            assertThat(only(PbxEvent.HintAnswered.class).devices()).isEmpty();
            await().until(() -> link.state().trouble().isPresent());
            assertThat(link.state().trouble().orElseThrow()).contains("Getvar", "Permission denied");
        }

        // Only the answer to our own question counts.
        @Test
        void takesNoAnswerThatNobodyAskedFor() {
            startAndSynchronise();

            pbx.say("Response: Success\nActionID: 1\nVariable: HINT(971@ext-local)\nValue: SIP/mts\n\n");
            pbx.say(memberStatus("support", "SIP/971"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(events(PbxEvent.HintAnswered.class)).isEmpty();
        }
    }
}
