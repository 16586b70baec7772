package lastagent.simulation;

import lastagent.simulation.SimulatedQueue.Member;

/** The events that Asterisk 22 sends of a call and of a queue, with the headers and in the order that it writes. */
final class AmiEvents {

    private final AmiServer server;

    AmiEvents(AmiServer server) {
        this.server = server;
    }

    void newChannel(SimulatedChannel channel) {
        call(AmiText.event("Newchannel", "call").channel(channel));
    }

    void newState(SimulatedChannel channel) {
        call(AmiText.event("Newstate", "call").channel(channel));
    }

    void dialBegin(SimulatedChannel caller, SimulatedChannel agent, String dialString) {
        call(pair("DialBegin", "call", caller, agent).with("DialString", dialString));
    }

    void dialEnd(SimulatedChannel caller, SimulatedChannel agent, String dialStatus) {
        call(pair("DialEnd", "call", caller, agent).with("DialStatus", dialStatus));
    }

    void bridgeCreate(SimulatedBridge bridge) {
        call(AmiText.event("BridgeCreate", "call").bridge(bridge));
    }

    /** The task runs when the event has been written to a client, once for each client. */
    void bridgeEnter(SimulatedBridge bridge, SimulatedChannel channel, Runnable written) {
        server.send("call", AmiText.event("BridgeEnter", "call").bridge(bridge).channel(channel), written);
    }

    void bridgeLeave(SimulatedBridge bridge, SimulatedChannel channel) {
        call(AmiText.event("BridgeLeave", "call").bridge(bridge).channel(channel));
    }

    void bridgeDestroy(SimulatedBridge bridge) {
        call(AmiText.event("BridgeDestroy", "call").bridge(bridge));
    }

    /** The far end of this channel hung up; a cause of 0 is left out, as Asterisk does where the far end gave none. */
    void hangupRequest(SimulatedChannel channel, int cause) {
        AmiText text = AmiText.event("HangupRequest", "call").channel(channel);
        call(cause == 0 ? text : text.with("Cause", cause));
    }

    void hangup(SimulatedChannel channel, int cause) {
        AmiText text = AmiText.event("Hangup", "call").channel(channel);
        call(text.with("Cause", cause).with("Cause-txt", Causes.text(cause)));
    }

    void callerJoins(SimulatedChannel caller, SimulatedQueue queue, int position, int count) {
        AmiText text = AmiText.event("QueueCallerJoin", "agent").channel(caller).with("Queue", queue.name());
        agent(text.with("Position", position).with("Count", count));
    }

    void callerLeaves(SimulatedChannel caller, SimulatedQueue queue, int position, int count) {
        AmiText text =
                AmiText.event("QueueCallerLeave", "agent").channel(caller).with("Queue", queue.name());
        agent(text.with("Position", position).with("Count", count));
    }

    void callerAbandons(SimulatedChannel caller, SimulatedQueue queue, int position, long holdTime) {
        AmiText text =
                AmiText.event("QueueCallerAbandon", "agent").channel(caller).with("Queue", queue.name());
        agent(text.with("Position", position).with("OriginalPosition", position).with("HoldTime", holdTime));
    }

    void agentCalled(SimulatedQueue queue, SimulatedChannel caller, SimulatedChannel channel, SimulatedAgent agent) {
        agent(member(pair("AgentCalled", "agent", caller, channel), queue, agent));
    }

    void agentConnects(
            SimulatedQueue queue,
            SimulatedChannel caller,
            SimulatedChannel channel,
            SimulatedAgent agent,
            long holdTime,
            long ringTime) {
        AmiText text = member(pair("AgentConnect", "agent", caller, channel), queue, agent);
        agent(text.with("HoldTime", holdTime).with("RingTime", ringTime));
    }

    void agentDoesNotAnswer(
            SimulatedQueue queue,
            SimulatedChannel caller,
            SimulatedChannel channel,
            SimulatedAgent agent,
            long ringMilliseconds) {
        AmiText text = member(pair("AgentRingNoAnswer", "agent", caller, channel), queue, agent);
        agent(text.with("RingTime", ringMilliseconds));
    }

    void agentCompletes(
            SimulatedQueue queue,
            SimulatedChannel caller,
            SimulatedChannel channel,
            SimulatedAgent agent,
            long holdTime,
            long talkTime,
            String by) {
        AmiText text = member(pair("AgentComplete", "agent", caller, channel), queue, agent);
        agent(text.with("HoldTime", holdTime).with("TalkTime", talkTime).with("Reason", by));
    }

    void memberStatus(SimulatedQueue queue, Member member) {
        agent(membership("QueueMemberStatus", queue, member));
    }

    void memberPauses(SimulatedQueue queue, Member member) {
        agent(membership("QueueMemberPause", queue, member));
    }

    void memberAdded(SimulatedQueue queue, Member member) {
        agent(membership("QueueMemberAdded", queue, member));
    }

    void memberRemoved(SimulatedQueue queue, Member member) {
        agent(membership("QueueMemberRemoved", queue, member));
    }

    /** What {@code UserEvent(LastAgentEnded,Id: …,Outcome: …)} sends. */
    void offerEnded(SimulatedChannel caller, String id, String dialStatus) {
        AmiText text = AmiText.event("UserEvent", "user").channel(caller).with("UserEvent", "LastAgentEnded");
        server.send("user", text.with("Id", id).with("Outcome", dialStatus), () -> {});
    }

    private static AmiText pair(
            String event, String eventClass, SimulatedChannel caller, SimulatedChannel destination) {
        return AmiText.event(event, eventClass).channel(caller).channel("Dest", destination);
    }

    private static AmiText member(AmiText text, SimulatedQueue queue, SimulatedAgent agent) {
        return text.with("Queue", queue.name())
                .with("Interface", agent.location())
                .with("MemberName", agent.name());
    }

    // app_queue.c, queue_member_blob_create.
    private static AmiText membership(String event, SimulatedQueue queue, Member member) {
        SimulatedAgent agent = member.agent;
        AmiText text = AmiText.event(event, "agent").with("Queue", queue.name());
        text.with("MemberName", agent.name()).with("Interface", agent.location());
        text.with("StateInterface", agent.location()).with("Membership", "dynamic");
        text.with("Penalty", 0).with("CallsTaken", member.callsTaken);
        text.with("LastCall", member.lastCall()).with("LastPause", member.lastPause());
        text.with("LoginTime", member.loginTime()).with("InCall", member.inCall ? 1 : 0);
        text.with("Status", agent.deviceState().number()).with("Paused", member.paused ? 1 : 0);
        text.with("PausedReason", member.pausedReason).with("Ringinuse", 0);
        return text.with("Wrapuptime", queue.wrapUp().toSeconds());
    }

    private void call(AmiText text) {
        server.send("call", text, () -> {});
    }

    private void agent(AmiText text) {
        server.send("agent", text, () -> {});
    }
}
