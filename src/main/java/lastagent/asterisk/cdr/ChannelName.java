package lastagent.asterisk.cdr;

import java.util.Optional;
import lastagent.core.call.AgentInterface;

/**
 * The name of a channel, as a row has it: technology, slash, peer, and a serial number behind the last dash, which begins
 * anew with each start of Asterisk. {@code Local} channels come in pairs, {@code …;1} and {@code …;2}.
 */
record ChannelName(String value) {

    private static final String ONE = ";1";
    private static final String TWO = ";2";

    boolean isLocal() {
        return value.startsWith("Local/");
    }

    /** Whether this is the end that runs the dialplan, where the agent's phone is dialled. */
    boolean isDialplanEnd() {
        return isLocal() && value.endsWith(TWO);
    }

    /** The other end of a {@code Local} pair; empty for any other channel. */
    Optional<ChannelName> otherEnd() {
        if (!isLocal()) {
            return Optional.empty();
        }
        return value.endsWith(ONE)
                ? Optional.of(new ChannelName(pair() + TWO))
                : value.endsWith(TWO) ? Optional.of(new ChannelName(pair() + ONE)) : Optional.empty();
    }

    /** The name without {@code ;1} and {@code ;2}: the same for both ends of a pair. */
    String pair() {
        return isLocal() && (value.endsWith(ONE) || value.endsWith(TWO))
                ? value.substring(0, value.length() - ONE.length())
                : value;
    }

    /** The peer with its technology, {@code SIP/mts}; the whole name if there is no serial number. */
    String peer() {
        int dash = pair().lastIndexOf('-');
        return dash > 0 ? pair().substring(0, dash) : pair();
    }

    /** What to dial to reach this channel's peer; empty if it is none that we dial. */
    Optional<AgentInterface> dialled() {
        return AgentInterface.ofChannel(value);
    }
}
