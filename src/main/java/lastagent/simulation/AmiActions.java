package lastagent.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lastagent.simulation.SimulatedQueue.Member;

/**
 * Answers the actions of AMI clients with the rows that Asterisk 22 writes ({@code manager.c}, {@code app_queue.c}).
 * Belongs to the PBX's loop.
 */
final class AmiActions {

    /** What {@code manager.h} of Asterisk 22 says. */
    static final String AMI_VERSION = "11.0.0";

    private final Switchboard board;

    AmiActions(Switchboard board) {
        this.board = board;
    }

    void perform(AmiAction action, AmiSession session) {
        switch (action.name()) {
            case "ping" -> ping(action, session);
            case "status" -> status(action, session);
            case "coreshowchannels" -> coreShowChannels(action, session);
            case "queuestatus" -> queueStatus(action, session);
            case "getvar" -> getVar(action, session);
            case "coresettings" -> coreSettings(action, session);
            default ->
                session.send(AmiText.response("Error", action.actionId())
                        .with("Message", "Invalid/unknown command: " + action.header("Action") + "."));
        }
    }

    private void ping(AmiAction action, AmiSession session) {
        String now = board.now().getEpochSecond() + ".000000";
        session.send(AmiText.response("Success", action.actionId())
                .with("Ping", "Pong")
                .with("Timestamp", now));
    }

    private void status(AmiAction action, AmiSession session) {
        String name = action.header("Channel");
        Optional<SimulatedChannel> one = board.channels.named(name);
        if (!name.isEmpty() && one.isEmpty()) {
            session.send(AmiText.response("Error", action.actionId()).with("Message", "No such channel"));
            return;
        }
        List<SimulatedChannel> channels = one.map(List::of).orElseGet(board.channels::all);
        session.send(listBegins(action, "Channel status will follow"));
        channels.forEach(channel -> session.send(statusRow(action, channel)));
        session.send(listEnds(action, "StatusComplete", channels.size()).with("Items", channels.size()));
    }

    // generate_status: the action's id comes last.
    private AmiText statusRow(AmiAction action, SimulatedChannel channel) {
        AmiText row = AmiText.row("Status").with("Privilege", "Call").channel(channel);
        row.with("Type", channel.name.substring(0, channel.name.indexOf('/')));
        row.with("DNID", channel.context.equals("from-trunk") ? channel.extension : "");
        row.with("EffectiveConnectedLineNum", connectedNumber(channel));
        row.with("EffectiveConnectedLineName", "<unknown>");
        row.with("TimeToHangup", 0).with("BridgeID", bridgeOf(channel));
        row.with("Application", channel.application).with("Data", channel.applicationData);
        row.with("Nativeformats", "(alaw)").with("Readformat", "alaw").with("Readtrans", "");
        row.with("Writeformat", "alaw").with("Writetrans", "");
        row.with("Callgroup", 0).with("Pickupgroup", 0);
        return row.with("Seconds", age(channel).toSeconds()).withActionId(action.actionId());
    }

    private static String connectedNumber(SimulatedChannel channel) {
        return channel.connected.map(Caller::number).orElse("<unknown>");
    }

    private static String bridgeOf(SimulatedChannel channel) {
        return channel.bridge.map(bridge -> bridge.uniqueId).orElse("");
    }

    private Duration age(SimulatedChannel channel) {
        return Duration.between(channel.createdAt, board.now());
    }

    private void coreShowChannels(AmiAction action, AmiSession session) {
        List<SimulatedChannel> channels = board.channels.all();
        session.send(listBegins(action, "Channels will follow"));
        for (SimulatedChannel channel : channels) {
            Duration age = age(channel);
            AmiText row = AmiText.row("CoreShowChannel")
                    .withActionId(action.actionId())
                    .channel(channel);
            row.with("Application", channel.application).with("ApplicationData", channel.applicationData);
            row.with("Duration", "%02d:%02d:%02d".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart()));
            session.send(row.with("BridgeId", bridgeOf(channel)));
        }
        session.send(listEnds(action, "CoreShowChannelsComplete", channels.size()));
    }

    private void queueStatus(AmiAction action, AmiSession session) {
        String queueFilter = action.header("Queue");
        String memberFilter = action.header("Member");
        session.send(listBegins(action, "Queue status will follow"));
        int items = 0;
        for (SimulatedQueue queue : board.queues.values()) {
            if (queueFilter.isEmpty() || queueFilter.equalsIgnoreCase(queue.name())) {
                session.send(queueRow(action, queue));
                items++;
                for (Member member : queue.members()) {
                    if (isAskedFor(memberFilter, member)) {
                        session.send(memberRow(action, queue, member));
                        items++;
                    }
                }
            }
        }
        session.send(listEnds(action, "QueueStatusComplete", items));
    }

    private static boolean isAskedFor(String filter, Member member) {
        return filter.isEmpty() || filter.equals(member.agent.location()) || filter.equals(member.agent.name());
    }

    private static AmiText queueRow(AmiAction action, SimulatedQueue queue) {
        AmiText row = AmiText.row("QueueParams").with("Queue", queue.name()).with("Max", 0);
        row.with("Strategy", "leastrecent").with("Calls", queue.callsWaiting());
        row.with("Holdtime", 0).with("TalkTime", 0).with("Completed", 0).with("Abandoned", 0);
        row.with("ServiceLevel", 0).with("ServicelevelPerf", "0.0").with("ServicelevelPerf2", "0.0");
        return row.with("Weight", 0).withActionId(action.actionId());
    }

    private static AmiText memberRow(AmiAction action, SimulatedQueue queue, Member member) {
        SimulatedAgent agent = member.agent;
        AmiText row = AmiText.row("QueueMember").with("Queue", queue.name()).with("Name", agent.name());
        row.with("Location", agent.location()).with("StateInterface", agent.location());
        row.with("Membership", "dynamic").with("Penalty", 0).with("CallsTaken", member.callsTaken);
        row.with("LastCall", member.lastCall()).with("LastPause", member.lastPause());
        row.with("LoginTime", member.loginTime()).with("InCall", member.inCall ? 1 : 0);
        row.with("Status", agent.deviceState().number()).with("Paused", member.paused ? 1 : 0);
        row.with("PausedReason", member.pausedReason);
        return row.with("Wrapuptime", queue.wrapUp().toSeconds()).withActionId(action.actionId());
    }

    private void getVar(AmiAction action, AmiSession session) {
        String channel = action.header("Channel");
        String variable = action.header("Variable");
        if (variable.isEmpty()) {
            session.send(AmiText.response("Error", action.actionId()).with("Message", "No variable specified"));
        } else if (!channel.isEmpty() && board.channels.named(channel).isEmpty()) {
            session.send(AmiText.response("Error", action.actionId()).with("Message", "No such channel"));
        } else {
            session.send(AmiText.response("Success", action.actionId())
                    .with("Variable", variable)
                    .with("Value", value(variable)));
        }
    }

    private String value(String variable) {
        String deviceState = "DEVICE_STATE(";
        return variable.startsWith(deviceState) && variable.endsWith(")")
                ? board.agentAt(variable.substring(deviceState.length(), variable.length() - 1))
                        .map(agent -> agent.deviceState().word())
                        .orElse("INVALID")
                : "";
    }

    private static void coreSettings(AmiAction action, AmiSession session) {
        AmiText answer = AmiText.response("Success", action.actionId()).with("AMIversion", AMI_VERSION);
        answer.with("AsteriskVersion", "22.10.1").with("SystemName", "");
        answer.with("CoreMaxCalls", 0).with("CoreMaxLoadAvg", "0.000000");
        answer.with("CoreRunUser", "").with("CoreRunGroup", "").with("CoreMaxFilehandles", 0);
        answer.with("CoreRealTimeEnabled", "No").with("CoreCDRenabled", "Yes").with("CoreHTTPenabled", "No");
        session.send(answer.with("SoundsSearchCustomDir", "No"));
    }

    private static AmiText listBegins(AmiAction action, String message) {
        return AmiText.response("Success", action.actionId())
                .with("EventList", "start")
                .with("Message", message);
    }

    private static AmiText listEnds(AmiAction action, String event, int items) {
        return AmiText.row(event)
                .withActionId(action.actionId())
                .with("EventList", "Complete")
                .with("ListItems", items);
    }
}
