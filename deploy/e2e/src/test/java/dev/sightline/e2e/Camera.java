package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model somewhere that reports what it saw. */
public final class Camera {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Sightline sightline;
    private final String modelId;
    private final String className;

    public Camera(Sightline sightline, String modelId, String className) {
        this.sightline = sightline;
        this.modelId = modelId;
        this.className = className;
    }

    /** So many inferences, spread over the second, each with one prediction. */
    public void reports(int count, double confidence, Instant second) {
        sightline.reportAccepted(IntStream.range(0, count)
                .mapToObj(i -> inference(confidence, second.plusMillis(i * 900L / count)))
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** Goes on reporting now and then until it is closed. */
    public Reporting keepsReporting(double confidence) {
        return new Reporting(confidence);
    }

    /** A device says that it lives. */
    public static void beats(Sightline sightline, String deviceId, int intervalSeconds) {
        var response = sightline.send(sightline
                .toIngest("/v1/heartbeats")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"device_id\": \"%s\", \"server_id\": \"%s-1\", \"interval_seconds\": %d}"
                                .formatted(deviceId, deviceId, intervalSeconds))));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    private String inference(double confidence, Instant at) {
        return String.format(Locale.ROOT, """
                {"model_id": "%s", "timestamp": "%s", "time": 0.02,
                 "predictions": [{"class": "%s", "confidence": %.3f}]}
                """, modelId, at, className, confidence);
    }

    /** Ends with the test. */
    public final class Reporting implements AutoCloseable {
        private final Thread thread;
        private volatile boolean stopping;

        private Reporting(double confidence) {
            thread = Thread.ofPlatform().daemon().name("camera").start(() -> {
                while (!stopping) {
                    reports(15, confidence, Instant.now().minusSeconds(1));
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            });
        }

        @Override
        public void close() {
            stopping = true;
            LockSupport.unpark(thread);
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
