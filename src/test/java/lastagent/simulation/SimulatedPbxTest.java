package lastagent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedPbxTest {

    private static final Caller ALICE = Caller.showing("+4917139200017", "Alice");

    private static final AnswerBehaviour AFTER_TWO_SECONDS = agent -> Optional.of(Duration.ofSeconds(2));

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulatedClock clock =
            new SimulatedClock(Instant.parse("2026-11-23T08:00:00Z"), 200, System::nanoTime);

    private SimulatedPbx pbx;
    private SimulatedQueue support;
    private SimulatedAgent bob;

    @BeforeEach
    void start() throws IOException {
        pbx = new SimulatedPbx(new AmiAccount("lastagent", "secret"), 0, clock, loop, threads);
        support = pbx.queue("support", Duration.ofSeconds(15), Duration.ZERO);
        bob = pbx.agent("Bob", "PJSIP/971");
        pbx.logIn(bob, support);
        // The PBX does things one after another: with this answer it has told of the login, before any client is there.
        assertThat(pbx.channels()).isEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        pbx.close();
        loop.shutdownNow();
        threads.shutdownNow();
    }

    /** Keeps what becomes of a call. */
    private static final class Seen implements CallObserver {
        final BlockingQueue<SimulatedCall> joined = new LinkedBlockingQueue<>();
        final BlockingQueue<AgiAnswer> asked = new LinkedBlockingQueue<>();
        final CountDownLatch ended = new CountDownLatch(1);

        @Nullable
        SimulatedAgent agent;

        @Override
        public void asked(SimulatedCall call, AgiAnswer answer) {
            asked.add(answer);
        }

        @Override
        public void joined(SimulatedCall call, SimulatedAgent with) {
            agent = with;
            joined.add(call);
        }

        @Override
        public void ended(SimulatedCall call) {
            ended.countDown();
        }

        SimulatedCall join() throws InterruptedException {
            SimulatedCall call = joined.poll(20, TimeUnit.SECONDS);
            assertThat(call).as("the call that was joined").isNotNull();
            return call;
        }
    }

    private static InboundLine withoutRouter() {
        return new InboundLine("100", "support", Optional.empty(), Duration.ofSeconds(4));
    }

    @Nested
    class OverAmi {

        @Test
        void greetsAsAsterisk22Does() throws IOException {
            try (RawAmiClient client = new RawAmiClient(pbx.amiAddress())) {
                assertThat(client.banner).isEqualTo("Asterisk Call Manager/11.0.0");
            }
        }

        @Test
        void refusesAWrongSecretAndCloses() throws IOException {
            try (RawAmiClient client = new RawAmiClient(pbx.amiAddress())) {
                client.send("Action: Login", "Username: lastagent", "Secret: guessed");

                assertThat(client.next()).contains("Response: Error", "Message: Authentication failed");
                assertThat(client.next()).isEmpty();
            }
        }

        @Test
        void answersNothingBeforeTheLogin() throws IOException {
            try (RawAmiClient client = new RawAmiClient(pbx.amiAddress())) {
                client.send("Action: CoreShowChannels");

                assertThat(client.next()).contains("Response: Error", "Message: Permission denied");
            }
        }

        @Test
        void letsInByAChallenge() throws Exception {
            try (RawAmiClient client = new RawAmiClient(pbx.amiAddress())) {
                client.send("Action: Challenge", "AuthType: MD5");
                String challenge = RawAmiClient.value(client.next(), "Challenge");
                byte[] digest = MessageDigest.getInstance("MD5")
                        .digest((challenge + "secret").getBytes(StandardCharsets.US_ASCII));
                client.send(
                        "Action: Login",
                        "Username: lastagent",
                        "AuthType: MD5",
                        "Key: " + HexFormat.of().formatHex(digest));

                assertThat(client.next()).contains("Response: Success");
            }
        }

        @Test
        void tellsACallThroughTheQueueInAsterisksOrder() throws Exception {
            try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
                Seen seen = new Seen();
                pbx.call(ALICE, withoutRouter(), AFTER_TWO_SECONDS, seen);
                seen.join().hangUp(SimulatedCall.Side.CALLER, 38);

                List<List<String>> messages = client.upTo(
                        message -> message.contains("Event: Hangup") && message.contains("CallerIDName: Bob"));
                assertThat(messages.stream()
                                .map(List::getFirst)
                                .map(line -> line.replace("Event: ", ""))
                                .filter(event -> !event.equals("QueueMemberStatus")))
                        .containsExactly(
                                "Newchannel",
                                "Newstate",
                                "QueueCallerJoin",
                                "Newchannel",
                                "AgentCalled",
                                "DialBegin",
                                "Newstate",
                                "Newstate",
                                "DialEnd",
                                "QueueCallerLeave",
                                "AgentConnect",
                                "BridgeCreate",
                                "BridgeEnter",
                                "BridgeEnter",
                                "HangupRequest",
                                "AgentComplete",
                                "BridgeLeave",
                                "BridgeLeave",
                                "BridgeDestroy",
                                "Hangup",
                                "Hangup");
            }
        }

        @Test
        void showsBothLegsOfATalkInOneBridge() throws Exception {
            Seen seen = new Seen();
            pbx.call(ALICE, withoutRouter(), AFTER_TWO_SECONDS, seen);
            seen.join();
            try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
                client.send("Action: Status", "Channel: " + pbx.channels().getFirst(), "ActionID: a1");
                List<List<String>> answer = client.upTo("Event: StatusComplete");

                List<String> row = answer.get(1);
                assertThat(row)
                        .contains("Application: Queue", "Data: support", "CallerIDNum: +4917139200017")
                        .endsWith("ActionID: a1");
                assertThat(answer.getLast()).contains("ActionID: a1", "EventList: Complete", "ListItems: 1");
                client.send("Action: CoreShowChannels", "ActionID: a2");
                assertThat(client.upTo("Event: CoreShowChannelsComplete").stream()
                                .filter(message -> message.contains("Event: CoreShowChannel"))
                                .map(message -> RawAmiClient.value(message, "BridgeId")))
                        .hasSize(2)
                        .containsOnly(RawAmiClient.value(row, "BridgeID"));
            }
        }

        @Test
        void listsTheMembersOfTheQueueThatWasAskedFor() throws Exception {
            pbx.pause(bob, true, "lunch");
            try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
                client.send("Action: QueueStatus", "Queue: support", "Member: PJSIP/971", "ActionID: a3");
                List<List<String>> answer = client.upTo("Event: QueueStatusComplete");

                assertThat(answer).hasSize(4);
                assertThat(answer.get(2))
                        .contains("Location: PJSIP/971", "Paused: 1", "PausedReason: lunch", "Status: 1")
                        .endsWith("ActionID: a3");
            }
        }

        @Test
        void saysThatAChannelIsNotThere() throws Exception {
            try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
                client.send("Action: Status", "Channel: PJSIP/mts-0000beef", "ActionID: a4");

                assertThat(client.upTo("ActionID: a4").getLast())
                        .containsExactly("Response: Error", "ActionID: a4", "Message: No such channel");
            }
        }
    }

    @Nested
    class OverFastAgi {

        private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();

        /** Answers one call with these commands, then closes its side. */
        private InetSocketAddress router(String... commands) throws IOException {
            ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            threads.execute(() -> {
                try (server;
                        Socket socket = server.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    requests.add(in.lines().takeWhile(line -> !line.isEmpty()).toList());
                    for (String command : commands) {
                        socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                    socket.shutdownOutput();
                    requests.add(in.lines().toList());
                } catch (IOException gone) {
                    requests.add(List.of());
                }
            });
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        private InboundLine routedBy(InetSocketAddress router) {
            return new InboundLine("100", "support", Optional.of(router), Duration.ofSeconds(4));
        }

        @Test
        void asksAsAsteriskDoes() throws Exception {
            InetSocketAddress router = router("GET FULL VARIABLE \"x|${CALLINGPRES}|${ARG1}|${CALLERID(num)}\"");
            pbx.call(ALICE, routedBy(router), AFTER_TWO_SECONDS, new Seen());

            assertThat(requests.poll(20, TimeUnit.SECONDS))
                    .startsWith("agi_network: yes", "agi_network_script: route")
                    .contains("agi_callerid: +4917139200017", "agi_calleridname: Alice", "agi_callingpres: 0")
                    .endsWith("agi_arg_1: support");
            assertThat(requests.poll(20, TimeUnit.SECONDS))
                    .containsExactly("200 result=1 (x|0|support|+4917139200017)");
        }

        @Test
        void ringsTheAgentWhomTheRouterNames() throws Exception {
            SimulatedAgent carol = pbx.agent("Carol", "PJSIP/972");
            Seen seen = new Seen();
            pbx.call(
                    ALICE,
                    routedBy(router(
                            "SET VARIABLE LASTAGENT_ACTION ring",
                            "SET VARIABLE LASTAGENT_DIAL PJSIP/972",
                            "SET VARIABLE LASTAGENT_RING 20",
                            "SET VARIABLE LASTAGENT_ID abc")),
                    AFTER_TWO_SECONDS,
                    seen);
            try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
                seen.join().hangUp(SimulatedCall.Side.AGENT, 0);

                assertThat(seen.agent).isSameAs(carol);
                assertThat(client.upTo("UserEvent: LastAgentEnded").getLast())
                        .endsWith("UserEvent: LastAgentEnded", "Id: abc", "Outcome: ANSWER");
            }
        }

        @Test
        void dialsNothingThatIsNoPhone() throws Exception {
            Seen seen = new Seen();
            pbx.call(
                    ALICE,
                    routedBy(router(
                            "SET VARIABLE LASTAGENT_ACTION ring", "SET VARIABLE LASTAGENT_DIAL PJSIP/mts/00900123")),
                    AFTER_TWO_SECONDS,
                    seen);
            seen.join();

            assertThat(seen.agent).isSameAs(bob);
        }

        @Test
        void takesTheOrdinaryWayWhenTheRouterIsSilent() throws Exception {
            try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Seen seen = new Seen();
                pbx.call(ALICE, routedBy((InetSocketAddress) silent.getLocalSocketAddress()), AFTER_TWO_SECONDS, seen);
                seen.join();

                AgiAnswer answer = seen.asked.remove();
                assertThat(answer.outcome()).isEqualTo(AgiAnswer.Outcome.LATE);
                assertThat(answer.took()).isBetween(Duration.ofMillis(399), Duration.ofSeconds(10));
            }
        }

        @Test
        void leavesARouterThatIsNotThereAloneForAWhile() throws Exception {
            InetSocketAddress nobody;
            try (ServerSocket closed = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                nobody = (InetSocketAddress) closed.getLocalSocketAddress();
            }
            Seen first = new Seen();
            pbx.call(ALICE, routedBy(nobody), AFTER_TWO_SECONDS, first);
            assertThat(first.asked.poll(20, TimeUnit.SECONDS).outcome()).isEqualTo(AgiAnswer.Outcome.UNREACHABLE);
            Seen second = new Seen();
            pbx.call(ALICE, routedBy(nobody), AFTER_TWO_SECONDS, second);
            first.join().hangUp(SimulatedCall.Side.CALLER, 0);
            second.join();

            assertThat(second.asked.remove().outcome()).isEqualTo(AgiAnswer.Outcome.NOT_ASKED);
        }
    }

    @Test
    void aThousandTalkAtOnceAndTheNewsOfEachIsWritten() throws Exception {
        int talks = 1000;
        CountDownLatch written = new CountDownLatch(talks);
        CallObserver observer = new CallObserver() {
            @Override
            public void joinWritten(SimulatedCall call, SimulatedAgent agent) {
                written.countDown();
            }
        };
        try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
            threads.execute(() -> {
                try {
                    client.upTo(message -> false);
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            for (int i = 0; i < talks; i++) {
                SimulatedAgent agent = pbx.agent("Agent " + i, "PJSIP/" + (2000 + i));
                pbx.callAgent(Caller.showing("+49302312" + (5000 + i), ""), agent, observer);
            }

            assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(pbx.channels()).hasSize(2 * talks);
        }
    }

    @Test
    void aPausedAgentIsNotRung() throws Exception {
        SimulatedAgent carol = pbx.agent("Carol", "PJSIP/972");
        pbx.pause(bob, true, "lunch");
        pbx.logIn(carol, support);
        Seen seen = new Seen();
        pbx.call(ALICE, withoutRouter(), AFTER_TWO_SECONDS, seen);
        seen.join();

        assertThat(seen.agent).isSameAs(carol);
    }

    @Test
    void anAgentWhosePhoneIsNotRegisteredIsNotRung() throws Exception {
        SimulatedAgent carol = pbx.agent("Carol", "PJSIP/972");
        pbx.register(bob, false);
        pbx.logIn(carol, support);
        Seen seen = new Seen();
        pbx.call(ALICE, withoutRouter(), AFTER_TWO_SECONDS, seen);
        seen.join();

        assertThat(seen.agent).isSameAs(carol);
    }

    @Test
    void keepsItsCallsWhoeverFollowsIt() throws Exception {
        Seen seen = new Seen();
        try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
            pbx.callAgent(ALICE, bob, seen);
            seen.join();
            pbx.dropAmiClients();
            client.upTo(List::isEmpty);
        }
        try (RawAmiClient client = RawAmiClient.loggedIn(pbx.amiAddress())) {
            client.send("Action: CoreShowChannels");

            assertThat(client.upTo("Event: CoreShowChannelsComplete").getLast()).contains("ListItems: 2");
        }
        assertThat(seen.ended.getCount()).isEqualTo(1);
    }
}
