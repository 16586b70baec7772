package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lastagent.core.live.PbxEvent;

/**
 * Makes news of events, whose keys differ from version to version but not in kind. An event without its channel is no
 * news; a forged one costs a question and no more.
 */
final class News {

    private News() {}

    static List<PbxEvent> moved(AmiMessage event, Instant at, String... keys) {
        List<String> channels = channels(event, keys);
        return channels.isEmpty() ? List.of() : List.of(new PbxEvent.ChannelsMoved(channels, at));
    }

    static List<PbxEvent> dialling(AmiMessage event, Instant at, String... keys) {
        List<String> channels = channels(event, keys);
        return channels.isEmpty() ? List.of() : List.of(new PbxEvent.Dialling(channels, at));
    }

    static List<PbxEvent> held(AmiMessage event, Instant at, boolean held) {
        return channels(event, "Channel").stream()
                .<PbxEvent>map(channel -> new PbxEvent.Held(channel, held, at))
                .toList();
    }

    static List<PbxEvent> transferred(AmiMessage event, Instant at, String... keys) {
        List<String> channels = channels(event, keys);
        boolean failed = event.value("Result")
                .filter(result -> !result.equals("Success"))
                .isPresent();
        return channels.isEmpty() || failed ? List.of() : List.of(new PbxEvent.Transferred(channels, at));
    }

    private static List<String> channels(AmiMessage event, String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> event.value(key).filter(Shape::isChannelName).stream())
                .distinct()
                .toList();
    }

    static List<PbxEvent> hangupRequested(AmiMessage event, Instant at) {
        Optional<Integer> cause = event.value("Cause").flatMap(Shape::wholeNumber);
        return channels(event, "Channel").stream()
                .<PbxEvent>map(channel -> new PbxEvent.HangupRequested(
                        channel, cause.map(OptionalInt::of).orElse(OptionalInt.empty()), at))
                .toList();
    }

    static List<PbxEvent> hungUp(AmiMessage event, Instant at) {
        int cause = event.value("Cause").flatMap(Shape::wholeNumber).orElse(0);
        return channels(event, "Channel").stream()
                .<PbxEvent>map(channel -> new PbxEvent.HungUp(channel, cause, at))
                .toList();
    }

    static List<PbxEvent> membersMoved(AmiMessage event, Instant at, String locationKey) {
        return List.of(new PbxEvent.MembersMoved(event.value("Queue"), event.value(locationKey), at));
    }

    // Written by the dialplan of dist/ when an offer is over; its id is what the router gave the call.
    static List<PbxEvent> userEvent(AmiMessage event, Instant at) {
        Optional<String> id = event.value("Id");
        boolean ours = event.value("UserEvent").equals(Optional.of("LastAgentEnded"));
        return ours && id.isPresent()
                ? List.of(
                        new PbxEvent.OfferEnded(id.get(), event.value("Outcome").orElse(""), at))
                : List.of();
    }
}
