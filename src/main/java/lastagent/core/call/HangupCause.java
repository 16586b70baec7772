package lastagent.core.call;

import java.util.Set;

/**
 * Why a channel ended: a Q.850 cause as Asterisk's {@code causes.h} numbers them.
 *
 * @param code 0 where Asterisk gives none
 */
public record HangupCause(int code) {

    /** No cause was given; as common for an ordinary goodbye as for anything else. */
    public static final HangupCause NONE = new HangupCause(0);

    // 27 destination out of order, 31 unspecified, 34 no circuit, 38 network out of order, 41 temporary failure,
    // 42 congestion, 44 channel unavailable (also Asterisk's RTP timeout), 47 no resource, 111 protocol, 127
    // interworking.
    private static final Set<Integer> NETWORK = Set.of(27, 31, 34, 38, 41, 42, 44, 47, 111, 127);

    /** Whether this cause says that the network ended the call, not a person. */
    public boolean isNetwork() {
        return NETWORK.contains(code);
    }

    @Override
    public String toString() {
        return Integer.toString(code);
    }
}
