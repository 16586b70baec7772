package lastagent.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Conversation.Leg;
import lastagent.core.conversation.Ending.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Times are seconds after noon. */
class ConversationsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final CallerNumber ALICE = new CallerNumber("+380991234567");
    private static final AgentInterface BOB = new AgentInterface("PJSIP/971");
    private static final AgentInterface CAROL = new AgentInterface("PJSIP/972");
    private static final String TRUNK = "PJSIP/mts-0000";
    private static final Ending CUT = new Ending(Kind.CUT, "cause 38 on the caller's leg");
    private static final Ending UNSEEN = new Ending(Kind.UNKNOWN, "it ended while the PBX was not heard");
    private static final Ending BY_ROWS = new Ending(Kind.UNKNOWN, "CDR does not tell");

    private final Conversations conversations = new Conversations();

    @Nested
    class OfATalkThatWasWatchedAndTold {

        @Test
        void theWatchedAccountStays() {
            Conversation watched =
                    conversations.learn(watched("1.1", BOB, 10, 60, CUT)).orElseThrow();

            assertThat(conversations.learn(told("1.1", BOB, 3, 61))).isEmpty();
            assertThat(known()).containsExactly(watched);
        }

        @Test
        void theWatchedAccountReplacesTheToldOneThatCameFirst() {
            conversations.learn(told("1.1", BOB, 3, 61));

            Conversation watched = watched("1.1", BOB, 10, 60, CUT);
            assertThat(conversations.learn(watched)).contains(watched);
            assertThat(known()).containsExactly(watched);
        }

        @Test
        void theWatchedAccountIsKeptWhileTheTalkIsUp() {
            Conversation up = up("1.1", BOB, 10);
            conversations.learn(up);

            assertThat(conversations.learn(told("1.1", BOB, 9, 61))).isEmpty();
            assertThat(known()).containsExactly(up);
        }

        @Test
        void theEndIsTakenFromTheRowsWhereNobodySawIt() {
            Conversation watched = watched("1.1", BOB, 10, 20, UNSEEN);
            conversations.learn(watched);

            Conversation ended = watched.ended(at(400), BY_ROWS);
            assertThat(conversations.learn(told("1.1", BOB, 9, 400))).contains(ended);
            assertThat(conversations.learn(told("1.1", BOB, 9, 400))).isEmpty();
            assertThat(known()).containsExactly(ended);
        }

        @Test
        void theEndIsTakenFromRowsThatCameBeforeIt() {
            conversations.learn(told("1.1", BOB, 9, 400));

            conversations.learn(watched("1.1", BOB, 10, 20, UNSEEN));

            assertThat(known()).singleElement().satisfies(talk -> {
                assertThat(talk.isTold()).isFalse();
                assertThat(talk.endedAt()).contains(at(400));
            });
        }

        @Test
        void clocksMayBeAFewSecondsApart() {
            conversations.learn(watched("1.1", BOB, 10, 12, CUT));

            assertThat(conversations.learn(told("1.1", BOB, 14, 16))).isEmpty();
            assertThat(conversations.learn(told("1.1", BOB, 18, 20))).isPresent();
        }
    }

    @Nested
    class ATalkIsTheSame {

        /** Of an outbound call CDR has the agent's own channel, and of the trunk's only the name. */
        @Test
        void byTheAgentsChannelWhereTheCallerWasDialled() {
            Leg trunk = new Leg("", TRUNK + "7");
            Leg phone = new Leg("9.1.1", "PJSIP/971-1.1");
            Conversation told = talk(Conversation.toldIdOf("pbx", "7"), BOB, trunk, phone, 9)
                    .ended(at(60), BY_ROWS);
            conversations.learn(watched("1.1", BOB, 10, 60, CUT));

            assertThat(conversations.learn(told)).isEmpty();
        }

        @Test
        void byTheNamesOfChannelsWhereThePbxKeepsNoUniqueId() {
            Leg trunk = new Leg("", TRUNK + "1.1");
            Leg phone = new Leg("", "PJSIP/971-1.1");
            Conversation told = talk(Conversation.toldIdOf("pbx", "7"), BOB, trunk, phone, 9)
                    .ended(at(60), BY_ROWS);
            conversations.learn(watched("1.1", BOB, 10, 60, CUT));

            assertThat(conversations.learn(told)).isEmpty();
        }
    }

    @Nested
    class ATalkIsAnotherOne {

        @Test
        void withAnotherAgent() {
            conversations.learn(watched("1.1", BOB, 10, 60, CUT));
            assertThat(conversations.learn(told("1.1", CAROL, 10, 60))).isPresent();
        }

        @Test
        void ofAnotherCall() {
            conversations.learn(watched("1.1", BOB, 10, 60, CUT));
            assertThat(conversations.learn(told("2.1", BOB, 10, 60))).isPresent();
        }

        @Test
        void laterInTheSameCall() {
            conversations.learn(watched("1.1", BOB, 10, 60, CUT));
            conversations.learn(told("1.1", BOB, 120, 180));

            assertThat(known()).hasSize(2);
        }
    }

    @Nested
    class RowsThatAreReadAgain {

        @Test
        void changeNothing() {
            conversations.learn(told("1.1", BOB, 9, 60));

            assertThat(conversations.learn(told("1.1", BOB, 9, 60))).isEmpty();
            assertThat(known()).hasSize(1);
        }

        @Test
        void addWhatWasNotWrittenYet() {
            conversations.learn(told("1.1", BOB, 9, 40));

            Conversation whole = told("1.1", BOB, 9, 60);
            assertThat(conversations.learn(whole)).contains(whole);
            assertThat(known()).containsExactly(whole);
        }

        @Test
        void takeNothingAwayWhereALookSeesFewerOfThem() {
            conversations.learn(told("1.1", BOB, 9, 60));

            assertThat(conversations.learn(told("1.1", BOB, 3, 60))).isEmpty();
            assertThat(conversations.learn(told("1.1", BOB, 9, 40))).isEmpty();
        }

        @Test
        void areTakenInOnceByManyThreads() {
            List<Optional<Conversation>> news = IntStream.range(0, 1000)
                    .parallel()
                    .mapToObj(turn -> conversations.learn(told("1.1", BOB, 9, 60)))
                    .toList();

            assertThat(news.stream().flatMap(Optional::stream)).hasSize(1);
        }
    }

    private List<Conversation> known() {
        return conversations.with(ALICE, Instant.EPOCH);
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static Conversation watched(String call, AgentInterface agent, int start, int end, Ending ending) {
        return up(call, agent, start).ended(at(end), ending);
    }

    private static Conversation up(String call, AgentInterface agent, int start) {
        Leg caller = new Leg(call, TRUNK + call);
        Leg agentLeg = new Leg("9." + call, agent + "-" + call);
        return talk(Conversation.idOf("pbx", caller, agentLeg, at(start)), agent, caller, agentLeg, start);
    }

    private static Conversation told(String call, AgentInterface agent, int start, int end) {
        String id = Conversation.toldIdOf("pbx", call + agent + start);
        return talk(id, agent, new Leg(call, TRUNK + call), new Leg("", agent + "-" + call), start)
                .ended(at(end), BY_ROWS);
    }

    private static Conversation talk(String id, AgentInterface agent, Leg caller, Leg agentLeg, int start) {
        return new Conversation(
                id,
                "pbx",
                ALICE,
                agent,
                Direction.INBOUND,
                Optional.of("support"),
                caller,
                agentLeg,
                at(start),
                Optional.empty(),
                Optional.empty());
    }
}
