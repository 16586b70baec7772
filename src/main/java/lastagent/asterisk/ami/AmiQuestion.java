package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the link asks a PBX. */
sealed interface AmiQuestion {

    /** The lines of the action. */
    List<String> action();

    /** The event names that rows of the answer can have; empty if the answer is one response. */
    Set<String> rowNames();

    /** The event name that ends the answer. */
    String completeName();

    /**
     * Whether the id stands at the head of each row, before anything that a caller chose. Then what a caller number
     * with CR LF tears off a row never carries the id; otherwise it does.
     */
    default boolean rowsBeginWithId() {
        return false;
    }

    /**
     * How one channel is.
     *
     * @param variables what the dialect wants beside the row's own lines
     * @param channel its name, checked by {@link #isAskable}
     * @param at when the news came that made us ask
     * @param hungUp whether they were that it ended
     * @param repeated how often the answer did not show it yet
     */
    record OfChannel(Optional<String> variables, String channel, Instant at, boolean hungUp, int repeated)
            implements AmiQuestion {

        @Override
        public List<String> action() {
            List<String> action = new ArrayList<>(List.of("Action: Status", "Channel: " + channel));
            variables.ifPresent(wanted -> action.add("Variables: " + wanted));
            return action;
        }

        @Override
        public Set<String> rowNames() {
            return Set.of("Status");
        }

        @Override
        public String completeName() {
            return "StatusComplete";
        }
    }

    /**
     * All channels that there are.
     *
     * @param dialect which knows by which action to ask
     * @param at when the news came that made us ask, or when we asked of ourselves
     */
    record OfAllChannels(AmiDialect dialect, Instant at) implements AmiQuestion {

        @Override
        public List<String> action() {
            List<String> action = new ArrayList<>(List.of("Action: " + dialect.listAction()));
            dialect.statusVariables()
                    .filter(wanted -> isStatus())
                    .ifPresent(wanted -> action.add("Variables: " + wanted));
            return action;
        }

        private boolean isStatus() {
            return dialect.listAction().equals("Status");
        }

        @Override
        public Set<String> rowNames() {
            return Set.of(isStatus() ? "Status" : "CoreShowChannel");
        }

        @Override
        public String completeName() {
            return dialect.listAction() + "Complete";
        }

        @Override
        public boolean rowsBeginWithId() {
            return !isStatus();
        }
    }

    /**
     * The members of queues.
     *
     * @param queue empty for all
     * @param location as app_queue knows the member; empty for all
     * @param at when the news came that made us ask, or when we asked of ourselves
     */
    record OfMembers(Optional<String> queue, Optional<String> location, Instant at) implements AmiQuestion {

        @Override
        public List<String> action() {
            List<String> action = new ArrayList<>(List.of("Action: QueueStatus"));
            queue.ifPresent(name -> action.add("Queue: " + name));
            location.ifPresent(member -> action.add("Member: " + member));
            return action;
        }

        @Override
        public Set<String> rowNames() {
            return Set.of("QueueParams", "QueueMember", "QueueEntry");
        }

        @Override
        public String completeName() {
            return "QueueStatusComplete";
        }
    }

    /**
     * The devices that an extension's hint names.
     *
     * @param extension as {@link lastagent.core.live.MemberFacts#hintedExtension} has it: nothing in it means anything to
     *     Asterisk
     * @param at when the news came that made us ask, or when we asked of ourselves
     */
    record OfHint(String extension, Instant at) implements AmiQuestion {

        @Override
        public List<String> action() {
            return List.of("Action: Getvar", "Variable: HINT(" + extension + ")");
        }

        @Override
        public Set<String> rowNames() {
            return Set.of();
        }

        @Override
        public String completeName() {
            return "";
        }
    }

    /** Which Asterisk it is; for people to read, nothing depends on it. */
    record OfVersion() implements AmiQuestion {

        @Override
        public List<String> action() {
            return List.of("Action: CoreSettings");
        }

        @Override
        public Set<String> rowNames() {
            return Set.of();
        }

        @Override
        public String completeName() {
            return "";
        }
    }

    /** Whether a name out of news, which anybody may have forged, can be asked about without breaking the protocol. */
    static boolean isAskable(String name) {
        return !name.isBlank() && name.length() < 200 && name.chars().noneMatch(Character::isISOControl);
    }
}
