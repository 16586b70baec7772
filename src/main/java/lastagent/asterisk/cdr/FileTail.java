package lastagent.asterisk.cdr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The end of a file of CDR rows that grows, such as Master.csv: opened and looked at anew at each reading, so that a file which
 * is not there yet, is rotated or gets another layout needs no restart. An empty file has no rows and is no fault.
 *
 * <p>Not thread-safe.
 */
public final class FileTail implements CdrSource {

    // Some hundred thousand rows, a day of a busy PBX; read in a fraction of a second.
    private static final long BYTES = 32L << 20;

    private final Path file;
    private final FileOptions options;
    private String description;

    /** Reads the end of this file, whatever its name says about its layout. */
    public FileTail(Path file, FileOptions options) {
        this.file = file;
        this.options = options.withTail(BYTES);
        this.description = file.toString();
    }

    /** The path, and once rows were read what they were taken for. */
    @Override
    public String description() {
        return description;
    }

    @Override
    public void read(Instant from, Instant to, Rows rows) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + file + ": does the PBX write one, and may lastagent read it?");
        }
        if (Files.size(file) == 0) {
            return;
        }
        switch (CdrFiles.open(file, options)) {
            case OpenedFile.Cdr(CdrSource source) -> {
                description = source.description();
                source.read(from, to, rows);
            }
            case OpenedFile.QueueLog _ ->
                throw new IOException(
                        file + " is a queue_log, which often names agents by a person's name: take the CDR");
            case OpenedFile.SqliteDatabase _ ->
                throw new IOException(file + " is a database of SQLite: name it as sqlite:" + file);
        }
    }
}
