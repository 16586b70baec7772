package lastagent.asterisk.cdr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lastagent.core.call.AgentInterface;

/**
 * Which interface a queue member's name stands for in queue_log.
 *
 * <p>A name is often the interface itself. {@code Agent/1127} is the member {@code Local/1127@…} or {@code SIP/1127} that the
 * log has named when it was added. A person's name, as FreePBX has it, is none of these: it still tells one agent from
 * another, so it becomes an address in a context that no PBX has, which nobody could dial by mistake. Not thread-safe.
 */
final class MemberNames {

    /** The context of addresses that are only names. */
    static final String ONLY_A_NAME = "only-a-name";

    private static final int MOST_MEMBERS = 10_000;
    private static final int LONGEST = 40;

    private final Map<String, AgentInterface> byNumber = new HashMap<>();

    /** Remembers the interfaces of members as they are named. */
    void learn(QueueLogEvent event) {
        if (event.event().equals("ADDMEMBER")) {
            AgentInterface.ofLocation(event.agent())
                    .filter(agent -> byNumber.size() < MOST_MEMBERS)
                    .ifPresent(agent -> byNumber.put(number(agent.value()), agent));
        }
    }

    private static String number(String value) {
        return value.substring(value.indexOf('/') + 1).split("@", 2)[0];
    }

    /** The agent of this name; empty for nobody. */
    Optional<AgentInterface> agent(String name) {
        if (name.isEmpty() || name.equals("NONE")) {
            return Optional.empty();
        }
        return AgentInterface.ofLocation(name)
                .or(() ->
                        name.startsWith("Agent/") ? Optional.ofNullable(byNumber.get(number(name))) : Optional.empty())
                .or(() -> Optional.of(onlyAName(name)));
    }

    // The hash keeps apart what the letters that are left do not.
    private static AgentInterface onlyAName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.-]", "_");
        String kept = plain.substring(0, Math.min(LONGEST, plain.length()));
        String apart = kept.equals(name) ? "" : "-" + Integer.toHexString(name.hashCode());
        return new AgentInterface("Local/" + kept + apart + "@" + ONLY_A_NAME);
    }
}
