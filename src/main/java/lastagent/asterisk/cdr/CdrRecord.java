package lastagent.asterisk.cdr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One row, whatever it was read from. A text that the source does not keep is empty. All texts are hostile: callers, carriers
 * and a cut at 79 bytes have had their hand in them.
 *
 * @param uniqueId of the row's channel; several rows share it
 * @param linkedId of the whole call, where it is kept
 * @param channel the calling side's channel
 * @param dstChannel the called side's channel; empty where nobody was called
 * @param src the caller's number at the end of the row; the number in clid is not used, because clid is cut inside the name
 * @param dst the extension that was dialled, or, after a transfer, that of the target
 * @param context the dialplan's context
 * @param did the number that the outside caller had dialled, where it is kept
 * @param lastApp the last application of the row: {@code Dial}, {@code Queue}
 * @param lastData its arguments, cut at 79 bytes
 * @param start when the row begins
 * @param answer when it was answered; empty if it was not, or if the source does not keep it
 * @param end when it ends
 * @param billsec seconds since the answer; not the talk time where the caller was answered by a menu first
 * @param disposition what became of it
 */
public record CdrRecord(
        String uniqueId,
        String linkedId,
        String channel,
        String dstChannel,
        String src,
        String dst,
        String context,
        String did,
        String lastApp,
        String lastData,
        Instant start,
        Optional<Instant> answer,
        Instant end,
        Duration billsec,
        Disposition disposition) {}
