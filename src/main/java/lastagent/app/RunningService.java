package lastagent.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The service that runs with a state directory. It holds a lock on a file there, with its process id in it: the system
 * takes the lock back when the process ends, however it ends, so that the id of a dead one is never believed.
 */
public final class RunningService implements AutoCloseable {

    private static final String FILE = "lastagent.pid";
    private static final int LONGEST_PID = 20;

    private final Path stateDirectory;
    private final FileChannel channel;

    private RunningService(Path stateDirectory, FileChannel channel) {
        this.stateDirectory = stateDirectory;
        this.channel = channel;
    }

    /**
     * Makes this process the one that runs with the directory, until it ends.
     *
     * @param hearsSighup whether others may send it SIGHUP; if not, its id is not told
     * @throws StartException if another process is, or the directory cannot be written
     */
    public static RunningService announce(Path stateDirectory, boolean hearsSighup) throws StartException {
        Path file = stateDirectory.resolve(FILE);
        try {
            Files.createDirectories(stateDirectory, mode("rwx------"));
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    mode("rw-------"));
            if (lock(channel).isEmpty()) {
                channel.close();
                throw new StartException("another lastagent runs with the state directory " + stateDirectory, null);
            }
            channel.truncate(0);
            String pid = hearsSighup ? ProcessHandle.current().pid() + "\n" : "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new RunningService(stateDirectory, channel);
        } catch (IOException fault) {
            throw new StartException(file + " cannot be written: " + fault, fault);
        }
    }

    /**
     * The process that runs with the directory and hears SIGHUP.
     *
     * @throws StartException if there is none; the message says why
     */
    static long pid(Path stateDirectory) throws StartException {
        Path file = stateDirectory.resolve(FILE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (lock(channel).isPresent()) {
                throw new StartException("no service runs with the state directory " + stateDirectory, null);
            }
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
            channel.read(bytes, 0);
            String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
            if (!pid.matches("[1-9][0-9]{0,18}")) {
                throw new StartException("the service cannot hear SIGHUP (Java's option -Xrs): restart it", null);
            }
            return Long.parseLong(pid);
        } catch (NoSuchFileException none) {
            throw new StartException("no service runs with the state directory " + stateDirectory, none);
        } catch (IOException fault) {
            throw new StartException(file + " cannot be read: " + fault, fault);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ours) {
            return Optional.empty();
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Leaves the outcome of a reload for whoever asked for it. */
    void leave(ReloadOutcome outcome) throws IOException {
        outcome.leaveIn(stateDirectory);
    }

    /** Lets go of the directory. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
