package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;

/**
 * What Asterisk 12 and later say, with bridges of their own and one block of lines for every channel
 * ({@code manager_channels.c}, {@code ast_manager_build_channel_state_string_prefix}).
 *
 * <p>Joining and parting is told by {@code BridgeEnter} and {@code BridgeLeave}; who is in which bridge, by the
 * {@code BridgeID} of {@code Status} ({@code manager.c}, {@code generate_status}) and the {@code BridgeId} of
 * {@code CoreShowChannels} ({@code action_coreshowchannels}).
 */
final class AmiDialect12 implements AmiDialect {

    // The numbers are written raw, so these must follow one another: what a number puts in stands between them.
    private static final List<String> CHANNEL_BLOCK = List.of(
            "Channel",
            "ChannelState",
            "ChannelStateDesc",
            "CallerIDNum",
            "CallerIDName",
            "ConnectedLineNum",
            "ConnectedLineName");

    // What follows the block; before 13.5 there is no language, and Status spells the account code differently.
    private static final Set<String> BEHIND_THE_BLOCK = Set.of("Language", "AccountCode", "Accountcode");

    // Only Status has them; the name is raw here, unlike in the block above.
    private static final List<String> CONNECTED_BLOCK =
            List.of("DNID", "EffectiveConnectedLineNum", "EffectiveConnectedLineName", "TimeToHangup");

    // What app_dial, app_queue and pbx.c's Originate call a channel that they dial.
    private static final Set<String> DIALLED = Set.of("AppDial", "AppDial2", "AppQueue");

    private static final String UP = "6";

    @Override
    public List<PbxEvent> news(AmiMessage event, Instant at) {
        return switch (event.event().orElse("")) {
            case "BridgeEnter", "BridgeLeave" -> News.moved(event, at, "Channel");
            case "DialBegin" -> News.dialling(event, at, "Channel", "DestChannel");
            case "Rename" -> News.moved(event, at, "Channel", "Newname");
            case "HangupRequest" -> News.hangupRequested(event, at);
            case "Hold" -> News.held(event, at, true);
            case "Unhold" -> News.held(event, at, false);
            case "Hangup" -> News.hungUp(event, at);
            case "BlindTransfer" -> News.transferred(event, at, "TransfererChannel", "TransfereeChannel");
            case "AttendedTransfer" ->
                News.transferred(event, at, "OrigTransfererChannel", "SecondTransfererChannel", "TransfereeChannel");
            case "QueueMemberStatus",
                    "QueueMemberAdded",
                    "QueueMemberRemoved",
                    "QueueMemberPause",
                    "QueueMemberRinginuse" -> News.membersMoved(event, at, "Interface");
            case "UserEvent" -> News.userEvent(event, at);
            default -> List.of();
        };
    }

    @Override
    public Optional<ChannelFacts> channel(AmiMessage row) {
        return switch (row.event().orElse("")) {
            case "Status" ->
                Shape.inARow(row, CONNECTED_BLOCK) ? facts(row, "BridgeID", "Application", "Data") : Optional.empty();
            case "CoreShowChannel" -> facts(row, "BridgeId", "Application", "ApplicationData");
            default -> Optional.empty();
        };
    }

    private static Optional<ChannelFacts> facts(AmiMessage row, String bridgeKey, String appKey, String dataKey) {
        Optional<String> channel = row.value("Channel").filter(Shape::isChannelName);
        Optional<String> uniqueId = row.value("Uniqueid").filter(id -> !id.isEmpty());
        Optional<String> bridge = row.value(bridgeKey);
        Optional<String> application = row.value(appKey);
        Optional<String> data = row.value(dataKey);
        if (!row.isSound()
                || !Shape.inARow(row, CHANNEL_BLOCK)
                || !Shape.follows(row, CHANNEL_BLOCK.getLast(), BEHIND_THE_BLOCK)
                || channel.isEmpty()
                || uniqueId.isEmpty()
                || bridge.isEmpty()
                || application.isEmpty()
                || data.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChannelFacts(
                new Conversation.Leg(uniqueId.get(), channel.get()),
                row.value("Linkedid").orElse(uniqueId.get()),
                row.value("ChannelState").filter(UP::equals).isPresent(),
                Shape.number(row.value("CallerIDNum")),
                bridge.filter(id -> !id.isEmpty()),
                Shape.queue(application.get(), data.get()),
                DIALLED.contains(application.get())));
    }

    @Override
    public Optional<MemberFacts> member(AmiMessage row) {
        return Shape.member(row);
    }

    @Override
    public String listAction() {
        return "CoreShowChannels";
    }

    @Override
    public Optional<String> statusVariables() {
        return Optional.empty();
    }
}
