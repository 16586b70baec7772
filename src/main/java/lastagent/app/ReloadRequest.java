package lastagent.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the service that runs with a state directory to read its configuration again, and waits for what becomes of it.
 *
 * @param stateDirectory the service's
 * @param fingerprint of the text that it is to read
 */
public record ReloadRequest(Path stateDirectory, String fingerprint) {

    private static final Duration LOOK = Duration.ofMillis(20);

    /**
     * Sends SIGHUP and waits.
     *
     * @param patience for how long; a service that has just been started may still be at it
     * @return what the service says of this text, or of a file that it cannot read; empty if it said nothing in time
     * @throws StartException if there is no service to ask, or nobody may ask it; the message says why
     */
    public Optional<ReloadOutcome> ask(Duration patience) throws StartException {
        long pid = RunningService.pid(stateDirectory);
        try {
            Optional<ReloadOutcome> before = ReloadOutcome.in(stateDirectory);
            hangUp(pid);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < patience.toNanos()) {
                Optional<ReloadOutcome> now = ReloadOutcome.in(stateDirectory);
                if (!now.equals(before) && now.filter(this::isAnswer).isPresent()) {
                    return now;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return Optional.empty();
        } catch (IOException fault) {
            throw new StartException("the service cannot be asked: " + fault.getMessage(), fault);
        }
    }

    private boolean isAnswer(ReloadOutcome outcome) {
        return outcome.fingerprint().isEmpty() || outcome.fingerprint().equals(fingerprint);
    }

    // Java itself can only end a process. A shell is there wherever the start script runs.
    private static void hangUp(long pid) throws IOException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -HUP \"$1\"", "sh", Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IOException("process " + pid + ": " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
