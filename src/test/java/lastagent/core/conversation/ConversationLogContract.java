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
import org.junit.jupiter.api.Test;

/** What every {@link ConversationLog} does, whatever it keeps its entries in. */
public abstract class ConversationLogContract {

    protected static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

    private static final CallerNumber ALICE = new CallerNumber("+380991234567");
    private static final AgentInterface BOB = new AgentInterface("PJSIP/971");

    /** The log under test, empty at first; the same one each time until {@link #reopen}. */
    protected abstract ConversationLog log();

    /** Ends the service and starts it again: what was appended is to be read now. */
    protected abstract void reopen();

    private static Conversation talk(int number) {
        Leg caller = new Leg("1700000000." + number, "PJSIP/trunk-0000000" + number);
        Leg agent = new Leg("1700000001." + number, "PJSIP/971-0000001" + number);
        Instant start = NOON.plusSeconds(60L * number);
        return new Conversation(
                Conversation.idOf("main", caller, agent, start),
                "main",
                ALICE,
                BOB,
                Direction.INBOUND,
                Optional.of("support"),
                caller,
                agent,
                start,
                Optional.empty(),
                Optional.empty());
    }

    private static Ending cut() {
        return new Ending(Ending.Kind.CUT, "cause 38 on the caller's leg");
    }

    private List<Conversation> afterRestartSince(Instant earliestEnd) {
        reopen();
        return log().since(earliestEnd);
    }

    @Test
    void beginsEmpty() {
        assertThat(log().since(Instant.MIN)).isEmpty();
        assertThat(log().lastFollowed("main")).isEmpty();
    }

    @Test
    void keepsATalkThatIsUpOverARestart() {
        log().append(talk(1));
        assertThat(afterRestartSince(NOON.plusSeconds(999_999))).containsExactly(talk(1));
    }

    @Test
    void keepsTheEndOfATalkInPlaceOfItsBeginning() {
        Conversation ended = talk(1).ended(NOON.plusSeconds(75), cut());
        log().append(talk(1));
        log().append(ended);
        assertThat(afterRestartSince(NOON)).containsExactly(ended);
    }

    @Test
    void keepsAnEndThatComesAfterARestart() {
        log().append(talk(1));
        reopen();
        Conversation ended = talk(1).ended(NOON.plusSeconds(75), cut());
        log().append(ended);
        assertThat(afterRestartSince(NOON)).containsExactly(ended);
    }

    @Test
    void keepsWhateverATalkCanBe() {
        Leg caller = new Leg("b'1;DROP TABLE conversation\u0007 \u0416", "Local/971@agents-00000003;2");
        for (Ending.Kind kind : Ending.Kind.values()) {
            for (Direction direction : Direction.values()) {
                Conversation sample = talk(1);
                Conversation odd = new Conversation(
                        kind + " " + direction,
                        "branch",
                        new CallerNumber("201"),
                        new AgentInterface("Local/971@agents"),
                        direction,
                        Optional.empty(),
                        caller,
                        sample.agentLeg(),
                        NOON,
                        Optional.of(NOON.plusNanos(1)),
                        Optional.of(new Ending(kind, "")));
                log().append(odd);
                assertThat(afterRestartSince(NOON)).contains(odd);
            }
        }
    }

    @Test
    void countsATalkThatEndedAtTheVeryMomentButNotOneThatEndedBefore() {
        Instant end = NOON.plusSeconds(300);
        log().append(talk(1).ended(end, cut()));
        assertThat(afterRestartSince(end)).hasSize(1);
        assertThat(log().since(end.plusNanos(1))).isEmpty();
    }

    @Test
    void tellsTalksInTheOrderOfTheirStart() {
        log().append(talk(3));
        log().append(talk(1));
        log().append(talk(2).ended(NOON.plusSeconds(500), cut()));
        assertThat(afterRestartSince(NOON))
                .extracting(Conversation::id)
                .containsExactly(talk(1).id(), talk(2).id(), talk(3).id());
    }

    @Test
    void keepsTheLastMomentOfFollowingForEachPbx() {
        log().followed("main", NOON);
        log().followed("branch", NOON.plusSeconds(1));
        log().followed("main", NOON.plusSeconds(2));
        reopen();
        assertThat(log().lastFollowed("main")).contains(NOON.plusSeconds(2));
        assertThat(log().lastFollowed("branch")).contains(NOON.plusSeconds(1));
        assertThat(log().lastFollowed("other")).isEmpty();
    }

    @Test
    void keepsThreeHundredTalksInOneGo() {
        List<Conversation> talks =
                IntStream.range(0, 300).mapToObj(ConversationLogContract::talk).toList();
        talks.forEach(log()::append);
        assertThat(afterRestartSince(NOON)).isEqualTo(talks);
    }
}
