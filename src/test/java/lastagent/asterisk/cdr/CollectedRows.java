package lastagent.asterisk.cdr;

import java.util.ArrayList;
import java.util.List;
import lastagent.core.conversation.CallHistory.Reject;

/** Keeps what a source tells. */
class CollectedRows implements CdrSource.Rows {

    final List<CdrRecord> rows = new ArrayList<>();
    final List<Reject> rejects = new ArrayList<>();

    @Override
    public void row(CdrRecord row) {
        rows.add(row);
    }

    @Override
    public void rejected(Reject reject) {
        rejects.add(reject);
    }
}
