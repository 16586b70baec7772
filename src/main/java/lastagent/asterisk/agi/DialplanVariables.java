package lastagent.asterisk.agi;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import lastagent.core.routing.RoutedCall;
import lastagent.core.routing.RoutingDecision;
import lastagent.core.routing.RoutingDecision.FrontOfQueue;
import lastagent.core.routing.RoutingDecision.Overflow;
import lastagent.core.routing.RoutingDecision.RingAgent;
import lastagent.core.routing.Situation;

/** The channel variables that the dialplan reads, as {@code lastagent.conf} spells them. */
public final class DialplanVariables {

    /** {@code ring}, {@code front} or {@code none}; anything else, or empty, is {@code none} to the dialplan. */
    public static final String ACTION = "LASTAGENT_ACTION";

    /** What to {@code Dial}. */
    public static final String DIAL = "LASTAGENT_DIAL";

    /** For how many seconds to ring. */
    public static final String RING = "LASTAGENT_RING";

    /** The queue of the talk. */
    public static final String QUEUE = "LASTAGENT_QUEUE";

    /** The member's name in that queue, for {@code queue_log}. */
    public static final String AGENT = "LASTAGENT_AGENT";

    /** {@code yes} if the queue is to be told of the call's end, so that it counts it and gives wrap-up. */
    public static final String UPDATE = "LASTAGENT_UPDATE";

    /** What to raise {@code QUEUE_PRIO} to. */
    public static final String PRIORITY = "LASTAGENT_PRIORITY";

    /** The reason's code. */
    public static final String REASON = "LASTAGENT_REASON";

    /** The random id of this decision. */
    public static final String ID = "LASTAGENT_ID";

    // No quote, space, comma, ampersand, caret, dollar or parenthesis: nothing that the dialplan would read twice.
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.@/-]{1,200}");

    // A person's name in any alphabet. Parentheses only in pairs: between them a comma would not part two arguments.
    private static final Pattern SAFE_NAME =
            Pattern.compile("(?! )(?:[\\p{L}\\p{M}\\p{N} _.@/'+#-]|\\([\\p{L}\\p{M}\\p{N} _.@/'+#-]*\\))+(?<! )");

    // membername of struct member in app_queue.c, without its end.
    private static final int MAX_NAME_BYTES = 80 - 1;

    private DialplanVariables() {}

    /** Whether a value means the same to AGI and to every application of the dialplan. */
    static boolean isSafe(String value) {
        return SAFE.matcher(value).matches();
    }

    /** Whether a person's name, between quotes, means the same to AGI and to every application of the dialplan. */
    static boolean isSafeName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
                && SAFE_NAME.matcher(name).matches();
    }

    /** What the dialplan calls this decision. */
    static String action(RoutingDecision decision) {
        return switch (decision) {
            case RingAgent ring -> "ring";
            case FrontOfQueue front -> "front";
            case Overflow overflow -> "none";
        };
    }

    /**
     * The answer to a call, in the order in which it is to be set: the action comes last, so that an answer that is cut off
     * in the middle is none.
     */
    static SequencedMap<String, String> of(RoutedCall routed) {
        RoutingDecision answer = routed.answer();
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        switch (answer) {
            case RingAgent ring -> {
                variables.put(DIAL, ring.agent().dialString());
                // Dial takes zero seconds for no limit at all.
                variables.put(RING, Long.toString(Math.max(1, ring.ringTime().toSeconds())));
                variables.put(PRIORITY, Integer.toString(ring.priority()));
                routed.situation().ifPresent(situation -> variables.putAll(statistics(ring, situation)));
            }
            case FrontOfQueue front -> variables.put(PRIORITY, Integer.toString(front.priority()));
            case Overflow overflow -> {
                // Nothing to do: the call goes on.
            }
        }
        // A queue may be named in any alphabet; one that AGI could misread is left out, and only the name is lost.
        answer.queue().filter(DialplanVariables::isSafe).ifPresent(queue -> variables.put(QUEUE, queue));
        variables.put(REASON, answer.reason().code());
        variables.put(ID, routed.id());
        variables.put(ACTION, action(answer));
        return variables;
    }

    // What the queue's statistics need. A name that cannot be sent is left out: queue_log then has what was dialled.
    private static SequencedMap<String, String> statistics(RingAgent ring, Situation situation) {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        ring.queue()
                .flatMap(queue -> situation.agent(ring.agent()).memberName(queue))
                .filter(DialplanVariables::isSafeName)
                .ifPresent(name -> variables.put(AGENT, name));
        variables.put(UPDATE, situation.rules().of(ring.queue()).queueUpdate() ? "yes" : "no");
        return variables;
    }
}
