package lastagent.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import lastagent.app.ServiceThreads;
import lastagent.core.conversation.CallHistory.Reject;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears when it is complete, or none at all. Until {@link #keep}, what is written stands beside it; a process
 * that is interrupted leaves what was there before, and nothing else. Not thread-safe.
 */
final class WholeFile implements Closeable {

    private final Optional<Path> file;
    private final Optional<Path> beside;
    private final Writer writer;

    /**
     * Begins a file.
     *
     * @param wanted where; null for nowhere
     * @throws IOException if it cannot be written there
     */
    WholeFile(@Nullable Path wanted) throws IOException {
        this.file = Optional.ofNullable(wanted).map(Path::toAbsolutePath);
        if (file.isEmpty()) {
            this.beside = Optional.empty();
            this.writer = Writer.nullWriter();
            return;
        }
        Path place = file.get();
        // A pipe or a device is written as it is.
        boolean special = Files.exists(place) && !Files.isRegularFile(place);
        this.beside = special ? Optional.empty() : Optional.of(create(place));
        // Not Files.newBufferedWriter: it fails on an unpaired surrogate.
        this.writer = new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(beside.orElse(place)), StandardCharsets.UTF_8));
        if (!special) {
            ServiceThreads.atExit(this::discard);
        }
    }

    private static Path create(Path place) throws IOException {
        Path part = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            return Files.createFile(part);
        } catch (IOException refused) {
            throw new IOException(place + " cannot be written: " + refused, refused);
        }
    }

    /** Writes a text. */
    void print(String text) {
        try {
            writer.write(text);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    file.map(Path::toString).orElse("") + " cannot be written: " + refused.getMessage(), refused);
        }
    }

    /** Writes one row that could not be read, as a line. */
    void line(Reject reject) {
        print(reject.where() + ": " + reject.why() + "\n");
    }

    /** Ends the file, and puts it in its place. */
    void keep() throws IOException {
        writer.close();
        if (file.isPresent() && beside.isPresent()) {
            Files.move(beside.get(), file.get(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Ends the file; without {@link #keep} before, there is none. */
    @Override
    public void close() throws IOException {
        writer.close();
        discard();
    }

    private void discard() {
        try {
            if (beside.isPresent()) {
                Files.deleteIfExists(beside.get());
            }
        } catch (IOException _) {
            // Nothing reads it, and its name says what it is.
        }
    }
}
