package lastagent.core.routing;

import java.time.Duration;
import java.time.Instant;
import lastagent.core.conversation.Conversation;
import lastagent.core.conversation.Conversation.Direction;
import lastagent.core.live.Presence;

/** How talks, agents and spans read in a trace. No numbers of callers. */
final class TraceWords {

    // What somebody typed at a phone or a console, and AMI told.
    private static final int LONGEST_PAUSE_REASON = 60;

    private TraceWords() {}

    /** With whom, how, and until when: {@code PJSIP/971 through support, ended 20 s ago, the caller hung up}. */
    static String talk(Conversation talk, Instant now) {
        return talk.agent() + way(talk) + ", " + ending(talk, now);
    }

    private static String way(Conversation talk) {
        String queue = talk.queue().map(name -> " through " + name).orElse("");
        return talk.direction() == Direction.OUTBOUND ? queue + ", who had dialled" : queue;
    }

    /** Whether and how it ended: {@code ended 20 s ago, the caller hung up}. */
    static String ending(Conversation talk, Instant now) {
        return talk.endedAt().map(end -> ending(talk, ago(end, now))).orElse("still up");
    }

    private static String ending(Conversation talk, String ago) {
        return talk.isMissed()
                ? "not answered " + ago
                : "ended " + ago
                        + talk.ending().map(how -> ", " + how.evidence()).orElse("");
    }

    /** {@code 119 s ago}, {@code 119 min ago}, {@code 2 h ago}. */
    static String ago(Instant then, Instant now) {
        long seconds = Duration.between(then, now).toSeconds();
        if (seconds < 120) {
            return seconds + " s ago";
        }
        return seconds < 7200 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }

    /** What an agent is doing: {@code paused: lunch}. */
    static String presence(Presence presence, Instant now) {
        return switch (presence) {
            case Presence.Free _ -> "free";
            case Presence.Paused(String why) -> why.isBlank() ? "paused" : "paused: " + plain(why);
            case Presence.LoggedOff _ -> "logged off from the queues of this line";
            case Presence.Unregistered _ -> "the phone is not registered";
            case Presence.WrapUp(Instant end, Instant until) ->
                "in wrap-up of a call that ended " + ago(end, now) + ", for another "
                        + Duration.between(now, until).toSeconds() + " s";
            case Presence.Ringing _ -> "the phone is ringing";
            case Presence.Talking _ -> "in a call";
            case Presence.OnHold _ -> "has a call on hold";
            case Presence.Claimed _ -> "being offered to another caller";
            case Presence.Gone _ -> "was never a member of any queue";
            case Presence.Unknown(String why) -> "not known: " + why;
        };
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_PAUSE_REASON ? line : line.substring(0, LONGEST_PAUSE_REASON) + "…";
    }

    /** What became of an offer, and when it was made: {@code not answered, 40 s ago}. */
    static String offer(Offer offer, Instant now) {
        return outcome(offer.outcome()) + ", " + ago(offer.at(), now);
    }

    private static String outcome(Offer.Outcome outcome) {
        return switch (outcome) {
            case PENDING -> "nothing heard yet";
            case ANSWERED -> "answered";
            case REFUSED -> "refused";
            case NOT_ANSWERED -> "not answered";
            case ABANDONED -> "given up by the caller";
            case NOT_MADE -> "not made";
        };
    }
}
