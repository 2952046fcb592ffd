package dev.sightline.ingest.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A body as it comes in, on its connection's event loop. What is beyond a bound is received and forgotten. */
final class IncomingBody {
    private final HttpServerRequest request;
    private final long limit;
    private final MemoryBudget.Share share;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = {};
    private int length;

    IncomingBody(HttpServerRequest request, long limit, MemoryBudget.Share share) {
        this.request = request;
        this.limit = limit;
        this.share = share;
    }

    /** The whole body, once it is there. */
    CompletableFuture<byte[]> receive() {
        if (request.isEnded()) {
            whole.complete(bytes);
            return whole;
        }
        request.handler(this::add);
        request.exceptionHandler(_ ->
                whole.completeExceptionally(ProblemException.malformed("The connection ended before the body did.")));
        request.endHandler(_ -> whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length)));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return whole;
    }

    private void add(Buffer chunk) {
        if (whole.isDone()) {
            return;
        }
        try {
            makeRoomFor(length + chunk.length());
        } catch (ProblemException e) {
            bytes = new byte[0];
            whole.completeExceptionally(e);
            return;
        }
        chunk.getBytes(bytes, length);
        length += chunk.length();
    }

    private void makeRoomFor(int grown) {
        if (grown > limit) {
            throw RequestBodies.beyond(limit);
        }
        if (grown > bytes.length) {
            // Not all that is declared at once: declaring costs the sender nothing.
            long most = Math.min(RequestBodies.declaredLength(request), limit);
            int size = (int) Math.max(grown, Math.min(most, 4L * bytes.length));
            share.take(size - bytes.length);
            bytes = Arrays.copyOf(bytes, size);
        }
    }
}
