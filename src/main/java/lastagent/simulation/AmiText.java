package lastagent.simulation;

/** Writes one AMI message, line by line, in the order in which Asterisk does. */
final class AmiText {

    private static final String END_OF_LINE = "\r\n";

    private final StringBuilder text = new StringBuilder();

    private AmiText() {}

    static AmiText event(String name, String privilege) {
        return new AmiText().with("Event", name).with("Privilege", privilege + ",all");
    }

    /** A row of an answer. Asterisk writes the action's id where each action's own code does, so not here. */
    static AmiText row(String name) {
        return new AmiText().with("Event", name);
    }

    static AmiText response(String kind, String actionId) {
        return new AmiText().with("Response", kind).withActionId(actionId);
    }

    AmiText with(String key, String value) {
        text.append(key).append(": ").append(value).append(END_OF_LINE);
        return this;
    }

    AmiText with(String key, long value) {
        return with(key, Long.toString(value));
    }

    AmiText withActionId(String actionId) {
        return actionId.isEmpty() ? this : with("ActionID", actionId);
    }

    AmiText channel(SimulatedChannel channel) {
        return channel("", channel);
    }

    /** {@code manager_channels.c}, ast_manager_build_channel_state_string_prefix: the number goes out raw. */
    AmiText channel(String prefix, SimulatedChannel channel) {
        with(prefix + "Channel", channel.name);
        with(prefix + "ChannelState", channel.state.number);
        with(prefix + "ChannelStateDesc", channel.state.description);
        with(prefix + "CallerIDNum", orUnknown(channel.party.number()));
        with(prefix + "CallerIDName", orUnknown(escaped(channel.party.name())));
        with(
                prefix + "ConnectedLineNum",
                orUnknown(channel.connected.map(Caller::number).orElse("")));
        with(
                prefix + "ConnectedLineName",
                orUnknown(escaped(channel.connected.map(Caller::name).orElse(""))));
        with(prefix + "Language", "en");
        with(prefix + "AccountCode", "");
        with(prefix + "Context", channel.context);
        with(prefix + "Exten", channel.extension);
        with(prefix + "Priority", channel.priority);
        with(prefix + "Uniqueid", channel.uniqueId);
        return with(prefix + "Linkedid", channel.linkedId);
    }

    AmiText bridge(SimulatedBridge bridge) {
        with("BridgeUniqueid", bridge.uniqueId);
        with("BridgeType", "basic");
        with("BridgeTechnology", "simple_bridge");
        with("BridgeCreator", "<unknown>");
        with("BridgeName", "<unknown>");
        with("BridgeNumChannels", bridge.channels.size());
        return with("BridgeVideoSourceMode", "none");
    }

    private static String orUnknown(String value) {
        return value.isEmpty() ? "<unknown>" : value;
    }

    // ast_escape_c_alloc
    private static String escaped(String name) {
        return name.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text + END_OF_LINE;
    }
}
