package lastagent.asterisk.ami;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.core.conversation.Conversation;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;

/**
 * What Asterisk 11 says, which has no bridges to name: a channel tells its peer.
 *
 * <p>{@code Bridge} flaps between Link and Unlink, so both are only a reason to ask. In a masquerade the names of two
 * channels change places by three {@code Rename}s, and the people stay with the names. Asked, {@code Status}
 * ({@code manager.c}, {@code action_status}) gives the direct peer; {@code CoreShowChannels} follows {@code Local} pairs
 * to the far end ({@code chan_local.c}, {@code local_bridgedchannel}), and the two contradict each other: so it is
 * {@code Status} that lists here.
 */
final class AmiDialect11 implements AmiDialect {

    // Numbers and names are written raw, so these must follow one another: what they put in stands between them.
    private static final List<String> PARTIES =
            List.of("Channel", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName");
    private static final List<String> LISTED_PARTIES =
            List.of("CallerIDnum", "CallerIDname", "ConnectedLineNum", "ConnectedLineName", "Duration", "AccountCode");

    private static final String RINGING = "5";

    private static final String APPLICATION = "CHANNEL(appname)";
    private static final String DATA = "CHANNEL(appdata)";
    private static final String LINKED_ID = "CHANNEL(linkedid)";
    private static final String VARIABLES = LINKED_ID + "," + APPLICATION + "," + DATA;

    @Override
    public List<PbxEvent> news(AmiMessage event, Instant at) {
        return switch (event.event().orElse("")) {
            case "Bridge" -> News.moved(event, at, "Channel1", "Channel2");
            case "Dial" -> News.dialling(event, at, "Channel", "Destination");
            // Queue() tells of no Dial, and every phone that rings of its state.
            case "Newstate" -> isRinging(event) ? News.dialling(event, at, "Channel") : List.of();
            case "Rename" -> News.moved(event, at, "Channel", "Newname");
            case "HangupRequest" -> News.hangupRequested(event, at);
            case "Hold" -> News.held(event, at, event.value("Status").equals(Optional.of("On")));
            case "Hangup" -> News.hungUp(event, at);
            case "Transfer" -> News.transferred(event, at, "Channel", "TargetChannel");
            case "QueueMemberStatus",
                    "QueueMemberAdded",
                    "QueueMemberRemoved",
                    "QueueMemberPaused",
                    "QueueMemberRinginuse" -> News.membersMoved(event, at, "Location");
            case "UserEvent" -> News.userEvent(event, at);
            default -> List.of();
        };
    }

    private static boolean isRinging(AmiMessage event) {
        return event.value("ChannelState").equals(Optional.of(RINGING));
    }

    @Override
    public Optional<ChannelFacts> channel(AmiMessage row) {
        return switch (row.event().orElse("")) {
            case "Status" -> status(row);
            case "CoreShowChannel" -> listed(row);
            default -> Optional.empty();
        };
    }

    // A channel that runs dialplan has Accountcode and ChannelState, one that was dialled Account and State.
    private static Optional<ChannelFacts> status(AmiMessage row) {
        boolean runsDialplan = Shape.inARow(row, followedBy("Accountcode", "ChannelState", "ChannelStateDesc"));
        boolean wasDialled = Shape.inARow(row, followedBy("Account", "State"));
        if (runsDialplan == wasDialled) {
            return Optional.empty();
        }
        boolean up = runsDialplan
                ? row.value("ChannelState").equals(Optional.of("6"))
                : row.value("State").equals(Optional.of("Up"));
        String application = variable(row, APPLICATION);
        return facts(
                row,
                "Uniqueid",
                "BridgedUniqueid",
                "CallerIDNum",
                new Running(variable(row, LINKED_ID), up, application, variable(row, DATA)));
    }

    private static List<String> followedBy(String... keys) {
        List<String> all = new ArrayList<>(PARTIES);
        all.addAll(List.of(keys));
        return all;
    }

    private static Optional<ChannelFacts> listed(AmiMessage row) {
        Optional<String> application = row.value("Application");
        Optional<String> data = row.value("ApplicationData");
        if (!Shape.inARow(row, LISTED_PARTIES) || application.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        boolean up = row.value("ChannelState").equals(Optional.of("6"));
        return facts(
                row, "UniqueID", "BridgedUniqueID", "CallerIDnum", new Running("", up, application.get(), data.get()));
    }

    /** What a channel does, however the row spells it. */
    private record Running(String linkedId, boolean up, String application, String data) {}

    private static Optional<ChannelFacts> facts(
            AmiMessage row, String idKey, String peerKey, String numberKey, Running running) {
        Optional<String> channel = row.value("Channel").filter(Shape::isChannelName);
        Optional<String> uniqueId = row.value(idKey).filter(id -> !id.isEmpty());
        if (!row.isSound() || channel.isEmpty() || uniqueId.isEmpty()) {
            return Optional.empty();
        }
        String own = uniqueId.get();
        return Optional.of(new ChannelFacts(
                new Conversation.Leg(own, channel.get()),
                running.linkedId().isEmpty() ? own : running.linkedId(),
                running.up(),
                Shape.number(row.value(numberKey)),
                row.value(peerKey).filter(peer -> !peer.isEmpty()).map(peer -> pair(own, peer)),
                Shape.queue(running.application(), running.data()),
                running.application().startsWith("AppDial")
                        || running.application().equals("AppQueue")));
    }

    // Both ends give the same value, and only if each names the other.
    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + "+" + other : other + "+" + one;
    }

    // "Variable: CHANNEL(appname)=Queue": the key may stand many times. The data, which may hold anything, comes last.
    private static String variable(AmiMessage row, String name) {
        String start = name + "=";
        return row.headers().stream()
                .filter(header ->
                        header.key().equals("Variable") && header.value().startsWith(start))
                .map(header -> header.value().substring(start.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public Optional<MemberFacts> member(AmiMessage row) {
        return Shape.member(row);
    }

    @Override
    public String listAction() {
        return "Status";
    }

    @Override
    public Optional<String> statusVariables() {
        return Optional.of(VARIABLES);
    }
}
