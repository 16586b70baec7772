package lastagent.core.routing;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import lastagent.core.call.AgentInterface;

/**
 * Which agent is being offered to which call, so that of a hundred redials at once one rings.
 *
 * <p>A claim ends when its offer ends, or by itself when its time is over. Thread-safe.
 */
public final class Claims {

    private record Key(String pbx, AgentInterface agent) {}

    private record Claim(String holder, Instant until) {}

    private final ConcurrentHashMap<Key, Claim> claims = new ConcurrentHashMap<>();

    /**
     * Claims the agent, if nobody else holds them.
     *
     * @param holder the decision's id
     * @param until when the claim ends by itself
     * @return whether the agent is the holder's now
     */
    public boolean claim(String pbx, AgentInterface agent, String holder, Instant now, Instant until) {
        Claim mine = new Claim(holder, until);
        Claim kept = claims.compute(
                new Key(pbx, agent),
                (key, known) -> known == null || !known.until().isAfter(now) ? mine : known);
        return kept.holder().equals(holder);
    }

    /** Whether somebody holds the agent. */
    public boolean isClaimed(String pbx, AgentInterface agent, Instant now) {
        Claim claim = claims.get(new Key(pbx, agent));
        return claim != null && claim.until().isAfter(now);
    }

    /** Has whatever this holder claimed end by itself at this moment, if it would not sooner. */
    public void endBy(String holder, Instant until) {
        claims.replaceAll((key, claim) ->
                claim.holder().equals(holder) && claim.until().isAfter(until) ? new Claim(holder, until) : claim);
    }

    /** Gives back whatever this holder claimed. */
    public void release(String holder) {
        claims.values().removeIf(claim -> claim.holder().equals(holder));
    }
}
