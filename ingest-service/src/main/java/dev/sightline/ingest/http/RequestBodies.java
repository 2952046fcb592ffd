package dev.sightline.ingest.http;

import dev.sightline.ingest.IngestConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens request bodies so that none of them, nor all of them together, take more than they may.
 *
 * <p>Bytes are counted as they are read, after decompression: a gzip bomb ends at the limit, and a declared length beyond
 * it ends the request before the first byte. What is kept in memory is taken from one budget, until the body is closed.
 */
@ApplicationScoped
public class RequestBodies {
    private static final int PERMIT_BYTES = 1024;

    private final IngestConfig.Limits limits;
    private final Semaphore memory;

    RequestBodies(IngestConfig config) {
        this.limits = config.limits();
        this.memory =
                new Semaphore(Math.toIntExact(config.limits().bodiesInMemory().asLongValue() / PERMIT_BYTES));
    }

    /** A body that its reader keeps as it reads; close it when that is no longer kept. */
    public InputStream kept(HttpServerRequest request, InputStream body) {
        return open(request, body, limits.body(), memory);
    }

    /** The body of a pingback, which its reader forgets as it goes on. */
    public InputStream pingback(HttpServerRequest request, InputStream body) {
        return open(request, body, limits.pingbackBody(), null);
    }

    /** An image; kept like any other body. */
    public InputStream image(HttpServerRequest request, InputStream body) {
        return open(request, body, limits.image(), memory);
    }

    private static InputStream open(
            HttpServerRequest request, InputStream body, MemorySize size, @Nullable Semaphore memory) {
        long limit = size.asLongValue();
        String declared = request.getHeader("Content-Length");
        if (declared != null && declared.length() < 19 && Long.parseLong(declared) > limit) {
            throw beyond(limit);
        }
        String encoding = request.getHeader("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> new Bounded(body, limit, memory);
            // The compressed side is bounded too: a gzip stream can go on for ever without giving a byte.
            case "gzip", "x-gzip" -> new Bounded(gunzip(new Bounded(body, limit, null)), limit, memory);
            default -> throw ProblemException.unsupported("Content-Encoding", encoding, "gzip or none");
        };
    }

    private static InputStream gunzip(InputStream compressed) {
        try {
            return new GZIPInputStream(compressed, 8192);
        } catch (IOException e) {
            throw ProblemException.malformed("The body is not gzip, though its Content-Encoding says so.");
        }
    }

    private static ProblemException beyond(long limit) {
        return ProblemException.tooLarge(
                "A body here may have up to " + limit + " bytes after decompression; send it in parts.");
    }

    private static final class Bounded extends FilterInputStream {
        private final long limit;
        private final @Nullable Semaphore memory;
        private long count;
        private int permits;

        Bounded(InputStream in, long limit, @Nullable Semaphore memory) {
            super(in);
            this.limit = limit;
            this.memory = memory;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        @Override
        public long skip(long n) throws IOException {
            return readNBytes((int) Math.min(n, 8192)).length;
        }

        private void count(int read) {
            count += read;
            if (count > limit) {
                throw beyond(limit);
            }
            int missing = (int) (count / PERMIT_BYTES) - permits;
            if (memory == null || missing == 0) {
                return;
            }
            // Never waits: two half-read bodies that wait for each other would wait for ever.
            if (!memory.tryAcquire(missing)) {
                throw ProblemException.unavailable(
                        "busy",
                        "Too much is on its way at once",
                        "Nothing of this request was taken; send it again.",
                        Duration.ofSeconds(1));
            }
            permits += missing;
        }

        @Override
        public void close() {
            // The connection's stream is the server's to close; only the budget is ours.
            if (memory != null) {
                memory.release(permits);
                permits = 0;
            }
        }
    }
}
