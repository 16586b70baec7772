package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lastagent.asterisk.cdr.Peers.Role;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.AgentPatterns;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rule 17 of {@code docs/cdr-rules.md}. */
class PeersTest {

    private static final String REST = " | 09:00:00 09:00:05 09:01:00 | ANSWERED\n";

    private final Peers peers = Peers.byEvidence();

    private Role role(String peer) {
        return peers.role(new AgentInterface(peer));
    }

    private void learn(String rows) {
        Pasted.rows(rows).forEach(peers::learn);
    }

    @Nested
    class ByTheAdministratorsList {

        private final Peers listed = Peers.of(new AgentPatterns(List.of("SIP/9*", "Local/*@agents")));

        @Test
        void whatItMatchesIsAnAgentAndNothingElseIs() {
            listed.learn(Pasted.row("1.1 | SIP/trunk-1 -> SIP/101-2 | +79161234567 -> 600 | Queue(sales)" + REST));
            assertThat(listed.role(new AgentInterface("SIP/971"))).isEqualTo(Role.MEMBER);
            assertThat(listed.role(new AgentInterface("Local/971@agents"))).isEqualTo(Role.MEMBER);
            assertThat(listed.role(new AgentInterface("SIP/101"))).isEqualTo(Role.OUTSIDE);
        }
    }

    @Nested
    class ATrunk {

        @Test
        void isWhatANumberIsDialledThrough() {
            learn("1.1 | SIP/201-1 -> SIP/1234-2   | 201 -> 0991234567 | Dial(SIP/1234/0991234567,60)" + REST);
            learn("1.2 | SIP/201-1 -> PJSIP/mts-3  | 201 -> 0991234567 | Dial(PJSIP/0991234567@mts)" + REST);
            learn("1.3 | SIP/201-1 -> PJSIP/life-3 | 201 -> 0991234567 | Dial(PJSIP/life/sip:0991234567@192.0.2.1)"
                    + REST);
            assertThat(role("SIP/1234")).isEqualTo(Role.OUTSIDE);
            assertThat(role("PJSIP/mts")).isEqualTo(Role.OUTSIDE);
            assertThat(role("PJSIP/life")).isEqualTo(Role.OUTSIDE);
        }

        @Test
        void isWhatBringsInOutsideNumbersEvenIfAQueueCallsThroughIt() {
            learn("1.1 | SIP/211474-1 -> SIP/201-2 | 0991234561 -> 601 | Dial(SIP/201)" + REST);
            learn("1.2 | SIP/211474-1 -> SIP/201-2 | 0991234562 -> 601 | Queue(sales)" + REST);
            assertThat(role("SIP/211474")).isEqualTo(Role.AGENT);
            learn("1.3 | SIP/211474-1 -> SIP/201-2 | 0991234563 -> 601 | Dial(SIP/201)" + REST);
            learn("1.4 | SIP/mts-1 -> SIP/211474-2 | 0991234563 -> 601 | Queue(sales)" + REST);
            assertThat(role("SIP/211474")).isEqualTo(Role.OUTSIDE);
        }

        @Test
        void isWhatIsCalledByTheNumberThatIsItsName() {
            learn("1.1 | SIP/211553-1 -> SIP/201-2 | 0991234561 -> 211553 | Dial(SIP/201)" + REST);
            assertThat(role("SIP/211553")).isEqualTo(Role.OUTSIDE);
        }
    }

    @Nested
    class AnAgent {

        @Test
        void isWhomAQueueCalls() {
            learn(
                    "1.1 | SIP/trunk-1 -> SIP/alice-2 | anonymous -> 600 | Queue(sales) | 09:00:00 - 09:01:00 | NO ANSWER");
            assertThat(role("SIP/alice")).isEqualTo(Role.MEMBER);
        }

        @Test
        void isNotTheChannelThatTookAMembersPlace() {
            String odd =
                    "1.4/1.1 | PJSIP/101-6d -> Local/101@from-queue-4;1 | 101 -> - | AppDial((Outgoing Line))" + REST;
            String queue = "1.1/1.1 | SIP/trunk-6c -> PJSIP/101-6d | 0991234567 -> 616 | Queue(sales)" + REST;
            learn(odd + queue);
            assertThat(role("PJSIP/101")).isEqualTo(Role.AGENT);
            learn(queue + odd);
            assertThat(role("PJSIP/101")).isEqualTo(Role.AGENT);
        }

        @Test
        void isWhoCallsWithTheirOwnNameAsNumber() {
            learn("1.1 | PJSIP/client1-1 -> - | client1 -> *60 | Wait(1)" + REST);
            assertThat(role("PJSIP/client1")).isEqualTo(Role.AGENT);
        }

        @Test
        void isAnExtensionByItsName() {
            assertThat(role("PJSIP/201")).isEqualTo(Role.AGENT);
            assertThat(role("Local/201@from-queue")).isEqualTo(Role.AGENT);
            assertThat(role("Local/0991234567@from-internal")).isEqualTo(Role.OUTSIDE);
            assertThat(role("PJSIP/0991234567")).isEqualTo(Role.OUTSIDE);
        }

        @Test
        void isWhoIsDialledByNameAlone() {
            learn("1.1 | SIP/mts-1 -> SIP/alice-2 | anonymous -> 601 | Dial(SIP/bob&SIP/alice,20,t)" + REST);
            learn("1.2 | SIP/mts-1 -> PJSIP/carol-2 | anonymous -> 601 | Dial(PJSIP/carol/sip:carol@192.0.2.7:5060)"
                    + REST);
            assertThat(role("SIP/alice")).isEqualTo(Role.AGENT);
            assertThat(role("PJSIP/carol")).isEqualTo(Role.AGENT);
        }

        @Test
        void isWhoIsReachedFromOutsideWhateverPutTheCallThrough() {
            learn("1.1 | SIP/mts-1 -> SIP/line1-2 | 0991234567 -> - | Stasis(calls)" + REST);
            assertThat(role("SIP/line1")).isEqualTo(Role.AGENT);
        }

        @Test
        void whoShowsTheTrunksNumberWhenCallingOutIsStillOne() {
            for (int number = 1; number < 9; number++) {
                learn("1.1 | PJSIP/201-1 -> PJSIP/mts-2 | 044765432" + number
                        + " -> 0991234567 | Dial(PJSIP/0991234567@mts)" + REST);
            }
            assertThat(role("PJSIP/201")).isEqualTo(Role.AGENT);
        }
    }

    @Test
    void tenThousandPeersAreEnough() {
        for (int i = 0; i < 10_000; i++) {
            learn("1.1 | SIP/mts-1 -> SIP/a" + i + "-2 | anonymous -> 600 | Queue(sales)" + REST);
        }
        learn("1.1 | SIP/mts-1 -> SIP/late-2 | anonymous -> 600 | Queue(sales)" + REST);
        assertThat(role("SIP/a9")).isEqualTo(Role.MEMBER);
        assertThat(role("SIP/late")).isEqualTo(Role.OUTSIDE);
    }
}
