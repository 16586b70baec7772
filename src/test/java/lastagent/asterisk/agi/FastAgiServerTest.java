package lastagent.asterisk.agi;

import static lastagent.asterisk.agi.ServiceInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FastAgiServerTest {

    private static final int MORE_THAN_THE_BACKLOG = 1100;

    private final ServiceInMemory service = new ServiceInMemory();

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void answersAThousandCallsThatAreThereAtOnce() throws Exception {
        service.start();
        List<Socket> sockets = new ArrayList<>();
        List<Callable<FakeAsterisk>> calls = new ArrayList<>();
        for (int call = 0; call < MORE_THAN_THE_BACKLOG; call++) {
            Socket socket =
                    new Socket(service.address().getAddress(), service.address().getPort());
            sockets.add(socket);
            calls.add(() -> FakeAsterisk.callFrom(ALICE).run(socket));
        }
        List<String> actions = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<FakeAsterisk> call : callers.invokeAll(calls)) {
                actions.add(call.get().set().getOrDefault("LASTAGENT_ACTION", ""));
            }
        }
        for (Socket socket : sockets) {
            socket.close();
        }

        assertThat(actions).hasSize(MORE_THAN_THE_BACKLOG).containsOnly("ring", "front");
        assertThat(actions).containsOnlyOnce("ring");
        assertThat(service.faults).isEmpty();
    }

    @Test
    void closesOnAPeerThatSendsAByteNowAndThen() throws IOException {
        service.deadline = Duration.ofMillis(300);
        service.start();
        long start = System.nanoTime();
        try (RawConnection dribbling = new RawConnection(service.address())) {
            String request = new FakeAsterisk().request();
            int sent = 0;
            do {
                dribbling.send(request.substring(sent, sent + 1));
                sent++;
            } while (!dribbling.closesWithin(20));

            assertThat(sent).isGreaterThan(3).isLessThan(request.length());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
    }

    @Test
    void refusesWhoeverIsNotListedBeforeReadingAWord() throws IOException {
        InetAddress outside = addressOffLoopback();
        service.listen = outside;
        service.allow = AllowedPeers.of(List.of("192.0.2.7"));
        service.start();

        try (RawConnection stranger = new RawConnection(service.address())) {
            assertThat(stranger.closesWithin(5000)).isTrue();
        }
        assertThat(service.journal).isEmpty();
        assertThat(service.faults).isEmpty();
    }

    @Test
    void answersWhoeverIsListed() throws IOException {
        InetAddress outside = addressOffLoopback();
        service.listen = outside;
        service.allow = AllowedPeers.of(List.of(outside.getHostAddress().replaceFirst("%.*", "") + "/24"));

        FakeAsterisk call = service.start().answer(FakeAsterisk.callFrom(ALICE));

        assertThat(call.set()).containsEntry("LASTAGENT_ACTION", "ring");
    }

    @Test
    void doesNotOpenThePortToEverybody() {
        assertThatThrownBy(() -> new AgiSettings(
                        new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0),
                        AllowedPeers.of(List.of()),
                        AgiSettings.DEADLINE,
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agi.allow");
    }

    @Test
    void hasNoAnswerForAPathThatItDoesNotKnow() throws IOException {
        FakeAsterisk call = service.start().answer(new FakeAsterisk().requesting("agi_network_script", "rout"));

        assertThat(call.commands()).isEmpty();
        assertThat(service.journal).isEmpty();
        assertThat(service.faults).isEmpty();
    }

    @Test
    void findsTheScriptWhateverTheQuery() throws IOException {
        FakeAsterisk call = FakeAsterisk.callFrom(ALICE).requesting("agi_network_script", "route?x=1");

        assertThat(service.start().answer(call).set()).containsEntry("LASTAGENT_ACTION", "ring");
    }

    @Test
    void letsARunningCallEndWhenItStops() throws Exception {
        service.start();
        InetSocketAddress address = service.address();
        FakeAsterisk call = FakeAsterisk.callFrom(ALICE);
        try (RawConnection running = new RawConnection(address);
                ExecutorService stopping = Executors.newSingleThreadExecutor()) {
            String request = call.request();
            running.send(request.substring(0, 100));
            Awaitility.await().until(() -> service.isRunning(1));
            Future<?> stop = stopping.submit(() -> {
                service.close();
                return null;
            });
            Awaitility.await().until(() -> refuses(address));
            assertThat(stop.isDone()).isFalse();

            running.send(request.substring(100));
            call.serve(running.socket());
            stop.get();
        }

        assertThat(call.set()).containsEntry("LASTAGENT_ACTION", "ring");
    }

    private static boolean refuses(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static InetAddress addressOffLoopback() throws IOException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(found -> !found.isLoopbackAddress() && found.getAddress().length == 4)
                .findFirst();
        Assumptions.assumeTrue(address.isPresent(), "this machine has no address but loopback");
        return address.get();
    }
}
