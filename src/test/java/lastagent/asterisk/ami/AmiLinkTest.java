package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lastagent.core.live.PbxEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AmiLinkTest extends AmiLinkFixture {

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

        // Nothing is announced when queues.conf is reloaded.
        @ParameterizedTest
        @ValueSource(strings = {"1.3", "5.0.4", "11.0.0"})
        void asksForMembersEverySoOften(String version) throws IOException {
            timings = timings(LONG, LONG, LONG, LONG, Duration.ofMillis(20));
            try (FakeAmi any = new FakeAmi("Asterisk Call Manager/" + version + "\n")) {
                any.answer("Status", FakeAmi.list("StatusComplete", 0, ""));
                startLink(any.account(), events::add);

                await().until(() -> events(PbxEvent.MembersAnswered.class).size() > 3);
                assertThat(events(PbxEvent.ChannelsListed.class)).isNotEmpty();
            }
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
