package lastagent.core.live;

import java.util.Optional;
import lastagent.core.conversation.Conversation;

/**
 * One channel, as the PBX answered when asked.
 *
 * @param leg its unique id and full name
 * @param linkedId what all channels of its call share; before Asterisk 13.5, which does not say, its own unique id
 * @param up whether it has been answered
 * @param number the number of the party at its far end, as presented; hostile; empty if there is none
 * @param bridge what it is in: all channels with the same value hear one another; empty if it is in nothing
 * @param queue the queue whose {@code Queue()} it runs; empty if it runs none, or the PBX does not say
 * @param dialled whether the PBX dialled it, as opposed to a call that came in
 */
public record ChannelFacts(
        Conversation.Leg leg,
        String linkedId,
        boolean up,
        String number,
        Optional<String> bridge,
        Optional<String> queue,
        boolean dialled) {}
