package lastagent.asterisk.cdr;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file, of which a stretch is in memory that only moves forward. Files that gzip has compressed are read
 * through. Not thread-safe.
 */
final class ByteWindow implements Closeable {

    /** What can be held at once; the window is larger, so that it moves seldom. */
    static final int MOST_HELD = 256 * 1024;

    private final SeekableByteChannel channel;
    private final InputStream in;
    private final long whole;
    private final long skipped;
    private final byte[] bytes = new byte[4 * MOST_HELD];
    private int from;
    private int to;
    private long passed;
    private boolean ended;

    private ByteWindow(SeekableByteChannel channel, InputStream in, long skipped) throws IOException {
        this.channel = channel;
        this.in = in;
        this.skipped = skipped;
        this.whole = channel.size();
    }

    /**
     * Opens a file at its beginning, or where this many bytes are left.
     *
     * @throws IOException with a message for an administrator
     */
    static ByteWindow open(Path file, long tail) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory, not a file");
        }
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        }
        try {
            long skipped = Math.max(0, channel.size() - tail);
            boolean packed = skipped == 0 && packed(channel);
            channel.position(skipped);
            InputStream plain = Channels.newInputStream(channel);
            ByteWindow window =
                    new ByteWindow(channel, packed ? new GZIPInputStream(plain, MOST_HELD) : plain, skipped);
            window.passByteOrderMark();
            return window;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static boolean packed(SeekableByteChannel channel) throws IOException {
        byte[] magic = Channels.newInputStream(channel).readNBytes(2);
        return Arrays.equals(magic, new byte[] {0x1F, (byte) 0x8B});
    }

    private void passByteOrderMark() throws IOException {
        hold(3);
        if (skipped == 0
                && to - from >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF) {
            from = 3;
        }
    }

    /** Where the line ends that a place is in: at its line end, or where what is held ends. */
    int lineEnd(int place) {
        int at = place;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /**
     * Brings bytes in, as many as asked for unless the file ends before.
     *
     * @param count at most {@link #MOST_HELD}
     * @return whether there are any
     */
    boolean hold(int count) throws IOException {
        if (to - from >= count || ended) {
            return to > from;
        }
        System.arraycopy(bytes, from, bytes, 0, to - from);
        passed += from;
        to -= from;
        from = 0;
        while (to < count && !ended) {
            int read = in.read(bytes, to, bytes.length - to);
            ended = read < 0;
            to += Math.max(0, read);
        }
        return to > from;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte is. */
    int from() {
        return from;
    }

    /** Where those that are held end. */
    int to() {
        return to;
    }

    /** Whether the file ends where those that are held end. */
    boolean endsThere() {
        return ended;
    }

    /** Goes on at this place. */
    void moveTo(int place) {
        from = place;
    }

    /** The next byte's place in the file, as far as it is not compressed. */
    long place() {
        return skipped + passed + from;
    }

    /** Whether it began after the file's beginning. */
    boolean isTail() {
        return skipped > 0;
    }

    /** How many bytes of the file have been read. */
    long done() throws IOException {
        return channel.position();
    }

    /** How many bytes the file had when it was opened. */
    long whole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
