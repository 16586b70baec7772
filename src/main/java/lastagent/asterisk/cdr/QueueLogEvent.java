package lastagent.asterisk.cdr;

import java.time.Instant;
import java.util.List;

/**
 * One line of app_queue's queue_log, in the words of the file. All texts are hostile, the caller's number in
 * {@code ENTERQUEUE} above all.
 *
 * @param at when; the file keeps whole seconds
 * @param callId the uniqueid of the caller's channel; {@code NONE} for lines of no call
 * @param queue {@code NONE} for lines of no queue
 * @param agent the member's name, on FreePBX a person's name rather than an interface; {@code NONE} for nobody
 * @param event {@code CONNECT}, {@code COMPLETECALLER}, …
 * @param params as the stock file orders them for this event, whatever the source's columns: {@code CONNECT}'s are hold time,
 *     the agent channel's uniqueid, ring time; empty ones at the end are left out
 */
public record QueueLogEvent(Instant at, String callId, String queue, String agent, String event, List<String> params) {

    /** Copies the list. */
    public QueueLogEvent {
        params = List.copyOf(params);
    }

    /** The parameter with this number, counted from 1 as Asterisk's documentation does; empty if it is not there. */
    public String param(int number) {
        return number <= params.size() ? params.get(number - 1) : "";
    }
}
