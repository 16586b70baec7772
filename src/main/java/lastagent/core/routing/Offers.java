package lastagent.core.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.Conversation;

/** The offers that were made, by their id. Thread-safe; small, because offers older than the look-back are forgotten. */
public final class Offers {

    private final ConcurrentHashMap<String, Offer> byId = new ConcurrentHashMap<>();

    /** Notes that an offer goes out. */
    public void made(Offer offer) {
        byId.put(offer.id(), offer);
    }

    /** Notes what became of an offer; the offer, or empty if there is none of this id. */
    public Optional<Offer> ended(String id, Offer.Outcome how) {
        return Optional.ofNullable(byId.computeIfPresent(id, (known, offer) -> offer.ended(how)));
    }

    /** The offers of this caller on this PBX, in no particular order. */
    public List<Offer> of(String pbx, CallerNumber caller) {
        return byId.values().stream()
                .filter(offer -> offer.pbx().equals(pbx) && offer.caller().equals(caller))
                .toList();
    }

    /** The queue whose call a talk is that began by an offer: Dial, which joined the two, does not know it. */
    public Optional<String> queueOf(Conversation talk) {
        return of(talk.pbx(), talk.caller()).stream()
                .filter(offer -> offer.agent().equals(talk.agent())
                        && isOfATalk(offer)
                        && !offer.at().isAfter(talk.startedAt()))
                .max(Comparator.comparing(Offer::at))
                .flatMap(Offer::queue);
    }

    // The news of an offer's end may come before that of its talk's.
    private static boolean isOfATalk(Offer offer) {
        return offer.outcome() == Offer.Outcome.PENDING || offer.outcome() == Offer.Outcome.ANSWERED;
    }

    /** Forgets the offers made before this moment. */
    public void forgetBefore(Instant earliest) {
        byId.values().removeIf(offer -> offer.at().isBefore(earliest));
    }
}
