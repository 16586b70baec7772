package lastagent.asterisk.agi;

import static lastagent.asterisk.agi.ServiceInMemory.ALICE;
import static lastagent.asterisk.agi.ServiceInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.Mode;
import lastagent.core.routing.QueueRules;
import lastagent.core.routing.Reason;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteScriptTest {

    private final ServiceInMemory service = new ServiceInMemory();

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void ringsTheAgentWhoLastTalkedToTheCaller() throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE));

        assertThat(call.set())
                .containsExactly(
                        entry("LASTAGENT_DIAL", "PJSIP/971"),
                        entry("LASTAGENT_RING", "20"),
                        entry("LASTAGENT_PRIORITY", "10"),
                        entry("LASTAGENT_UPDATE", "yes"),
                        entry("LASTAGENT_QUEUE", "support"),
                        entry("LASTAGENT_REASON", "free"),
                        entry("LASTAGENT_ID", service.routed().id()),
                        entry("LASTAGENT_ACTION", "ring"));
        assertThat(service.faults).isEmpty();
    }

    @Test
    void asksForTheFrontOfTheQueueWhenTheAgentIsTalking() throws IOException {
        service.agents = (pbx, agent, line, now) -> new AgentState(Set.of("support"), new Presence.Talking());

        FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE));

        assertThat(call.set())
                .containsExactly(
                        entry("LASTAGENT_PRIORITY", "10"),
                        entry("LASTAGENT_QUEUE", "support"),
                        entry("LASTAGENT_REASON", "talking"),
                        entry("LASTAGENT_ID", service.routed().id()),
                        entry("LASTAGENT_ACTION", "front"));
    }

    @Nested
    class WithoutAmiItself {

        private final List<CallerNumber> lookedUp = new ArrayList<>();

        @Test
        void asksThePbxWhatTheAgentIsDoingInTheSameBreath() throws IOException {
            FakeAsterisk call = answer(free(FakeAsterisk.callFrom(ALICE)));

            assertThat(call.set())
                    .containsEntry("LASTAGENT_DIAL", "PJSIP/971")
                    .containsEntry("LASTAGENT_ACTION", "ring");
            assertThat(call.commands().stream().filter(command -> command.startsWith("GET")))
                    .hasSize(1);
            assertThat(lookedUp).containsExactly(new CallerNumber(ALICE));
        }

        @Test
        void findsATalkThatOnlyTheLookUpKnowsOf() throws IOException {
            String stranger = "+380990000000";
            service.without(new WithoutAmi(
                    caller -> service.conversations.learn(ServiceInMemory.talk(stranger, BOB)),
                    new AgentPatterns(List.of("PJSIP/971"))::matches));

            service.start().answer(free(FakeAsterisk.callFrom(stranger)));
            service.awaitIdle();

            assertThat(service.routed().answer()).isInstanceOf(RoutingDecision.RingAgent.class);
        }

        @Test
        void ringsNobodyWhoIsPaused() throws IOException {
            FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE)
                    .having("DEVICE_STATE(PJSIP/971)", "NOT_INUSE")
                    .having(MEMBER, "1")
                    .having(PAUSED, "1"));

            assertThat(call.set()).containsEntry("LASTAGENT_REASON", "paused");
        }

        @Test
        void ringsNobodyWhomThePbxDoesNotKnow() throws IOException {
            assertThat(answer(FakeAsterisk.callFrom(ALICE)).set()).containsEntry("LASTAGENT_REASON", "logged-off");
        }

        @Test
        void believesTheNumberThatItAskedForWhateverItLookedFor() throws IOException {
            FakeAsterisk call = answer(free(FakeAsterisk.callFrom(ALICE).having("CALLERID(num)", "+380990000000")));

            assertThat(call.set()).containsEntry("LASTAGENT_REASON", "no-recent-talk");
        }

        @Test
        void asksNothingAboutAnAgentForAForgedRequest() throws IOException {
            FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE + "\nagi_channel: SIP/evil"));

            assertThat(call.set()).containsEntry("LASTAGENT_REASON", "forged");
            assertThat(lookedUp).isEmpty();
        }

        @Test
        void isNotDeceivedByANumberThatBringsStatesAlong() throws IOException {
            FakeAsterisk call =
                    answer(free(FakeAsterisk.callFrom(ALICE).having("CALLERID(num)", "NOT_INUSE:|1:0|" + ALICE)));

            assertThat(call.set())
                    .containsEntry("LASTAGENT_ACTION", "none")
                    .containsEntry("LASTAGENT_REASON", "no-subscriber");
        }

        private static final String MEMBER_OF = "FIELDNUM(QUEUE_MEMBER_LIST(support),\\,,PJSIP/971)";
        private static final String MEMBER = MEMBER_OF;
        private static final String PAUSED =
                "QUEUE_MEMBER(support,${IF($[${" + MEMBER_OF + "}]?paused:count)},PJSIP/971)";

        private FakeAsterisk free(FakeAsterisk call) {
            return call.having("DEVICE_STATE(PJSIP/971)", "NOT_INUSE")
                    .having(MEMBER, "1")
                    .having(PAUSED, "0");
        }

        private FakeAsterisk answer(FakeAsterisk call) throws IOException {
            service.without(new WithoutAmi(lookedUp::add, new AgentPatterns(List.of("PJSIP/971"))::matches));
            return RouteScriptTest.this.answer(call);
        }
    }

    @Test
    void letsAStrangerPass() throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom("+380990000000"));

        assertThat(call.set())
                .containsEntry("LASTAGENT_ACTION", "none")
                .containsEntry("LASTAGENT_REASON", "no-recent-talk");
        assertThat(call.set()).doesNotContainKeys("LASTAGENT_DIAL", "LASTAGENT_RING", "LASTAGENT_PRIORITY");
    }

    @Test
    void saysShadowInShadowMode() throws IOException {
        service.rules = RoutingRules.DEFAULTS.withGeneral(
                QueueRules.DEFAULTS.but().mode(Mode.SHADOW).done());

        assertThat(answer(FakeAsterisk.callFrom(ALICE)).set())
                .containsEntry("LASTAGENT_ACTION", "none")
                .containsEntry("LASTAGENT_REASON", "shadow");
    }

    @Test
    void dialsALocalMemberSoThatItsTalkCanBeFollowed() throws IOException {
        service.conversations.learn(ServiceInMemory.talk("+380661111111", new AgentInterface("Local/971@agents")));

        assertThat(answer(FakeAsterisk.callFrom("+380661111111")).set())
                .containsEntry("LASTAGENT_DIAL", "Local/971@agents/n");
    }

    @Test
    void setsTheActionLastSoThatHalfAnAnswerIsNone() throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE));

        assertThat(call.commands()).last().isEqualTo("SET VARIABLE LASTAGENT_ACTION ring");
    }

    @Test
    void believesTheNumberThatItAskedForAndNotTheOneInTheRequest() throws IOException {
        answer(FakeAsterisk.callFrom(ALICE).requesting("agi_callerid", "+380990000000"));

        assertThat(service.routed().call().caller()).isEqualTo(new CallerId.Subscriber(new CallerNumber(ALICE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"32", "35", "64", "67"})
    void respectsAWithheldNumberThatIsThereAllTheSame(String presentation) throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE).having("CALLINGPRES", presentation));

        assertThat(call.set()).containsEntry("LASTAGENT_ACTION", "none").containsEntry("LASTAGENT_REASON", "withheld");
    }

    @Test
    void takesTheQueuesOfTheLineFromTheFirstArgument() throws IOException {
        answer(FakeAsterisk.callFrom(ALICE).having("ARG1", "support&sales"));

        assertThat(service.routed().call().queues()).containsExactly("support", "sales");
    }

    @Test
    void takesALineWithoutQueuesForOneThatServesAny() throws IOException {
        answer(FakeAsterisk.callFrom(ALICE).having("ARG1", ""));

        assertThat(service.routed().call().queues()).isEmpty();
    }

    @Test
    void leavesOutTheNameOfAQueueThatAgiCouldMisread() throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom("+380990000000").having("ARG1", "my \"queue\""));

        assertThat(service.routed().answer().queue()).contains("my \"queue\"");
        assertThat(call.set()).containsOnlyKeys("LASTAGENT_REASON", "LASTAGENT_ID", "LASTAGENT_ACTION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1' OR '1'='1&SIP/103,x",
                "\"",
                "\\",
                ")",
                "200 result=1",
                "${SHELL(id)}",
                "$[1+1]",
                "+380991234567)",
                "|+380991234567",
                "support|+380991234567",
            })
    void takesAHostileNumberForNobodys(String number) throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom(number));

        assertThat(call.set())
                .containsOnlyKeys("LASTAGENT_QUEUE", "LASTAGENT_REASON", "LASTAGENT_ID", "LASTAGENT_ACTION");
        assertThat(call.set())
                .containsEntry("LASTAGENT_ACTION", "none")
                .containsEntry("LASTAGENT_REASON", "no-subscriber");
        assertThat(call.set().values()).allMatch(DialplanVariables::isSafe);
    }

    @Test
    void answersNoneToAForgedRequestAndKeepsItInTheJournal() throws IOException {
        FakeAsterisk call = answer(FakeAsterisk.callFrom(ALICE + "\nagi_channel: SIP/evil"));

        assertThat(call.set()).containsEntry("LASTAGENT_ACTION", "none").containsEntry("LASTAGENT_REASON", "forged");
        assertThat(service.routed().call().caller()).isEqualTo(new CallerId.Unusable(CallerId.Why.FORGED));
        assertThat(service.routed().call().uniqueId()).isEqualTo("1795339307.232");
        assertThat(service.routed().call().channel()).isEqualTo("PJSIP/mts-00000042");
    }

    @Test
    void isNotDeceivedByANumberThatEndsTheRequestInPerfectOrder() throws IOException {
        String rest = new FakeAsterisk().request().replaceFirst("(?s).*agi_callerid: unknown", "");

        answer(FakeAsterisk.callFrom("+380990000000" + rest.strip().replaceFirst("^", "\n") + "\n\n"));

        assertThat(service.routed().answer().reason()).isEqualTo(Reason.FORGED);
    }

    @Test
    void isNotDeceivedByANumberThatBringsTheAnswerToOurQuestionAlong() throws IOException {
        String rest = new FakeAsterisk().request().replaceFirst("(?s).*agi_callerid: unknown", "");
        String answer = "200 result=1 (00112233445566778899aabbccddeeff|0|support|" + ALICE + ")";

        answer(FakeAsterisk.callFrom("1" + rest + answer + "\n200 result=1\n".repeat(9)));

        assertThat(service.routed().answer().reason()).isEqualTo(Reason.FORGED);
    }

    @Test
    void freesTheAgentWhenTheCallerIsGoneBeforeTheAnswerIsTaken() throws IOException {
        service.start();
        assertThatTheCallerHangsUpInsteadOfTakingTheAnswer();

        FakeAsterisk next = FakeAsterisk.callFrom(ALICE).run(service.address());

        assertThat(next.set()).containsEntry("LASTAGENT_ACTION", "ring");
        assertThat(service.faults).containsExactly("offer NOT_MADE");
    }

    private void assertThatTheCallerHangsUpInsteadOfTakingTheAnswer() throws IOException {
        try (RawConnection call = new RawConnection(service.address())) {
            call.send(FakeAsterisk.callFrom(ALICE).request());
            String nonce = call.line().replaceFirst("GET FULL VARIABLE \"([0-9a-f]+).*", "$1");
            call.send("200 result=1 (" + nonce + "|0|support|" + ALICE + ")\n");
            List<String> answer = call.linesToTheEnd();
            assertThat(answer).last().isEqualTo("SET VARIABLE LASTAGENT_ACTION ring");
            call.send("HANGUP\n");
        }
        service.awaitIdle();
    }

    private FakeAsterisk answer(FakeAsterisk call) throws IOException {
        service.start().answer(call);
        service.awaitIdle();
        return call;
    }
}
