package lastagent.asterisk.agi;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lastagent.core.routing.FailOpens;
import lastagent.core.routing.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the dialplan over FastAGI: a connection is a call, and has a thread of its own and a deadline.
 *
 * <p>Whatever happens in a session ends that session only. A call that gets no answer takes its ordinary way; if that is
 * not the caller's doing, it is counted as failed open. Thread-safe.
 */
public final class FastAgiServer implements AutoCloseable {

    /**
     * Connections that the system keeps while none is accepted, as far as it lets us. With Java's default of 50 the 52nd
     * call to a frozen service waits two seconds in Asterisk's connect, where no watchdog of the dialplan fires.
     */
    static final int BACKLOG = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FastAgiServer.class);

    // So that a stranger who keeps connecting fills neither the log nor the memory.
    private static final int MAX_COMPLAINTS = 100;

    private static final int NONCE_BYTES = 16;

    private static final Duration CLOSING_GRACE = Duration.ofMillis(200);

    private static final Duration ACCEPT_RETRY = Duration.ofMillis(50);

    private final AgiSettings settings;
    private final Map<String, AgiScript> scripts;
    private final FailOpens.Observer failOpen;
    private final Executor acceptor;
    private final Executor sessions;
    private final ServerSocket server = new ServerSocket();
    private final Semaphore places;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();

    /**
     * Prepares the server; nothing listens yet.
     *
     * @param scripts what answers which path: {@code /route}
     * @param failOpen is told of each call that gets no answer through a fault that is not the caller's
     * @param acceptor gives the one thread that accepts
     * @param sessions gives each call a thread of its own, at once
     */
    public FastAgiServer(
            AgiSettings settings,
            Map<String, AgiScript> scripts,
            FailOpens.Observer failOpen,
            Executor acceptor,
            Executor sessions)
            throws IOException {
        this.settings = settings;
        this.scripts = Map.copyOf(scripts);
        this.failOpen = failOpen;
        this.acceptor = acceptor;
        this.sessions = sessions;
        this.places = new Semaphore(settings.maxSessions());
    }

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be had
     */
    public void start() throws IOException {
        server.setReuseAddress(true);
        server.bind(settings.listen(), BACKLOG);
        acceptor.execute(this::accept);
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** How many calls are asking at this moment. */
    public int running() {
        return settings.maxSessions() - places.availablePermits();
    }

    /** Accepts no further call, and returns when the running ones are answered: within the deadline of a session. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            long patience = settings.deadline().plus(CLOSING_GRACE).toMillis();
            if (places.tryAcquire(settings.maxSessions(), patience, TimeUnit.MILLISECONDS)) {
                places.release(settings.maxSessions());
            } else {
                LOG.warn("FastAGI: stopped with {} calls unanswered", running());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError fault) {
                if (!server.isClosed()) {
                    // Too many open files, mostly: it passes when some sessions have ended.
                    LOG.warn("FastAGI: cannot accept: {}", fault.toString());
                    LockSupport.parkNanos(ACCEPT_RETRY.toNanos());
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        Deadline deadline = Deadline.in(settings.deadline());
        if (!settings.allow().contains(socket.getInetAddress())) {
            socket.close();
            complainOnce(socket.getInetAddress().getHostAddress(), "is not in agi.allow and is refused");
        } else if (!places.tryAcquire()) {
            socket.close();
            failOpen.failedOpen(
                    Reason.FAULT, "more than " + settings.maxSessions() + " calls ask at once", Optional.empty());
        } else {
            start(socket, deadline);
        }
    }

    private void start(Socket socket, Deadline deadline) throws IOException {
        try {
            sessions.execute(() -> {
                try {
                    serve(socket, deadline);
                } finally {
                    places.release();
                }
            });
        } catch (RuntimeException | OutOfMemoryError noThread) {
            places.release();
            socket.close();
            throw noThread;
        }
    }

    private void serve(Socket socket, Deadline deadline) {
        String who = "the call of " + socket.getRemoteSocketAddress();
        try (socket) {
            socket.setTcpNoDelay(true);
            AgiInput input = new AgiInput(new DeadlineInputStream(socket, deadline));
            try {
                serve(new AgiSession(socket, input, deadline, nonce()));
            } catch (EOFException nothing) {
                if (input.hasBegun()) {
                    throw nothing;
                }
                LOG.debug("{} asked nothing", who);
            }
        } catch (CallerHungUpException gone) {
            LOG.debug("{}: {}", who, gone.getMessage());
        } catch (SocketTimeoutException late) {
            failOpen.failedOpen(Reason.DEADLINE, who, Optional.of(late));
        } catch (IOException | RuntimeException fault) {
            failOpen.failedOpen(Reason.FAULT, who, Optional.of(fault));
        }
    }

    private void serve(AgiSession session) throws IOException {
        String path = session.request().path();
        AgiScript script = scripts.get(path);
        if (script == null) {
            // No answer is none to the dialplan; the path is the administrator's own text.
            complainOnce(path, "is asked for by the dialplan, but there is no such script");
            return;
        }
        script.run(session);
    }

    private void complainOnce(String about, String what) {
        if (complaints.size() < MAX_COMPLAINTS && complaints.add(about)) {
            LOG.warn("FastAGI: {} {}", about, what);
        } else {
            LOG.debug("FastAGI: {} {}", about, what);
        }
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
