package lastagent.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.InboundCall;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;
import lastagent.core.routing.LastAgentPolicy;
import lastagent.core.routing.Mode;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingRules;
import lastagent.core.routing.Situation;
import lastagent.core.routing.Verdict;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores something in a database in memory that is thrown away, before the first real talk comes.
 *
 * <p>Java loads classes when they are first used, and JSON needs hundreds of them: without this the first routed call
 * takes the writer most of a second on a busy machine, and the talks that begin meanwhile are not safe before it is over.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final int ROUNDS = 5;

    private WarmUp() {}

    /**
     * A failure is no reason not to go on.
     *
     * @param journal the one that will be used: Jackson keeps what it finds out about classes with each mapper
     */
    static void run(JournalRows journal) {
        try (Handle handle = Database.scratch()) {
            RoutedCall call = call();
            for (int round = 0; round < ROUNDS; round++) {
                handle.useTransaction(open -> {
                    call.verdict().talk().ifPresent(talk -> ConversationRows.put(open, talk));
                    ConversationRows.putFollowed(open, call.call().pbx(), Instant.EPOCH);
                    journal.put(open, call);
                });
            }
        } catch (RuntimeException fault) {
            LOG.warn("the first entries will be stored more slowly: {}", SqliteFaults.describe(fault));
        }
    }

    private static RoutedCall call() {
        // The number is from a range that is reserved for fiction.
        CallerNumber caller = new CallerNumber("+12025550123");
        AgentInterface agent = new AgentInterface("PJSIP/100");
        Conversation.Leg leg = new Conversation.Leg("0.0", "PJSIP/warm-up-00000000");
        InboundCall call = new InboundCall(
                "warm-up", leg.uniqueId(), leg.channel(), new CallerId.Subscriber(caller), List.of(), Instant.EPOCH);
        Conversation talk = new Conversation(
                        Conversation.idOf(call.pbx(), leg, leg, Instant.EPOCH),
                        call.pbx(),
                        caller,
                        agent,
                        Conversation.Direction.INBOUND,
                        Optional.of("support"),
                        leg,
                        leg,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty())
                .ended(Instant.EPOCH, new Ending(Ending.Kind.CUT, "warm-up"));
        Situation situation = new Situation(
                call,
                List.of(talk),
                Map.of(agent, new AgentState(Set.of("support"), new Presence.Free())),
                List.of(),
                RoutingRules.DEFAULTS,
                Instant.EPOCH);
        Verdict verdict = new LastAgentPolicy().decide(situation);
        return new RoutedCall(
                "warm-up", call, Optional.of(situation), verdict, Mode.ON, verdict.decision(), Duration.ZERO);
    }
}
