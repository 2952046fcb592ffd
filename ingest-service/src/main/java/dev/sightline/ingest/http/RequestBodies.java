package dev.sightline.ingest.http;

import dev.sightline.ingest.IngestConfig;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens request bodies so that none of them, nor all of them together, take more than they may.
 *
 * <p>Bytes are counted as they are read, after decompression: a gzip bomb ends at the limit, and a declared length beyond
 * it ends the request before the first byte. What is kept in memory is taken from one budget, until the body is closed;
 * what lies in files, from another.
 */
@Singleton
public class RequestBodies {
    // A body up to here is read in less time than another thread takes to wake.
    private static final int READ_AT_ONCE = 16 * 1024;

    // What may come beside an image in one body: its inference, names, boundaries.
    private static final long BESIDE_IMAGE = 1 << 20;

    private final IngestConfig.Limits limits;
    private final MemoryBudget memory;
    // Images lie in files: they wait for their store, and a slow one must not take the memory of those who do not.
    private final MemoryBudget imageFiles;
    private final Executor threads;

    RequestBodies(IngestConfig config, @VirtualThreads ExecutorService threads) {
        this.limits = config.limits();
        this.memory = new MemoryBudget(config.limits().bodiesInMemory().asLongValue());
        this.imageFiles = new MemoryBudget(config.limits().imagesInFiles().asLongValue());
        this.threads = threads;
    }

    /** Reads a body that is there as a whole, decompressed. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Begins what the body asks for; the body's memory counts as taken until that is done. */
        CompletionStage<T> read(byte[] body);
    }

    /**
     * Receives a body as a whole without holding a thread meanwhile. What is small is read at once on the event loop, all
     * else on a thread that may take its time.
     */
    public <T> CompletionStage<T> whole(HttpServerRequest request, Reader<T> reader) {
        long limit = limits.body().asLongValue();
        refuseDeclaredBeyond(limit, request);
        boolean isGzip = isGzip(request);
        MemoryBudget.Share share = memory.open();
        return new IncomingBody(request, limit, share)
                .receive()
                .thenCompose(body -> {
                    if (!isGzip && body.length <= READ_AT_ONCE) {
                        return reader.read(body);
                    }
                    return CompletableFuture.supplyAsync(
                                    () -> reader.read(isGzip ? inflate(body, limit, share) : body), threads)
                            .thenCompose(Function.identity());
                })
                .whenComplete((_, _) -> share.close());
    }

    private static byte[] inflate(byte[] body, long limit, MemoryBudget.Share share) {
        try (InputStream inflated = gunzip(new ByteArrayInputStream(body))) {
            return new Bounded(inflated, limit, share).readAllBytes();
        } catch (IOException e) {
            throw notGzip();
        }
    }

    /** A body that its reader keeps as it reads; close it when that is no longer kept. */
    public InputStream kept(HttpServerRequest request, InputStream body) {
        return open(request, body, limits.body().asLongValue(), memory.open());
    }

    /** The body of a pingback, which its reader forgets as it goes on. */
    public InputStream pingback(HttpServerRequest request, InputStream body) {
        return open(request, body, limits.pingbackBody().asLongValue(), null);
    }

    /** An image, received to its end, in the room that images have. */
    public SpooledBody image(HttpServerRequest request, InputStream body) throws IOException {
        return SpooledBody.of(open(request, body, limits.image().asLongValue(), imageFiles.open()));
    }

    /** An image and what is said of it, in parts; likewise. */
    public SpooledBody imageInParts(HttpServerRequest request, InputStream body) throws IOException {
        return SpooledBody.of(open(request, body, limits.image().asLongValue() + BESIDE_IMAGE, imageFiles.open()));
    }

    private static InputStream open(
            HttpServerRequest request, InputStream body, long limit, MemoryBudget.@Nullable Share share) {
        refuseDeclaredBeyond(limit, request);
        // The compressed side is bounded too: a gzip stream can go on for ever without giving a byte.
        return isGzip(request)
                ? new Bounded(gunzip(new Bounded(body, limit, null)), limit, share)
                : new Bounded(body, limit, share);
    }

    private static void refuseDeclaredBeyond(long limit, HttpServerRequest request) {
        if (request.getHeader("Content-Length") != null && declaredLength(request) > limit) {
            throw beyond(limit);
        }
    }

    /** Length that the sender says; the largest there is when it says none, or one that no body has. */
    static long declaredLength(HttpServerRequest request) {
        String declared = request.getHeader("Content-Length");
        return declared == null || declared.length() > 18 ? Long.MAX_VALUE : Long.parseLong(declared);
    }

    private static boolean isGzip(HttpServerRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default -> throw ProblemException.unsupported("Content-Encoding", encoding, "gzip or none");
        };
    }

    private static InputStream gunzip(InputStream compressed) {
        try {
            return new GZIPInputStream(compressed, 8192);
        } catch (IOException e) {
            throw notGzip();
        }
    }

    static ProblemException notGzip() {
        return ProblemException.malformed("The body is not gzip, though its Content-Encoding says so.");
    }

    static ProblemException beyond(long limit) {
        return ProblemException.tooLarge(
                "A body here may have up to " + limit + " bytes after decompression; send it in parts.");
    }

    private static final class Bounded extends FilterInputStream {
        private final long limit;
        private final MemoryBudget.@Nullable Share share;
        private long count;

        Bounded(InputStream in, long limit, MemoryBudget.@Nullable Share share) {
            super(in);
            this.limit = limit;
            this.share = share;
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
            if (share != null) {
                share.take(read);
            }
        }

        @Override
        public void close() {
            // The connection's stream is the server's to close; only the budget is ours.
            if (share != null) {
                share.close();
            }
        }
    }
}
