package lastagent.asterisk.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people how the link is doing: a log line for each change, and the state for health and metrics.
 *
 * <p>The link's reader thread writes; {@link #state} is for any thread.
 */
final class AmiLinkLog {

    private static final Logger LOG = LoggerFactory.getLogger(AmiLink.class);

    private final String pbx;
    private final ConcurrentMap<String, String> refusals = new ConcurrentHashMap<>();
    private volatile @Nullable Instant connectedSince;
    private volatile @Nullable Instant lastHeard;
    private volatile @Nullable String version;
    private volatile @Nullable String trouble = "not connected yet";
    private volatile boolean isSynchronised;
    private volatile long connections;
    private volatile Duration lag = Duration.ZERO;

    AmiLinkLog(String pbx) {
        this.pbx = pbx;
    }

    AmiLinkState state() {
        String why = trouble;
        return new AmiLinkState(
                Optional.ofNullable(connectedSince),
                isSynchronised,
                Optional.ofNullable(lastHeard),
                Math.max(0, connections - 1),
                lag,
                Optional.ofNullable(version),
                why != null || refusals.isEmpty() ? Optional.ofNullable(why) : Optional.of(refusals.toString()));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void connected(AmiAccount account, String amiVersion, Instant at) {
        connections++;
        connectedSince = at;
        lastHeard = at;
        trouble = null;
        LOG.info("pbx={} connected to={} ami={}", pbx, account, amiVersion);
    }

    void heard(Instant at) {
        lastHeard = at;
    }

    Optional<Instant> lastHeard() {
        return Optional.ofNullable(lastHeard);
    }

    void answered(Duration took) {
        lag = took;
    }

    void version(Optional<String> asterisk) {
        asterisk.map(AmiConnection::printable).ifPresent(text -> {
            version = text;
            LOG.info("pbx={} asterisk={}", pbx, text);
        });
    }

    void synchronised() {
        if (!isSynchronised) {
            isSynchronised = true;
            LOG.info("pbx={} synchronised: all members and channels are known", pbx);
        }
    }

    void startedOver() {
        if (isSynchronised) {
            isSynchronised = false;
            LOG.warn("pbx={} an answer or a question got stuck; asking for everything again", pbx);
        }
    }

    /** The PBX does not answer something that the link needs. */
    void refusedAction(String action, String message) {
        String text = AmiConnection.printable(message);
        if (!text.equals(refusals.put(action, text))) {
            String advice = text.equals("Permission denied")
                    ? ". Our user in manager.conf needs read=call,agent,user and write=call,reporting"
                    : "";
            LOG.warn("pbx={} does not answer {}: {}{}", pbx, action, text, advice);
        }
    }

    void grantedAction(String action) {
        if (refusals.remove(action) != null) {
            LOG.info("pbx={} answers {} again", pbx, action);
        }
    }

    /** The connection is lost, or could not be made. */
    void lost(String why) {
        changed(why, "pbx={} {}: {}", connectedSince == null ? "not reachable" : "lost", "");
    }

    void refusedLogin(AmiAccount account, String why, Duration again) {
        changed(
                why,
                "pbx={} {}: {}{}",
                "refuses the login of " + account,
                ". Check this user's secret and permit in manager.conf; next try in " + again.toSeconds() + " s");
    }

    private void changed(String why, String form, String what, String advice) {
        boolean isNews = connectedSince != null || !why.equals(trouble);
        connectedSince = null;
        isSynchronised = false;
        refusals.clear();
        trouble = why;
        if (isNews) {
            LOG.warn(form, pbx, what, why, advice);
        } else {
            LOG.debug(form, pbx, what, why, advice);
        }
    }

    /** The listener failed: a fault of ours. */
    void failed(RuntimeException fault) {
        LOG.error("pbx={} following it failed; connecting anew", pbx, fault);
        changed("a fault in this service", "pbx={} {}: {}{}", "lost", "");
    }
}
