package dev.sightline.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends to the public endpoints, and tries again for a while where the answer says that this may help. */
final class DemoClient implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final int UNAUTHORIZED = 401;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    DemoClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Sending the same again would not help. */
    static final class Refused extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** The system did not take something, after all attempts; it may later. */
    static final class Unavailable extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns when the key is known; one that has just been made needs a moment to get around. */
    void awaitAccess() throws InterruptedException {
        var question = request("/").GET().build();
        for (int attempt = 1; ; attempt++) {
            try {
                var _ = send(question);
                return;
            } catch (Refused e) {
                if (e.status != UNAUTHORIZED || attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(growing(attempt));
            }
        }
    }

    /** Sends compressed JSON; the answer is that of a success. */
    String post(String path, byte[] gzipped) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzipped))
                .build());
    }

    void putImage(String inferenceId, byte[] jpeg) throws InterruptedException {
        var _ = send(request("/v1/inferences/" + inferenceId + "/image")
                .header("Content-Type", "image/jpeg")
                .PUT(BodyPublishers.ofByteArray(jpeg))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }

    private String send(HttpRequest request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Duration pause;
            String trouble;
            @Nullable IOException cause = null;
            try {
                var response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() < 300) {
                    return response.body();
                }
                if (!mayPass(response.statusCode())) {
                    throw new Refused(
                            response.statusCode(),
                            request.uri().getPath() + " was refused with " + response.statusCode() + ": "
                                    + response.body());
                }
                trouble = "answers " + response.statusCode();
                pause = asked(response, attempt);
            } catch (IOException e) {
                trouble = "cannot be reached";
                cause = e;
                pause = growing(attempt);
            }
            if (attempt == ATTEMPTS) {
                throw new Unavailable(base + " " + trouble, cause);
            }
            Thread.sleep(pause);
        }
    }

    private static boolean mayPass(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private static Duration asked(HttpResponse<?> response, int attempt) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> shorter(Duration.ofSeconds(Long.parseLong(value)), LONGEST_PAUSE))
                .filter(pause -> !pause.isZero())
                .orElseGet(() -> growing(attempt));
    }

    private static Duration growing(int attempt) {
        return shorter(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10)), LONGEST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
