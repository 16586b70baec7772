package lastagent.core.routing;

import static lastagent.core.routing.Situations.ALICE;
import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.CAROL;
import static lastagent.core.routing.Situations.NOW;
import static lastagent.core.routing.Situations.talk;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversations;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRouterTest {

    private final Conversations conversations = new Conversations();
    private final Claims claims = new Claims();
    private final Offers offers = new Offers();
    private final List<RoutedCall> journal = Collections.synchronizedList(new ArrayList<>());
    private final FailOpens failOpens = new FailOpens((reason, what, fault) -> {});
    private final AtomicInteger lastId = new AtomicInteger();
    private RoutingRules rules = RoutingRules.DEFAULTS;
    private Presence presence = new Presence.Free();
    private Instant now = NOW;

    @BeforeEach
    void aliceTalkedToBob() {
        conversations.learn(talk(BOB, 20));
    }

    @Test
    void ringsOneOfAHundredWhoRedialAtOnce() throws Exception {
        CallRouter router = router();
        CountDownLatch allThere = new CountDownLatch(100);
        Callable<RoutedCall> redial = () -> {
            allThere.countDown();
            allThere.await();
            return router.route(call());
        };
        List<RoutingDecision> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<RoutedCall> routed : callers.invokeAll(Collections.nCopies(100, redial))) {
                answers.add(routed.get().answer());
            }
        }

        assertThat(answers).filteredOn(RingAgent.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(FrontOfQueue.class::isInstance)
                .hasSize(99)
                .allSatisfy(answer -> assertThat(answer.reason()).isEqualTo(Reason.CLAIMED));
    }

    @Test
    void takesAlongTheNewestThreeTalksOfADayThatAreTooOldToCount() {
        conversations.learn(talk(CAROL, 25 * 3600));
        for (int hour = 1; hour <= 5; hour++) {
            conversations.learn(talk(CAROL, hour * 3600 + 1));
        }
        conversations.learn(talk(CAROL, 3600));

        assertThat(talksSeen())
                .extracting(talk ->
                        Duration.between(talk.endedAt().orElseThrow(), NOW).toSeconds())
                .containsExactly(20L, 3600L, 3601L, 7201L, 10801L);
    }

    @Test
    void takesNoTalkAlongThatIsOlderThanADayAndTheLookBack() {
        conversations.learn(talk(CAROL, 25 * 3600));
        assertThat(talksSeen()).hasSize(2);
        conversations.learn(talk(CAROL, 25 * 3600 + 1));
        assertThat(talksSeen()).hasSize(2);
    }

    private List<Conversation> talksSeen() {
        return router().route(call()).situation().orElseThrow().talks();
    }

    @Test
    void offersTheAgentAgainWhenTheOfferIsOver() {
        CallRouter router = router();
        RoutedCall first = router.route(call());
        assertThat(router.route(call()).answer().reason()).isEqualTo(Reason.CLAIMED);

        router.offerEnded(first.id(), "NOTDIALLED");

        assertThat(router.route(call()).answer()).isInstanceOf(RingAgent.class);
    }

    @Test
    void offersTheAgentAgainWhenNothingWasHeardOfTheOffer() {
        CallRouter router = router();
        router.route(call());
        now = NOW.plus(QueueRules.DEFAULTS.ringTime()).plusSeconds(2);

        assertThat(router.route(call()).answer()).isInstanceOf(RingAgent.class);
    }

    @Test
    void offersTheAgentToNobodyElseWhileAnUnconfirmedAnswerMayYetBeCarriedOut() {
        CallRouter router = router();
        router.offerUnconfirmed(router.route(call()).id());

        now = NOW.plusMillis(1_999);
        assertThat(router.route(call()).answer().reason()).isEqualTo(Reason.CLAIMED);
        now = NOW.plusSeconds(2);
        assertThat(router.route(call()).answer()).isInstanceOf(RingAgent.class);
    }

    @Test
    void doesNotHoldAnAgentLongerBecauseTheAnswerIsUnconfirmed() {
        CallRouter router = router();
        RoutedCall first = router.route(call());
        now = NOW.plus(QueueRules.DEFAULTS.ringTime()).plusSeconds(1);
        router.offerUnconfirmed(first.id());
        now = now.plusSeconds(1);

        assertThat(router.route(call()).answer()).isInstanceOf(RingAgent.class);
    }

    @Test
    void doesNotRepeatARefusedOffer() {
        CallRouter router = router();
        router.offerEnded(router.route(call()).id(), "BUSY");
        now = NOW.plusSeconds(5);

        assertThat(router.route(call()).answer().reason()).isEqualTo(Reason.OFFER_REFUSED);
    }

    @Test
    void ignoresTheEndOfAnOfferThatNobodyMade() {
        CallRouter router = router();
        router.route(call());
        router.offerEnded("forged", "ANSWER");

        assertThat(router.route(call()).answer().reason()).isEqualTo(Reason.CLAIMED);
    }

    @Test
    void decidesInShadowModeButLetsTheCallGoItsOrdinaryWay() {
        rules = inMode(Mode.SHADOW);
        RoutedCall routed = router().route(call());

        assertThat(routed.verdict().decision()).isInstanceOf(RingAgent.class);
        assertThat(routed.answer()).isInstanceOf(Overflow.class);
        assertThat(routed.answer().reason()).isEqualTo(Reason.SHADOW);
        assertThat(journal).containsExactly(routed);
        assertThat(claims.isClaimed("pbx", BOB, NOW)).isFalse();
    }

    @Test
    void doesNothingAtAllWhenOff() {
        rules = inMode(Mode.OFF);

        assertThat(router().route(call()).answer().reason()).isEqualTo(Reason.OFF);
        assertThat(journal).isEmpty();
    }

    @Test
    void letsTheCallThroughWhenSomethingFails() {
        CallRouter broken = new CallRouter(
                conversations,
                (pbx, agent, line, at) -> {
                    throw new IllegalStateException("broken on purpose");
                },
                offers,
                claims,
                new Journal(),
                failOpens,
                () -> rules,
                () -> "id" + lastId.incrementAndGet(),
                () -> now);

        assertThat(broken.route(call()).answer().reason()).isEqualTo(Reason.FAULT);
        assertThat(failOpens.counts()).containsEntry(Reason.FAULT, 1L);
    }

    @Test
    void takesTheReturnOfACallerWhomNobodyAnsweredForTheirWayOutWhereThePbxIsNotFollowed() {
        CallRouter router = router();
        assertThat(router.routeUnfollowed(call(), seen()).answer()).isInstanceOf(RingAgent.class);
        now = NOW.plusSeconds(10);

        assertThat(router.routeUnfollowed(call(), seen()).answer().reason()).isEqualTo(Reason.OFFER_ABANDONED);
    }

    // Rows count whole seconds: the talk of an offer may seem to have ended before the offer was made.
    @Test
    void ringsAgainAfterATalkThatCdrToldOfWhereThePbxIsNotFollowed() {
        CallRouter router = router();
        Conversation told = talk(BOB, Duration.ofSeconds(1), 0, Ending.Kind.UNKNOWN, Optional.empty());
        now = NOW.plusMillis(900);
        router.routeUnfollowed(call(told.callerLeg().uniqueId()), seen());
        now = NOW.plusSeconds(60);
        conversations.learn(told);

        assertThat(router.routeUnfollowed(call(), seen()).answer()).isInstanceOf(RingAgent.class);
        assertThat(offers.of("pbx", ALICE)).extracting(Offer::outcome).containsOnlyOnce(Offer.Outcome.ANSWERED);
    }

    @Test
    void takesAnotherTalkWithTheSameAgentForNoAnswerToAnOfferWhereThePbxIsNotFollowed() {
        CallRouter router = router();
        router.routeUnfollowed(call(), seen());
        now = NOW.plusSeconds(1);
        conversations.learn(talk(BOB, Duration.ofSeconds(1), 0, Ending.Kind.UNKNOWN, Optional.empty()));

        assertThat(router.routeUnfollowed(call(), seen()).answer().reason()).isEqualTo(Reason.OFFER_ABANDONED);
    }

    @Test
    void believesWhatWasSeenForTheCallAndNotTheMemoryWhereThePbxIsNotFollowed() {
        AgentStates paused = (pbx, agent, line, at) -> new AgentState(Set.of("support"), new Presence.Paused(""));

        assertThat(router().routeUnfollowed(call(), paused).answer().reason()).isEqualTo(Reason.PAUSED);
    }

    @Test
    void seesOnlyTheTalksOfTheCallsOwnPbx() {
        InboundCall elsewhere =
                new InboundCall("other", "9.9", "PJSIP/mts-00000009", new CallerId.Subscriber(ALICE), List.of(), NOW);
        assertThat(router().route(elsewhere).answer().reason()).isEqualTo(Reason.NO_RECENT_TALK);
    }

    @Test
    void takesLittleOfTheMemoryForACallerWithManyTalks() {
        for (int secondsAgo = 30; secondsAgo < 30 + 3600; secondsAgo += 60) {
            conversations.learn(talk(BOB, secondsAgo));
        }
        presence = new Presence.Paused("");
        assertThat(router().route(call()).answer().reason()).isEqualTo(Reason.PAUSED);
    }

    // The talk that CDR tells of names the phone, the queue's member is another interface, and the two are one agent.
    @Test
    void offersTheMemberWhosePhoneHadTheTalk() {
        AgentInterface member = new AgentInterface("Local/971@from-queue");
        AgentStates states = new AgentStates() {
            @Override
            public AgentState state(String pbx, AgentInterface agent, List<String> line, Instant at) {
                return new AgentState(
                        Set.of("support"), agent.equals(member) ? new Presence.Free() : new Presence.Gone());
            }

            @Override
            public AgentInterface agentOf(String pbx, AgentInterface phoneOrAgent) {
                return phoneOrAgent.equals(BOB) ? member : phoneOrAgent;
            }
        };
        assertThat(router(states).route(call()).answer())
                .isInstanceOfSatisfying(
                        RingAgent.class, ring -> assertThat(ring.agent()).isEqualTo(member));
        assertThat(claims.isClaimed("pbx", member, now)).isTrue();
    }

    private CallRouter router() {
        return router((pbx, agent, line, at) -> new AgentState(Set.of("support"), presence));
    }

    private CallRouter router(AgentStates states) {
        return new CallRouter(
                conversations,
                states,
                offers,
                claims,
                new Journal(),
                failOpens,
                () -> rules,
                () -> "id" + lastId.incrementAndGet(),
                () -> now);
    }

    private AgentStates seen() {
        return (pbx, agent, line, at) -> new AgentState(Set.of("support"), presence);
    }

    private InboundCall call() {
        return call("1.2");
    }

    private InboundCall call(String uniqueId) {
        return new InboundCall(
                "pbx", uniqueId, "PJSIP/mts-0000000c", new CallerId.Subscriber(ALICE), List.of("support"), now);
    }

    private static RoutingRules inMode(Mode mode) {
        return RoutingRules.DEFAULTS.withGeneral(
                QueueRules.DEFAULTS.but().mode(mode).done());
    }

    private final class Journal implements RoutingJournal {

        @Override
        public void record(RoutedCall routed) {
            journal.add(routed);
        }

        @Override
        public void ended(String id, Offer.Outcome outcome, Instant at) {}
    }
}
