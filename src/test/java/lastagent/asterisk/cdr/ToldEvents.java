package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lastagent.core.conversation.CallHistory.Reject;

/** What a queue_log tells, kept. */
record ToldEvents(String description, List<QueueLogEvent> events, List<Reject> rejects, QueueLogFile log)
        implements QueueLogFile.Events {

    static ToldEvents of(Path file, FileOptions options) throws IOException {
        OpenedFile opened = CdrFiles.open(file, options);
        if (!(opened instanceof OpenedFile.QueueLog(QueueLogFile log))) {
            throw new AssertionError("not a queue_log but " + opened);
        }
        ToldEvents told = new ToldEvents(log.description(), new ArrayList<>(), new ArrayList<>(), log);
        log.read(told);
        return told;
    }

    Optional<FileTally> tally() {
        return log.tally();
    }

    @Override
    public void event(QueueLogEvent event) {
        events.add(event);
    }

    @Override
    public void rejected(Reject reject) {
        rejects.add(reject);
    }
}
