package lastagent.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Asterisk's side of AMI: any number of clients, on loopback only. Thread-safe. */
final class AmiServer {

    private final AmiAccount account;
    private final AmiSession.Actions actions;
    private final Executor threads;
    private final SecureRandom random = new SecureRandom();
    private final List<AmiSession> sessions = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    /**
     * Binds, but does not accept yet.
     *
     * @param port 0 for a free one
     */
    AmiServer(AmiAccount account, int port, AmiSession.Actions actions, Executor threads) throws IOException {
        this.account = account;
        this.actions = actions;
        this.threads = threads;
        this.socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void start() {
        threads.execute(this::accept);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                AmiSession session =
                        new AmiSession(client, account, Integer.toString(random.nextInt(Integer.MAX_VALUE)));
                sessions.add(session);
                threads.execute(session::write);
                threads.execute(() -> {
                    session.read(actions);
                    sessions.remove(session);
                });
            } catch (IOException closed) {
                // Closed by us, or that one client was gone before it was there.
            }
        }
    }

    /** Sends an event to all who listen to its class; runs the task for each of them, once it has been written. */
    void send(String eventClass, AmiText event, Runnable written) {
        String text = event.toString();
        for (AmiSession session : sessions) {
            session.sendEvent(eventClass, text, written);
        }
    }

    /** Drops all clients, as a restart of the network would; they may come again. */
    void dropClients() {
        sessions.forEach(AmiSession::close);
    }

    void close() throws IOException {
        socket.close();
        dropClients();
    }
}
