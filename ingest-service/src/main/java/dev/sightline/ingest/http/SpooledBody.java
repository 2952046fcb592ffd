package dev.sightline.ingest.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;

/**
 * A body in a file of its own, for what must be seen as a whole before it can go on. However large it is, it takes the heap
 * of one chunk. The file has no name any more, so that nothing of it outlives the process; closed it is gone.
 */
public final class SpooledBody implements AutoCloseable {
    private static final Logger log = Logger.getLogger(SpooledBody.class);
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final InputStream source;
    private final RandomAccessFile file;
    private final Arena arena = Arena.ofConfined();
    private long size;

    private SpooledBody(InputStream source, RandomAccessFile file) {
        this.source = source;
        this.file = file;
    }

    /** What was kept of a body: its first bytes in the file, and what they hash to. */
    public record Kept(RandomAccessFile file, long size, String sha256) {}

    /** Receives a body to its end; whoever closes the spooled one closes the stream. */
    static SpooledBody of(InputStream source) throws IOException {
        return of(source, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder where the file has its place */
    static SpooledBody of(InputStream source, Path folder) throws IOException {
        var body = new SpooledBody(source, nameless(source, folder));
        try {
            body.receive();
            return body;
        } catch (ZipException | EOFException e) {
            body.close();
            throw RequestBodies.notGzip();
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** All of it, as it came. Read what else is in it before parts of it are kept. */
    public ByteBuffer content() throws IOException {
        return file.getChannel()
                .map(FileChannel.MapMode.READ_ONLY, 0, size, arena)
                .asByteBuffer();
    }

    /**
     * Keeps nothing but these parts, one behind the other.
     *
     * @param parts of the content, in its order; what stands between them and is not the content's is no longer than what
     *     it stands for
     */
    public Kept keep(List<ByteBuffer> parts) throws IOException {
        var hash = sha256();
        var chunk = new byte[CHUNK_BYTES];
        long to = 0;
        for (ByteBuffer part : parts) {
            ByteBuffer rest = part.duplicate();
            while (rest.hasRemaining()) {
                int length = Math.min(rest.remaining(), chunk.length);
                // Out of the file before into it: the two places may overlap.
                rest.get(chunk, 0, length);
                hash.update(chunk, 0, length);
                write(chunk, length, to);
                to += length;
            }
        }
        file.setLength(to);
        file.seek(0);
        return new Kept(file, to, HexFormat.of().formatHex(hash.digest()));
    }

    @Override
    public void close() throws IOException {
        try (source;
                file) { // Whatever fails, the room that the stream holds is given back.
            arena.close();
        }
    }

    private void receive() throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        for (int read = source.read(chunk); read >= 0; read = source.read(chunk)) {
            write(chunk, read, size);
            size += read;
        }
    }

    private void write(byte[] chunk, int length, long at) {
        try {
            file.seek(at);
            file.write(chunk, 0, length);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static ProblemException noRoom(IOException cause) {
        log.warnf("no room for a body in a file error=%s", cause);
        return ProblemException.unavailable(
                "busy",
                "There is no room for images on their way at present",
                "Nothing of this request was taken; send it again.",
                RETRY_AFTER);
    }

    private static RandomAccessFile nameless(InputStream source, Path folder) throws IOException {
        try {
            Path path = Files.createTempFile(folder, "sightline-", ".body");
            try {
                return new RandomAccessFile(path.toFile(), "rw");
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            source.close();
            throw noRoom(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
