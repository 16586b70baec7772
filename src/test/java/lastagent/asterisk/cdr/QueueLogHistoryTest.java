package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.conversation.PastCall;
import lastagent.numbers.PhoneNumberPlan;
import org.junit.jupiter.api.Test;

/** Rule 19 of {@code docs/cdr-rules.md}, with lines as app_queue writes them. */
class QueueLogHistoryTest {

    private final List<PastCall> calls = new ArrayList<>();

    private List<PastCall> read(String log) {
        QueueCalls queue =
                new QueueCalls("pbx", new PhoneNumberPlan(Optional.of("RU"), List.of(), Set.of()), calls::add);
        for (String line : log.lines().toList()) {
            List<String> words = List.of(line.split("\\|", -1));
            queue.add(new QueueLogEvent(
                    Instant.ofEpochSecond(Long.parseLong(words.get(0))),
                    words.get(1),
                    words.get(2),
                    words.get(3),
                    words.get(4),
                    words.subList(5, words.size())));
        }
        queue.finish();
        return calls;
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void aTalkLastsFromConnectToComplete() {
        List<PastCall> told = read("""
                1000|1.69|qall|NONE|ENTERQUEUE||+79161234567|1
                1004|1.69|qall|SIP/101|RINGNOANSWER|4000
                1009|1.69|qall|SIP/102|CONNECT|9|1.71|2
                1021|1.69|qall|SIP/102|COMPLETECALLER|9|12|1
                """);
        assertThat(told).hasSize(1);
        PastCall call = told.getFirst();
        assertThat(call.startedAt()).isEqualTo(at(1000));
        assertThat(call.endedAt()).isEqualTo(at(1021));
        assertThat(call.queue()).contains("qall");
        Conversation talk = call.talks().getFirst();
        assertThat(talk.caller().value()).isEqualTo("+79161234567");
        assertThat(talk.agent().value()).isEqualTo("SIP/102");
        assertThat(talk.startedAt()).isEqualTo(at(1009));
        assertThat(talk.endedAt()).contains(at(1021));
        assertThat(talk.ending()).contains(new Ending(Ending.Kind.BY_CALLER, "COMPLETECALLER in queue_log"));
        assertThat(talk.callerLeg().uniqueId()).isEqualTo("1.69");
        assertThat(talk.agentLeg().uniqueId()).isEqualTo("1.71");
        assertThat(talk.isTold()).isTrue();
    }

    @Test
    void aTransferEndsItThoughACompleteFollows() {
        assertThat(read("""
                1000|1.69|qall|NONE|ENTERQUEUE||+79161234567|1
                1009|1.69|qall|SIP/102|CONNECT|9|1.71|2
                1011|1.69|qall|SIP/102|TRANSFER|103|from-internal|9|2|1
                1021|1.69|qall|SIP/102|COMPLETEAGENT|9|12|1
                """).getFirst().talks())
                .extracting(talk -> talk.endedAt().orElseThrow())
                .containsExactly(at(1011));
    }

    @Test
    void whoGaveUpHasACallAndNoTalk() {
        PastCall call = read("""
                1000|1.69|qall|NONE|ENTERQUEUE||+79161234567|1
                1014|1.69|qall|NONE|ABANDON|1|1|14
                """).getFirst();
        assertThat(call.talks()).isEmpty();
        assertThat(call.endedAt()).isEqualTo(at(1014));
    }

    @Test
    void aCallOfTwoQueuesIsOneWithTheLastQueue() {
        PastCall call = read("""
                1000|1.69|day|NONE|ENTERQUEUE||+79161234567|1
                1030|1.69|day|NONE|EXITWITHTIMEOUT|1|1|30
                1031|1.69|night|NONE|ENTERQUEUE||+79161234567|1
                1033|1.69|night|SIP/102|CONNECT|2|1.71|2
                1040|1.69|night|SIP/102|COMPLETEAGENT|2|7|1
                """).getFirst();
        assertThat(call.queue()).contains("night");
        assertThat(call.talks()).extracting(Conversation::queue).containsExactly(Optional.of("night"));
    }

    @Test
    void aTalkWithoutAnEndAndACallWithoutABeginningAreLeftOut() {
        List<PastCall> told = read("""
                1000|1.60|qall|SIP/102|COMPLETECALLER|2|3|1
                1000|1.69|qall|NONE|ENTERQUEUE||+79161234567|1
                1009|1.69|qall|SIP/102|CONNECT|9|1.71|2
                """);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().talks()).isEmpty();
    }

    @Test
    void aWithheldNumberHasNoTalk() {
        PastCall call = read("""
                1000|1.69|qall|NONE|ENTERQUEUE||anonymous|1
                1009|1.69|qall|SIP/102|CONNECT|9|1.71|2
                1021|1.69|qall|SIP/102|COMPLETECALLER|9|12|1
                """).getFirst();
        assertThat(call.caller()).isEqualTo(new CallerId.Unusable(CallerId.Why.WITHHELD));
        assertThat(call.talks()).isEmpty();
    }

    @Test
    void aNumberedAgentIsTheMemberOfThatNumber() {
        assertThat(agents("Agent/1127", "900|1.1|IT|Local/1127@callback-agent|ADDMEMBER|\n"))
                .containsExactly("Local/1127@callback-agent");
    }

    @Test
    void aPersonsNameTellsOneAgentFromAnotherAndCannotBeDialled() {
        String alice = agents("Alice Smith", "").getFirst();
        assertThat(alice).startsWith("Local/Alice_Smith-").endsWith("@only-a-name");
        assertThat(agents("Alice_Smith", "").getFirst()).isNotEqualTo(alice);
        assertThat(agents("Алиса", "").getFirst())
                .isNotEqualTo(agents("Борис", "").getFirst());
        assertThat(agents("Local/101@from-queue/n", "")).containsExactly("Local/101@from-queue");
    }

    private List<String> agents(String name, String before) {
        calls.clear();
        return read(before + """
                1000|1.69|qall|NONE|ENTERQUEUE||+79161234567|1
                1009|1.69|qall|NAME|CONNECT|9|1.71|2
                1021|1.69|qall|NAME|COMPLETECALLER|9|12|1
                """.replace("NAME", name)).getFirst().talks().stream()
                .map(talk -> talk.agent().value())
                .toList();
    }
}
