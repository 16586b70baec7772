package lastagent.core.routing;

import static lastagent.core.routing.Situations.ALICE;
import static lastagent.core.routing.Situations.BOB;
import static lastagent.core.routing.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffersTest {

    /** Dial joins the two, so only the offer knows the queue; the news of its end may come before that of the talk's. */
    @ParameterizedTest
    @CsvSource({"PENDING, true", "ANSWERED, true", "REFUSED, false", "NOT_ANSWERED, false", "ABANDONED, false"})
    void giveATalkTheQueueOfTheOfferThatItBeganBy(Offer.Outcome outcome, boolean known) {
        Offers offers = new Offers();
        offers.made(new Offer(
                "id",
                "pbx",
                Optional.of("1.1"),
                ALICE,
                BOB,
                Optional.of("support"),
                NOW.minusSeconds(5),
                Offer.Outcome.PENDING));
        offers.ended("id", outcome);
        Conversation talk = Situations.up(BOB, NOW, Direction.INBOUND, Optional.empty());

        assertThat(offers.queueOf(talk).isPresent()).isEqualTo(known);
    }
}
