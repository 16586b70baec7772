package lastagent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.Presence;
import lastagent.core.routing.JournalEntry;
import lastagent.core.routing.Offer;
import lastagent.store.Waiting.Entry;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final Waiting waiting = new Waiting(3, 2);

    private static Entry talk(int number) {
        Conversation talk = Samples.talk();
        return new Entry.Talk(talk.ended(
                talk.startedAt().plusSeconds(number), Samples.cutTalk().ending().orElseThrow()));
    }

    private static Entry routed(String id) {
        return new Entry.Routed(Samples.redial(id, new Presence.Free()));
    }

    private static Entry followed(String pbx, int second) {
        return new Entry.Followed(pbx, Samples.NOON.plusSeconds(second));
    }

    private List<Entry> all() throws InterruptedException {
        return waiting.take(100, 100);
    }

    @Test
    void takesConversationsInTheirOrderAndThenTheJournalInItsOwn() throws InterruptedException {
        Entry end = new Entry.Ended("a", new JournalEntry.End(Offer.Outcome.ANSWERED, Samples.NOON));
        List.of(routed("a"), talk(1), end, talk(2)).forEach(waiting::add);
        assertThat(all()).containsExactly(talk(1), talk(2), routed("a"), end);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void leavesTheRestForTheNextTime() throws InterruptedException {
        List.of(talk(1), talk(2), talk(3)).forEach(waiting::add);
        assertThat(waiting.take(2, 2)).containsExactly(talk(1), talk(2));
        assertThat(waiting.take(2, 2)).containsExactly(talk(3));
    }

    @Test
    void givesUpTheOldestOfAFullJournalAndNoConversationForIt() throws InterruptedException {
        waiting.add(talk(1));
        List.of(routed("a"), routed("b"), routed("c"), routed("d")).forEach(waiting::add);
        assertThat(all()).containsExactly(talk(1), routed("c"), routed("d"));
        assertThat(waiting.journalDropped()).isEqualTo(2);
        assertThat(waiting.conversationsDropped()).isZero();
    }

    @Test
    void givesUpTheOldestConversationWhenOnlyConversationsAreLeftToGiveUp() throws InterruptedException {
        List.of(talk(1), talk(2), talk(3), talk(4)).forEach(waiting::add);
        assertThat(all()).containsExactly(talk(2), talk(3), talk(4));
        assertThat(waiting.conversationsDropped()).isEqualTo(1);
    }

    @Test
    void keepsOnlyTheNewestMomentOfFollowingInARow() throws InterruptedException {
        List.of(followed("main", 1), followed("main", 2), talk(1), followed("main", 3))
                .forEach(waiting::add);
        assertThat(all()).containsExactly(followed("main", 2), talk(1), followed("main", 3));
    }

    @Test
    void neverGivesUpAConversationForAMomentOfFollowing() throws InterruptedException {
        List.of(talk(1), talk(2), talk(3), followed("main", 1)).forEach(waiting::add);
        assertThat(all()).containsExactly(talk(1), talk(2), talk(3));
    }

    @Test
    void takesNothingInOnceClosed() throws InterruptedException {
        waiting.add(talk(1));
        waiting.close();
        waiting.add(talk(2));
        assertThat(all()).containsExactly(talk(1));
        assertThat(all()).isEmpty();
        assertThat(waiting.conversationsDropped()).isEqualTo(1);
    }
}
