package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import lastagent.core.call.AgentInterface;
import lastagent.core.call.CallerId;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.conversation.Ending;
import lastagent.core.live.AgentState;
import lastagent.core.live.Presence;

/** Situations of Alice's, of any kind; the same seed makes the same ones. */
public final class RandomSituations {

    /** Alice's number, as a configuration file spells it. */
    public static final String ALICE = Situations.ALICE.value();

    private static final List<AgentInterface> AGENTS =
            List.of(new AgentInterface("PJSIP/971"), new AgentInterface("PJSIP/972"), new AgentInterface("SIP/973"));

    private static final List<Set<String>> QUEUES =
            List.of(Set.of("support"), Set.of("support", "vip"), Set.of("vip"), Set.of());

    private static final Instant NOW = Situations.NOW;

    private final Random random;

    /** Begins. */
    public RandomSituations(long seed) {
        this.random = new Random(seed);
    }

    /** One of these, each as likely as another. */
    @SafeVarargs
    public final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The next situation under these rules. */
    public Situation next(RoutingRules rules) {
        Situations situations = new Situations();
        situations.rules = rules;
        situations.line = any(List.of("support"), List.of("support"), List.of("support", "vip"), List.of());
        if (random.nextInt(20) == 0) {
            situations.caller = new CallerId.Unusable(any(CallerId.Why.values()));
        }
        for (AgentInterface agent : AGENTS) {
            situations.agents.put(agent, new AgentState(QUEUES.get(random.nextInt(QUEUES.size())), presence()));
        }
        for (int talk = random.nextInt(4); talk > 0; talk--) {
            situations.with(talk());
        }
        for (int offer = random.nextInt(3); offer > 0; offer--) {
            situations.offered(agent(), random.nextInt(3000), any(Offer.Outcome.values()));
        }
        return situations.situation();
    }

    private AgentInterface agent() {
        return AGENTS.get(random.nextInt(AGENTS.size()));
    }

    private Conversation talk() {
        Instant end = NOW.minusSeconds(random.nextInt(any(60, 600, 6000, 60_000)));
        Instant start = end.minus(Duration.ofMillis(random.nextInt(any(1, 20_000, 600_000))));
        Optional<String> queue = any(Optional.of("support"), Optional.of("vip"), Optional.empty());
        if (random.nextInt(6) == 0) {
            return Situations.up(agent(), start, any(Direction.values()), queue);
        }
        Ending.Kind how = any(Ending.Kind.values());
        return how == Ending.Kind.MISSED
                ? Situations.up(agent(), end, Direction.OUTBOUND, Optional.empty())
                        .ended(end, ending(how))
                : Situations.up(agent(), start, any(Direction.values()), queue).ended(end, ending(how));
    }

    private static Ending ending(Ending.Kind how) {
        return new Ending(how, how.name().toLowerCase(Locale.ROOT));
    }

    private Presence presence() {
        return any(
                new Presence.Free(),
                new Presence.Free(),
                new Presence.Paused("lunch"),
                new Presence.LoggedOff(),
                new Presence.Unregistered(),
                new Presence.WrapUp(NOW.minusSeconds(random.nextInt(600)), NOW.plusSeconds(60)),
                new Presence.Ringing(),
                new Presence.Talking(),
                new Presence.OnHold(),
                new Presence.Claimed(),
                new Presence.Gone(),
                new Presence.Unknown("nobody asked"));
    }
}
