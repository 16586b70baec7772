package lastagent.store;

import java.nio.file.Path;
import java.time.InstantSource;
import lastagent.core.conversation.ConversationLog;
import lastagent.core.conversation.ConversationLogContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConversationLogTest extends ConversationLogContract {

    @TempDir
    Path directory;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory, Thread.ofPlatform()::start, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ConversationLog log() {
        return store;
    }

    @Override
    protected void reopen() {
        close();
        open();
    }
}
