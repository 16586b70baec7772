package lastagent.asterisk.ami;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** An AMI link to a PBX that answers as the test says, and what the link told. */
@Timeout(30)
abstract class AmiLinkFixture {

    static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    static final Duration LONG = Duration.ofSeconds(20);

    static final String UNIQUE_ID = "1795414089.2";
    static final String CHANNEL = "SIP/mts-00000001";

    // As Asterisk 16.28 answers Status for one channel in a bridge.
    static final String STATUS = FakeAmi.list("StatusComplete", 1, """
            Event: Status
            Privilege: Call
            Channel: %s
            ChannelState: 6
            ChannelStateDesc: Up
            CallerIDNum: +15551234567
            CallerIDName: Ann
            ConnectedLineNum: 971
            ConnectedLineName: Bob
            Language: en
            AccountCode:%s
            Context: from-trunk
            Exten: 100
            Priority: 1
            Uniqueid: 1795414089.2
            Linkedid: 1795414089.2
            Type: SIP
            DNID:%s
            EffectiveConnectedLineNum: 971
            EffectiveConnectedLineName: Bob
            TimeToHangup: 0
            BridgeID: %s
            Application: Dial
            Data: SIP/971
            Nativeformats: (alaw)
            Readformat: alaw
            Readtrans:%s
            Writeformat: alaw
            Writetrans:%s
            Callgroup: 0
            Pickupgroup: 0
            Seconds: 0
            ActionID: {id}

            """);
    static final String LISTED = """
            Event: CoreShowChannel
            ActionID: {id}
            Channel: SIP/mts-00000001
            ChannelState: 6
            ChannelStateDesc: Up
            CallerIDNum: +15551234567
            CallerIDName: Ann
            ConnectedLineNum: 971
            ConnectedLineName: Bob
            Language: en
            AccountCode:%s
            Context: from-trunk
            Exten: 100
            Priority: 1
            Uniqueid: 1795414089.2
            Linkedid: 1795414089.2
            Application: Queue
            ApplicationData: support
            Duration: 00:00:01
            BridgeId: 723f9b63

            """.formatted(" ");
    static final String MEMBER = """
            Event: QueueMember
            Queue: support
            Name: SIP/971
            Location: SIP/971
            StateInterface: SIP/971
            Membership: static
            Penalty: 0
            CallsTaken: 0
            LastCall: 0
            LastPause: 0
            LoginTime: 1795413999
            InCall: 0
            Status: 1
            Paused: 0
            PausedReason:%s
            Wrapuptime: 0
            ActionID: {id}

            """.formatted(" ");

    final List<PbxEvent> events = new CopyOnWriteArrayList<>();
    AmiTimings timings = timings(LONG, LONG, LONG, LONG);
    FakeAmi pbx;
    AmiLink link;

    @BeforeEach
    void listen() throws IOException {
        pbx = new FakeAmi();
        link = linkTo(pbx.account(), events::add);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        pbx.close();
    }

    static AmiTimings timings(Duration answerWithin, Duration pingAfter, Duration silentAfter, Duration healFirst) {
        return timings(answerWithin, pingAfter, silentAfter, healFirst, LONG);
    }

    static AmiTimings timings(
            Duration answerWithin,
            Duration pingAfter,
            Duration silentAfter,
            Duration healFirst,
            Duration pollMembersEvery) {
        Duration gather = Duration.ofMillis(50);
        Duration again = Duration.ofMillis(20);
        return new AmiTimings(
                Duration.ofSeconds(3),
                answerWithin,
                pingAfter,
                silentAfter,
                gather,
                again,
                healFirst,
                LONG,
                pollMembersEvery,
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                LONG);
    }

    void startLink() {
        startLink(pbx.account(), events::add);
    }

    void startLink(AmiAccount account, Consumer<PbxEvent> listener) {
        link = linkTo(account, listener);
        link.start();
    }

    AmiLink linkTo(AmiAccount account, Consumer<PbxEvent> listener) {
        Executor threads = work -> new Thread(work, "test").start();
        return new AmiLink("main", account, timings, listener, threads, () -> NOW);
    }

    void startAndSynchronise() {
        startLink();
        await().until(() -> link.state().isSynchronised());
    }

    <T extends PbxEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends PbxEvent> T only(Class<T> kind) {
        await().until(() -> events(kind).size() == 1);
        return events(kind).getFirst();
    }

    <T extends PbxEvent> T first(Class<T> kind) {
        await().until(() -> !events(kind).isEmpty());
        return events(kind).getFirst();
    }

    static String status(String channel, String bridge) {
        return STATUS.formatted(channel, " ", " ", bridge, " ", " ");
    }

    static String joined(Map<String, String> action, String bridge) {
        return status(action.getOrDefault("Channel", ""), bridge);
    }

    static String bridgeEnter(String channel) {
        return "Event: BridgeEnter\nPrivilege: call,all\nBridgeUniqueid: 723f9b63\nChannel: " + channel + "\n\n";
    }

    static String hangup(String channel) {
        return "Event: Hangup\nPrivilege: call,all\nChannel: " + channel + "\nUniqueid: 1.1\nCause: 16\n\n";
    }

    static String memberStatus(String queue, String location) {
        return "Event: QueueMemberStatus\nPrivilege: agent,all\nQueue: " + queue + "\nMemberName: Bob\nInterface: "
                + location + "\nStatus: 2\n\n";
    }
}
