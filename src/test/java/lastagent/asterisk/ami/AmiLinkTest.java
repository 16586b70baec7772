package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AmiLinkTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String UNIQUE_ID = "1795414089.2";
    private static final String CHANNEL = "SIP/mts-00000001";

    // As Asterisk 16.28 answers Status for one channel in a bridge.
    private static final String STATUS = FakeAmi.list("StatusComplete", 1, """
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
    private static final String LISTED = """
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
    private static final String MEMBER = """
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

    private final List<PbxEvent> events = new CopyOnWriteArrayList<>();
    private AmiTimings timings = timings(LONG, LONG, LONG, LONG);
    private FakeAmi pbx;
    private AmiLink link;

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

    private static AmiTimings timings(
            Duration answerWithin, Duration pingAfter, Duration silentAfter, Duration healFirst) {
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
                again,
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                LONG);
    }

    private void startLink() {
        startLink(pbx.account(), events::add);
    }

    private void startLink(AmiAccount account, Consumer<PbxEvent> listener) {
        link = linkTo(account, listener);
        link.start();
    }

    private AmiLink linkTo(AmiAccount account, Consumer<PbxEvent> listener) {
        Executor threads = work -> new Thread(work, "test").start();
        return new AmiLink("main", account, timings, listener, threads, () -> NOW);
    }

    private void startAndSynchronise() {
        startLink();
        await().until(() -> link.state().isSynchronised());
    }

    private <T extends PbxEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends PbxEvent> T only(Class<T> kind) {
        await().until(() -> events(kind).size() == 1);
        return events(kind).getFirst();
    }

    private <T extends PbxEvent> T first(Class<T> kind) {
        await().until(() -> !events(kind).isEmpty());
        return events(kind).getFirst();
    }

    private static String status(String channel, String bridge) {
        return STATUS.formatted(channel, " ", " ", bridge, " ", " ");
    }

    private static String joined(Map<String, String> action, String bridge) {
        return status(action.getOrDefault("Channel", ""), bridge);
    }

    private static String bridgeEnter(String channel) {
        return "Event: BridgeEnter\nPrivilege: call,all\nBridgeUniqueid: 723f9b63\nChannel: " + channel + "\n\n";
    }

    private static String hangup(String channel) {
        return "Event: Hangup\nPrivilege: call,all\nChannel: " + channel + "\nUniqueid: 1.1\nCause: 16\n\n";
    }

    private static String memberStatus(String queue, String location) {
        return "Event: QueueMemberStatus\nPrivilege: agent,all\nQueue: " + queue + "\nMemberName: Bob\nInterface: "
                + location + "\nStatus: 2\n\n";
    }

    @Nested
    class LogsIn {

        @Test
        void withTheSecretHashedAndTheEventsThatItNeeds() {
            startAndSynchronise();

            Map<String, String> login = pbx.actions("Login").getFirst();
            assertThat(login)
                    .containsEntry("Username", "lastagent")
                    .containsEntry("AuthType", "MD5")
                    // md5sum of 840415273s3cret
                    .containsEntry("Key", "d7994fd8cd10e2224514d095d0fd3f7b")
                    .containsEntry("Events", "call,agent,user")
                    .doesNotContainKey("Secret");
        }

        @Test
        void withThePlainSecretWhereTheChallengeIsRefused() {
            pbx.answer("Challenge", "Response: Error\nActionID: {id}\nMessage: Must specify AuthType\n\n");
            startAndSynchronise();

            assertThat(pbx.actions("Login").getFirst()).containsEntry("Secret", "s3cret");
        }

        @Test
        void onlyOnceUntilAPersonHasActedIfItIsRefused() {
            pbx.answer("Login", "Response: Error\nActionID: {id}\nMessage: Authentication failed\n\n");
            startLink();

            await().until(() -> link.state().trouble().equals(Optional.of("Authentication failed")));
            await().during(Duration.ofMillis(300)).until(() -> pbx.connections() == 1);
            assertThat(events).isEmpty();
        }

        @Test
        void notOnSomethingElseThatListensThere() throws IOException {
            try (FakeAmi other = new FakeAmi("SSH-2.0-OpenSSH_9.2\n")) {
                startLink(other.account(), events::add);

                await().until(() -> other.connections() > 1);
                assertThat(link.state().trouble()).contains("no Asterisk manager interface answers there");
                assertThat(other.actions()).isEmpty();
            }
        }

        @Test
        void withoutShowingTheSecretToWhoeverPrintsTheAccount() {
            assertThat(pbx.account().toString()).doesNotContain("s3cret").contains("lastagent");
        }
    }

    @Nested
    class AfterItConnects {

        @Test
        void asksForAllMembersAndThenForAllChannels() {
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, MEMBER));
            pbx.answer("CoreShowChannels", FakeAmi.list("CoreShowChannelsComplete", 1, LISTED));
            startAndSynchronise();

            assertThat(events).hasSize(2);
            PbxEvent.MembersAnswered members = (PbxEvent.MembersAnswered) events.get(0);
            assertThat(members.members())
                    .singleElement()
                    .satisfies(member -> assertThat(member.queue()).isEqualTo("support"));
            PbxEvent.ChannelsListed channels = (PbxEvent.ChannelsListed) events.get(1);
            assertThat(channels.channels())
                    .singleElement()
                    .satisfies(channel -> assertThat(channel.leg().uniqueId()).isEqualTo(UNIQUE_ID));
            assertThat(link.state().connectedSince()).contains(NOW);
            assertThat(link.state().asteriskVersion()).contains("16.28.0");
            assertThat(link.state().trouble()).isEmpty();
        }

        @Test
        void givesEachActionANewIdOf128Bits() {
            startAndSynchronise();

            assertThat(pbx.actions())
                    .extracting(action -> action.get("ActionID"))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[0-9a-f]{32}"));
        }

        @Test
        void asksAgainIfRowsAreMissing() {
            timings = timings(LONG, LONG, LONG, Duration.ofMillis(300));
            AtomicInteger asked = new AtomicInteger();
            pbx.answer(
                    "QueueStatus",
                    headers -> FakeAmi.list("QueueStatusComplete", asked.getAndIncrement() == 0 ? 2 : 1, MEMBER));
            startLink();

            assertThat(only(PbxEvent.MembersAnswered.class).members()).hasSize(1);
            assertThat(asked).hasValue(2);
        }

        @Test
        void tellsWhichActionThePbxRefuses() {
            pbx.answer("CoreShowChannels", "Response: Error\nActionID: {id}\nMessage: Permission denied\n\n");
            startLink();

            await().until(() -> link.state().trouble().isPresent());
            assertThat(link.state().trouble().orElseThrow()).contains("CoreShowChannels", "Permission denied");
            assertThat(link.state().isSynchronised()).isFalse();
        }

        @Test
        void asksForMembersEverySoOftenWhereThePbxDoesNotAnnounceThem() throws IOException {
            try (FakeAmi eleven = new FakeAmi("Asterisk Call Manager/1.3\n")) {
                eleven.answer("Status", FakeAmi.list("StatusComplete", 0, ""));
                startLink(eleven.account(), events::add);

                await().until(() -> events(PbxEvent.MembersAnswered.class).size() > 3);
                assertThat(events(PbxEvent.ChannelsListed.class)).isNotEmpty();
            }
        }
    }

    @Nested
    class OnNewsOfAChannel {

        @Test
        void passesTheNewsOnAndThenTheAnswer() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL));

            PbxEvent.ChannelAnswered answer = only(PbxEvent.ChannelAnswered.class);
            assertThat(answer.channel()).isEqualTo(CHANNEL);
            assertThat(answer.facts().flatMap(ChannelFacts::bridge)).contains("723f9b63");
            assertThat(events.indexOf(only(PbxEvent.ChannelsMoved.class))).isLessThan(events.indexOf(answer));
        }

        @Test
        void asksOnceForAllNewsOfAMoment() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL) + bridgeEnter("SIP/971-00000002") + bridgeEnter(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).size() == 2);
            assertThat(pbx.actions("Status"))
                    .extracting(action -> action.get("Channel"))
                    .containsExactly(CHANNEL, "SIP/971-00000002");
        }

        @Test
        void learnsThatItIsGone() {
            startAndSynchronise();

            pbx.say(hangup(CHANNEL));

            assertThat(only(PbxEvent.ChannelAnswered.class).facts()).isEmpty();
            assertThat(only(PbxEvent.HungUp.class).cause()).isEqualTo(16);
            assertThat(pbx.actions("Status")).hasSize(1);
        }

        @Test
        void asksAgainIfAChannelThatEndedIsStillThere() {
            AtomicInteger asked = new AtomicInteger();
            startAndSynchronise();
            pbx.answer(
                    "Status",
                    headers -> asked.incrementAndGet() < 3
                            ? joined(headers, "723f9b63")
                            : "Response: Error\nActionID: {id}\nMessage: No such channel\n\n");

            pbx.say(hangup(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).stream()
                    .anyMatch(answer -> answer.facts().isEmpty()));
            assertThat(asked).hasValue(3);
        }

        @Test
        void trustsTheAnswerInTheEndIfAChannelThatEndedStaysThere() {
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, "723f9b63"));

            pbx.say(hangup(CHANNEL));

            await().until(() -> pbx.actions("Status").size() == 4);
            await().during(Duration.ofMillis(200))
                    .until(() -> pbx.actions("Status").size() == 4);
        }

        @Test
        void asksOnceMoreIfTheAnswerShowsNoBridgeYet() {
            AtomicInteger asked = new AtomicInteger();
            startAndSynchronise();
            pbx.answer("Status", headers -> joined(headers, asked.incrementAndGet() < 2 ? " " : "723f9b63"));

            pbx.say(bridgeEnter(CHANNEL));

            await().until(() -> events(PbxEvent.ChannelAnswered.class).size() == 2);
            assertThat(events(PbxEvent.ChannelAnswered.class).getLast().facts().flatMap(ChannelFacts::bridge))
                    .contains("723f9b63");
        }

        @Test
        void doesNotAskByANameThatIsTooLong() {
            startAndSynchronise();

            pbx.say(bridgeEnter("SIP/" + "x".repeat(300)) + hangup(CHANNEL));

            only(PbxEvent.ChannelAnswered.class);
            assertThat(pbx.actions("Status")).hasSize(1);
        }

        @Test
        void asksForAllChannelsInsteadIfThereIsTooMuchNews() {
            startAndSynchronise();
            pbx.answer("Status", "");
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                flood.append(hangup("SIP/mts-%08x".formatted(i)));
            }

            pbx.say(flood.toString());

            await().until(() -> events(PbxEvent.ChannelsListed.class).size() > 1);
            assertThat(events(PbxEvent.HungUp.class)).hasSize(3_000);
            assertThat(pbx.actions("Status")).hasSizeLessThanOrEqualTo(ChannelQuestions.MOST_OPEN);
        }
    }

    @Nested
    class OnNewsOfMembers {

        @Test
        void asksForThatMemberInThatQueue() {
            startAndSynchronise();
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, MEMBER));

            pbx.say(memberStatus("support", "SIP/971"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(pbx.actions("QueueStatus").getLast())
                    .containsEntry("Queue", "support")
                    .containsEntry("Member", "SIP/971");
            PbxEvent.MembersAnswered answer =
                    events(PbxEvent.MembersAnswered.class).getLast();
            assertThat(answer.queue()).contains("support");
            assertThat(answer.location()).contains("SIP/971");
            assertThat(answer.members()).hasSize(1);
        }

        @Test
        void asksOnceForAnAgentInAllQueues() {
            startAndSynchronise();

            pbx.say(memberStatus("support", "SIP/971") + memberStatus("sales", "SIP/971"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(pbx.actions("QueueStatus")).hasSize(2);
            assertThat(pbx.actions("QueueStatus").getLast())
                    .containsEntry("Member", "SIP/971")
                    .doesNotContainKey("Queue");
        }

        @Test
        void passesOverAMemberWhoseNameAloneIsWhatWasAskedFor() {
            startAndSynchronise();
            pbx.answer("QueueStatus", FakeAmi.list("QueueStatusComplete", 1, MEMBER));

            pbx.say(memberStatus("support", "Bob"));

            await().until(() -> events(PbxEvent.MembersAnswered.class).size() == 2);
            assertThat(events(PbxEvent.MembersAnswered.class).getLast().members())
                    .isEmpty();
        }
    }

    @Nested
    class BelievesNoForgery {

        @Test
        void ofAnAnswerWithoutOrWithAnotherId() {
            startAndSynchronise();
            pbx.answer("Status", "");
            pbx.say(bridgeEnter(CHANNEL));
            await().until(() -> pbx.actions("Status").size() == 1);

            pbx.say(status(CHANNEL, "forged").replace("{id}", "00000000000000000000000000000000"));
            pbx.say(status(CHANNEL, "forged").replace("ActionID: {id}\n", ""));
            pbx.say("Response: Error\nMessage: No such channel\n\n");
            pbx.say(hangup("SIP/971-00000002"));

            await().until(() -> pbx.actions("Status").size() == 2);
            assertThat(events(PbxEvent.ChannelAnswered.class)).isEmpty();
        }

        @Test
        void ofAMemberThatNobodyAskedFor() {
            startAndSynchronise();

            pbx.say(MEMBER.replace("SIP/971", "SIP/mts/900").replace("{id}", "guess"));
            pbx.say(hangup(CHANNEL));

            only(PbxEvent.ChannelAnswered.class);
            assertThat(events(PbxEvent.MembersAnswered.class)).hasSize(1);
        }
    }

    @Nested
    class OnALoss {

        @Test
        void tellsItOnceAndConnectsAgainAndAsksForEverything() throws IOException {
            startAndSynchronise();

            pbx.cut();

            assertThat(only(PbxEvent.Lost.class).at()).isEqualTo(NOW);
            await().until(() -> link.state().isSynchronised() && link.state().reconnects() == 1);
            assertThat(events.stream().map(PbxEvent::getClass))
                    .containsExactly(
                            PbxEvent.MembersAnswered.class,
                            PbxEvent.ChannelsListed.class,
                            PbxEvent.Lost.class,
                            PbxEvent.MembersAnswered.class,
                            PbxEvent.ChannelsListed.class);
        }

        @Test
        void inTheMiddleOfAMessageForgetsWhatHadComeOfIt() throws IOException {
            startAndSynchronise();

            pbx.say("Event: Hangup\nChannel: " + CHANNEL + "\nCause: 1");
            pbx.cut();

            await().until(() -> link.state().reconnects() == 1 && link.state().isSynchronised());
            assertThat(events(PbxEvent.HungUp.class)).isEmpty();
        }

        @Test
        void noticesAPeerThatIsSilent() {
            timings = timings(LONG, Duration.ofMillis(50), Duration.ofMillis(200), LONG);
            pbx.answer("Ping", "");
            startAndSynchronise();

            first(PbxEvent.Lost.class);
            assertThat(pbx.actions("Ping")).isNotEmpty();
        }

        @Test
        void keepsAPeerThatHasNothingToSayButAnswersThePing() {
            timings = timings(LONG, Duration.ofMillis(50), Duration.ofSeconds(5), LONG);
            startAndSynchronise();

            await().until(() -> pbx.actions("Ping").size() > 1);
            assertThat(events(PbxEvent.Lost.class)).isEmpty();
        }

        @Test
        void asksForEverythingOnceMoreBeforeItGivesUpAPeerThatDoesNotAnswer() {
            timings = timings(Duration.ofMillis(300), LONG, LONG, LONG);
            startAndSynchronise();
            for (String action : List.of("Status", "QueueStatus", "CoreShowChannels")) {
                pbx.answer(action, "");
            }

            pbx.say(hangup(CHANNEL));

            first(PbxEvent.Lost.class);
            assertThat(pbx.actions("CoreShowChannels").size()).isGreaterThanOrEqualTo(2);
        }

        @Test
        void connectsAnewIfTheListenerFails() {
            AtomicInteger heard = new AtomicInteger();
            startLink(pbx.account(), event -> {
                if (heard.incrementAndGet() == 1) {
                    throw new IllegalStateException("made to fail");
                }
                events.add(event);
            });

            await().until(() -> link.state().isSynchronised());
            assertThat(events.getFirst()).isInstanceOf(PbxEvent.Lost.class);
        }
    }

    @Nested
    class WhenThePbxReadsNothing {

        @Test
        void stillHearsAllNews() {
            startAndSynchronise();
            pbx.turnDeaf();

            String name = "SIP/" + "x".repeat(140);
            for (int burst = 0; burst < 50; burst++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 200; i++) {
                    text.append(hangup(name + "-%08x".formatted(burst * 200 + i)));
                }
                pbx.say(text.toString());
            }

            await().until(() -> events(PbxEvent.HungUp.class).size() == 10_000);
            assertThat(events(PbxEvent.Lost.class)).isEmpty();
        }

        @Test
        void givesItUpAfterAWhile() {
            timings = timings(Duration.ofMillis(300), LONG, LONG, LONG);
            startAndSynchronise();
            pbx.turnDeaf();

            pbx.say(hangup(CHANNEL));

            first(PbxEvent.Lost.class);
        }
    }

    @Nested
    class OnClose {

        @Test
        void logsOffAndTellsNoLoss() {
            startAndSynchronise();

            link.close();

            await().until(() -> pbx.actions("Logoff").size() == 1);
            assertThat(events(PbxEvent.Lost.class)).isEmpty();
        }

        @Test
        void isQuickThoughNothingAnswers() {
            pbx.answer("Challenge", "");
            startLink();
            await().until(() -> pbx.connections() == 1);

            long began = System.nanoTime();
            link.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            await().during(Duration.ofMillis(200)).until(() -> pbx.connections() == 1);
        }
    }
}
