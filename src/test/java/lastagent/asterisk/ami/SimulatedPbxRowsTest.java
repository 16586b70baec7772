package lastagent.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lastagent.core.call.AgentInterface;
import lastagent.core.live.ChannelFacts;
import lastagent.core.live.DeviceState;
import lastagent.core.live.MemberFacts;
import lastagent.core.live.PbxEvent;
import lastagent.simulation.AmiAccount;
import lastagent.simulation.CallObserver;
import lastagent.simulation.Caller;
import lastagent.simulation.InboundLine;
import lastagent.simulation.RawAmiClient;
import lastagent.simulation.SimulatedAgent;
import lastagent.simulation.SimulatedCall;
import lastagent.simulation.SimulatedClock;
import lastagent.simulation.SimulatedPbx;
import lastagent.simulation.SimulatedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated PBX writes is read like what Asterisk 22 writes; the dialect is held to recordings elsewhere. */
class SimulatedPbxRowsTest {

    private final AmiDialect dialect = new AmiDialect12();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulatedClock clock =
            new SimulatedClock(Instant.parse("2026-11-23T08:00:00Z"), 200, System::nanoTime);
    private final CountDownLatch joined = new CountDownLatch(1);

    private SimulatedPbx pbx;
    private RawAmiClient client;

    @BeforeEach
    void aTalkIsUp() throws Exception {
        pbx = new SimulatedPbx(new AmiAccount("lastagent", "secret"), 0, clock, loop, threads);
        SimulatedQueue support = pbx.queue("support", Duration.ofSeconds(15), Duration.ofSeconds(10));
        pbx.logIn(pbx.agent("Bob", "PJSIP/971"), support);
        client = RawAmiClient.loggedIn(pbx.amiAddress());
        CallObserver observer = new CallObserver() {
            @Override
            public void joined(SimulatedCall call, SimulatedAgent agent) {
                joined.countDown();
            }
        };
        InboundLine line = new InboundLine("100", "support", Optional.empty(), Duration.ofSeconds(4));
        pbx.call(
                Caller.showing("+4917139200017", "Alice \"A\""),
                line,
                agent -> Optional.of(Duration.ofSeconds(2)),
                observer);
        assertThat(joined.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        pbx.close();
        loop.shutdownNow();
        threads.shutdownNow();
    }

    private List<AmiMessage> answer(String complete, String... action) throws IOException {
        client.send(action);
        return client.upTo("Event: " + complete).stream().map(AmiMessage::of).toList();
    }

    private List<ChannelFacts> channels(List<AmiMessage> rows) {
        return rows.stream().flatMap(row -> dialect.channel(row).stream()).toList();
    }

    @Test
    void bothLegsAreUpInOneBridge() throws IOException {
        List<ChannelFacts> listed = channels(answer("CoreShowChannelsComplete", "Action: CoreShowChannels"));

        assertThat(listed).hasSize(2).allMatch(ChannelFacts::up);
        assertThat(listed.stream().map(ChannelFacts::bridge).distinct())
                .hasSize(1)
                .doesNotContain(Optional.empty());
        assertThat(listed.getFirst().queue()).contains("support");
        assertThat(listed.getFirst().number()).isEqualTo("+4917139200017");
    }

    @Test
    void oneLegIsAnsweredForAsInTheList() throws IOException {
        List<ChannelFacts> listed = channels(answer("CoreShowChannelsComplete", "Action: CoreShowChannels"));
        ChannelFacts first = listed.getFirst();
        String name = first.leg().channel();

        assertThat(channels(answer("StatusComplete", "Action: Status", "Channel: " + name)))
                .containsExactly(first);
    }

    @Test
    void theMemberIsInACallAndHasWrapUp() throws IOException {
        List<MemberFacts> members = answer("QueueStatusComplete", "Action: QueueStatus", "Queue: support").stream()
                .flatMap(row -> dialect.member(row).stream())
                .toList();

        assertThat(members)
                .containsExactly(new MemberFacts(
                        "support",
                        new AgentInterface("PJSIP/971"),
                        Optional.of("Bob"),
                        "PJSIP/971",
                        DeviceState.IN_USE,
                        false,
                        "",
                        Optional.empty(),
                        Duration.ofSeconds(10)));
    }

    @Test
    void theNewsOfTheJoinNamesBothLegs() throws IOException {
        List<PbxEvent> news = client.upTo("BridgeNumChannels: 2").stream()
                .map(AmiMessage::of)
                .flatMap(event -> dialect.news(event, clock.instant()).stream())
                .filter(PbxEvent.ChannelsMoved.class::isInstance)
                .toList();

        assertThat(news).hasSize(2);
    }
}
