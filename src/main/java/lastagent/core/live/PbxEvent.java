package lastagent.core.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lastagent.core.call.AgentInterface;

/**
 * What a PBX tells, in words that are the same for Asterisk 11 and for 12 and later.
 *
 * <p>There are two kinds. <em>News</em> come unasked, and anybody who can choose a caller number can forge them
 * ({@code manager.c} writes it raw): they are a reason to ask, or evidence beside a fact, never a fact. <em>Answers</em>
 * carry the random id of our own question, which a forger does not know: they are facts.
 */
public sealed interface PbxEvent {

    /** When it was read, by this machine's clock; for an answer, when the news came that made us ask. */
    Instant at();

    /** News: these channels may have joined, parted, been renamed. The link asks for each of them. */
    record ChannelsMoved(List<String> channels, Instant at) implements PbxEvent {}

    /** News: one of these channels is being dialled, by the other if there are two. The link asks for each of them. */
    record Dialling(List<String> channels, Instant at) implements PbxEvent {}

    /** News: whoever is at the far end of this channel has put the other party on hold, or taken them back. */
    record Held(String channel, boolean held, Instant at) implements PbxEvent {}

    /**
     * News: the far end of this channel hung up.
     *
     * @param cause Q.850; absent as often as not
     */
    record HangupRequested(String channel, OptionalInt cause, Instant at) implements PbxEvent {}

    /** News: this channel ended. Evidence of the cause; the link asks whether it is gone. */
    record HungUp(String channel, int cause, Instant at) implements PbxEvent {}

    /** News: an agent moved a party on to somebody else; the agent's own channels are among these. */
    record Transferred(List<String> channels, Instant at) implements PbxEvent {}

    /** News: something about members of this queue changed. The link asks for the queue's members. */
    record MembersMoved(Optional<String> queue, Optional<String> location, Instant at) implements PbxEvent {}

    /**
     * News that proves itself by an id that only this service and the dialplan know: an offer came to its end.
     *
     * @param id the decision's random id
     * @param outcome Dial's status
     */
    record OfferEnded(String id, String outcome, Instant at) implements PbxEvent {}

    /** Answer: the channel as it is; empty if there is none of this name, or its block was tampered with. */
    record ChannelAnswered(String channel, Optional<ChannelFacts> facts, Instant at) implements PbxEvent {}

    /** Answer: all channels that there are. */
    record ChannelsListed(List<ChannelFacts> channels, Instant at) implements PbxEvent {}

    /**
     * Answer: all members within the scope that was asked for.
     *
     * @param queue the queue asked for; empty for all
     * @param location the member location asked for; empty for all
     */
    record MembersAnswered(Optional<String> queue, Optional<String> location, List<MemberFacts> members, Instant at)
            implements PbxEvent {}

    /**
     * Answer: the devices that the hint of an extension names.
     *
     * @param extension as {@link MemberFacts#hintedExtension} has it
     * @param devices those of kinds that agents have; empty if there is no hint
     */
    record HintAnswered(String extension, List<AgentInterface> devices, Instant at) implements PbxEvent {}

    /**
     * The link is down, and nothing is known any more of what is going on.
     *
     * @param at when the PBX was last heard: what was up then is known to have been up until then
     */
    record Lost(Instant at) implements PbxEvent {}
}
