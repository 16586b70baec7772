package lastagent.asterisk.ami;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers {@code Status} and {@code QueueStatus} as the recorded PBX would have: the recordings hold hardly any answers.
 *
 * <p>What is true is what Asterisk meant by its events ({@link Recording.Block.Message}), and the members of
 * queues.conf. The rows are the text that {@code generate_status}, {@code action_status} and
 * {@code manager_queues_status} write (11.25.3, 16.30.1, 22.10.1), numbers with lines in them included, so a row may be
 * several messages on the wire.
 */
final class RecordedPbx {

    private static final Pattern MEMBER = Pattern.compile("member => ([^,]+)(?:,\\d+,([^,]+),(.+))?");
    private static final Pattern QUEUE = Pattern.compile("\\[(\\w+)]\\(qdef\\)");

    private final boolean eleven;
    private final Map<String, String> written;
    private final List<String[]> members = new ArrayList<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    /** One channel, by its unique id; in a masquerade name, number and state move to another. */
    private static final class Channel {
        private final String uniqueId;
        private String name;
        private String linkedId;
        private String state = "0";
        private String number = "";
        private String connected = "";
        private String application = "";
        private String data = "";
        private String bridge = "";
        private String toldToRun = "";

        Channel(String uniqueId, String name) {
            this.uniqueId = uniqueId;
            this.linkedId = uniqueId;
            this.name = name;
        }
    }

    RecordedPbx(int version, Map<String, String> written) {
        this.eleven = version == 11;
        this.written = written;
        String queue = "";
        for (String line : Recording.text(version, "queues.conf").lines().toList()) {
            Matcher section = QUEUE.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (section.matches()) {
                queue = section.group(1);
            } else if (member.matches()) {
                members.add(new String[] {queue, member.group(1)});
            }
        }
    }

    /** The PBX is another one: nothing is up. */
    void restart() {
        channels.clear();
    }

    /** Lets the recorded PBX live on by one message. */
    void live(Map<String, String> meant) {
        switch (meant.getOrDefault("Event", "")) {
            case "Hangup" -> hangUp(meant.getOrDefault("Uniqueid", ""));
            case "Newexten" -> channel(meant).ifPresent(channel -> runs(channel, meant));
            case "BlindTransfer" ->
                named(meant.getOrDefault("TransfereeChannel", "")).ifPresent(channel -> channel.application = "Dial");
            case "Rename" -> channel(meant).ifPresent(channel -> channel.name = meant.getOrDefault("Newname", ""));
            case "Masquerade" -> masquerade(meant.getOrDefault("Clone", ""), meant.getOrDefault("Original", ""));
            case "Bridge" -> link(meant);
            case "BridgeEnter" ->
                channel(meant).ifPresent(channel -> channel.bridge = meant.getOrDefault("BridgeUniqueid", ""));
            case "BridgeLeave" ->
                channel(meant)
                        .filter(channel -> channel.bridge.equals(meant.get("BridgeUniqueid")))
                        .ifPresent(channel -> channel.bridge = "");
            case "DialBegin", "AgentCalled" -> dialled(meant.getOrDefault("DestUniqueid", ""));
            case "Dial" -> dialled(meant.getOrDefault("DestUniqueID", ""));
            default -> {}
        }
        tell(meant);
    }

    // Every event about a channel tells its name, state and numbers; Newchannel is only the first.
    private void tell(Map<String, String> meant) {
        String uniqueId = meant.getOrDefault("Uniqueid", "");
        String name = meant.getOrDefault("Channel", "");
        String event = meant.getOrDefault("Event", "");
        if (event.equals("Newchannel")) {
            channels.put(uniqueId, new Channel(uniqueId, name));
        }
        Channel channel = channels.get(uniqueId);
        if (channel == null || !channel.name.equals(name)) {
            return;
        }
        channel.state = meant.getOrDefault("ChannelState", channel.state);
        channel.number = meant.getOrDefault("CallerIDNum", channel.number);
        channel.connected = meant.getOrDefault("ConnectedLineNum", channel.connected);
        channel.linkedId = meant.getOrDefault("Linkedid", channel.linkedId);
    }

    // 16 and 22 tell the application of before once more when a transferred channel goes to its new extension, and not
    // the Dial that it runs there; the CDR has it.
    private static void runs(Channel channel, Map<String, String> meant) {
        String told = meant.getOrDefault("Application", "") + "(" + meant.getOrDefault("AppData", "") + ")";
        if (!told.equals(channel.toldToRun)) {
            channel.toldToRun = told;
            channel.application = meant.getOrDefault("Application", "");
            channel.data = meant.getOrDefault("AppData", "");
        }
    }

    private Optional<Channel> channel(Map<String, String> meant) {
        return Optional.ofNullable(channels.get(meant.getOrDefault("Uniqueid", "")));
    }

    private void dialled(String uniqueId) {
        Channel channel = channels.get(uniqueId);
        if (channel != null) {
            channel.application = "AppDial";
            channel.data = "(Outgoing Line)";
        }
    }

    private void hangUp(String uniqueId) {
        channels.remove(uniqueId);
        channels.values().stream()
                .filter(channel -> channel.bridge.equals(uniqueId))
                .forEach(channel -> channel.bridge = "");
    }

    // On 11 a channel knows its peer.
    private void link(Map<String, String> meant) {
        Channel one = channels.get(meant.getOrDefault("Uniqueid1", ""));
        Channel two = channels.get(meant.getOrDefault("Uniqueid2", ""));
        if (one == null || two == null) {
            return;
        }
        if (meant.getOrDefault("Bridgestate", "").equals("Link")) {
            one.bridge = two.uniqueId;
            two.bridge = one.uniqueId;
        } else {
            one.bridge = one.bridge.equals(two.uniqueId) ? "" : one.bridge;
            two.bridge = two.bridge.equals(one.uniqueId) ? "" : two.bridge;
        }
    }

    // channel.c, ast_do_masquerade: the original goes on as the clone, with its numbers and its state.
    private void masquerade(String clone, String original) {
        Optional<Channel> from = named(clone);
        Optional<Channel> to = named(original);
        if (from.isPresent() && to.isPresent()) {
            String number = to.get().number;
            to.get().number = from.get().number;
            to.get().state = from.get().state;
            from.get().number = number;
        }
    }

    private Optional<Channel> named(String name) {
        return channels.values().stream()
                .filter(channel -> channel.name.equals(name))
                .findFirst();
    }

    /** The rows of {@code Status} for one channel, or of all if the name is empty, as they are on the wire. */
    List<AmiMessage> status(String name, String actionId) {
        StringBuilder rows = new StringBuilder();
        for (Channel channel : channels.values()) {
            if (name.isEmpty() || channel.name.equals(name)) {
                rows.append(eleven ? row11(channel) : row12(channel))
                        .append("ActionID: ")
                        .append(actionId)
                        .append("\n\n");
            }
        }
        return Recording.onTheWire(rows.toString(), written);
    }

    private static String row12(Channel channel) {
        return """
                Event: Status
                Privilege: Call
                Channel: %s
                ChannelState: %s
                ChannelStateDesc: x
                CallerIDNum: %s
                CallerIDName: x
                ConnectedLineNum: %s
                ConnectedLineName: x
                Language: en
                AccountCode:
                Context: x
                Exten: x
                Priority: 1
                Uniqueid: %s
                Linkedid: %s
                Type: x
                DNID:
                EffectiveConnectedLineNum: %4$s
                EffectiveConnectedLineName: x
                TimeToHangup: 0
                BridgeID: %s
                Application: %s
                Data: %s
                Seconds: 1
                """.formatted(
                        channel.name,
                        channel.state,
                        channel.number,
                        channel.connected,
                        channel.uniqueId,
                        channel.linkedId,
                        channel.bridge,
                        channel.application,
                        channel.data);
    }

    private String row11(Channel channel) {
        Channel peer = channels.get(channel.bridge);
        String bridged =
                peer == null ? "" : "BridgedChannel: %s\nBridgedUniqueid: %s\n".formatted(peer.name, peer.uniqueId);
        boolean runsDialplan = !channel.application.equals("AppDial");
        return """
                Event: Status
                Privilege: Call
                Channel: %s
                CallerIDNum: %s
                CallerIDName: x
                ConnectedLineNum: %s
                ConnectedLineName: x
                %s
                %sUniqueid: %s
                Variable: CHANNEL(linkedid)=%s
                Variable: CHANNEL(appname)=%s
                Variable: CHANNEL(appdata)=%s
                """.formatted(
                        channel.name,
                        channel.number,
                        channel.connected,
                        runsDialplan
                                ? "Accountcode:\nChannelState: " + channel.state
                                        + "\nChannelStateDesc: x\nContext: x\nExtension: x\nPriority: 1\nSeconds: 1"
                                : "Account:\nState: " + (channel.state.equals("6") ? "Up" : "Down"),
                        bridged,
                        channel.uniqueId,
                        channel.linkedId,
                        channel.application,
                        channel.data);
    }

    /** The rows of {@code QueueStatus}: the members, and whoever waits. */
    List<AmiMessage> queueStatus(Optional<String> queue, Optional<String> location, String actionId) {
        StringBuilder rows = new StringBuilder();
        for (String[] member : members) {
            if (queue.orElse(member[0]).equals(member[0])
                    && location.orElse(member[1]).equals(member[1])) {
                rows.append("""
                        Event: QueueMember
                        Queue: %s
                        Name: %s
                        Location: %2$s
                        StateInterface: %2$s
                        Membership: static
                        Penalty: 0
                        CallsTaken: 0
                        LastCall: 0
                        Status: 1
                        Paused: 0
                        ActionID: %s

                        """.formatted(member[0], member[1], actionId));
            }
        }
        for (Channel channel : channels.values()) {
            if (channel.application.equals("Queue") && channel.bridge.isEmpty()) {
                rows.append(waiting(channel, actionId));
            }
        }
        return Recording.onTheWire(rows.toString(), written);
    }

    private static String waiting(Channel channel, String actionId) {
        return """
                Event: QueueEntry
                Queue: %s
                Position: 1
                Channel: %s
                Uniqueid: %s
                CallerIDNum: %s
                CallerIDName: x
                ConnectedLineNum: unknown
                ConnectedLineName: unknown
                Wait: 1
                ActionID: %s

                """.formatted(channel.data.split(",", -1)[0], channel.name, channel.uniqueId, channel.number, actionId);
    }
}
