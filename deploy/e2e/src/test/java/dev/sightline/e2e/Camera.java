package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model somewhere that reports what it saw. */
public final class Camera {
    /** How many inferences a minute of {@link #reportsEachMinute} has. */
    public static final int EACH_MINUTE = 20;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(45);

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

    /** Reports of every minute from this one on, until it is closed. */
    public EachMinute reportsEachMinute(double confidence) {
        return new EachMinute(confidence);
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

    /**
     * The same few inferences at the beginning of each minute, so that what a minute holds is known exactly however slow
     * the machine is: a minute has one confidence or none.
     */
    public final class EachMinute implements AutoCloseable {
        private final Thread thread;
        private volatile double confidence;
        private volatile boolean isSettled;
        private volatile boolean stopping;

        private EachMinute(double confidence) {
            this.confidence = confidence;
            thread = Thread.ofPlatform().daemon().name("camera").start(this::report);
        }

        /** From the first minute on that nothing is reported of yet. */
        public void turnsTo(double next) {
            confidence = next;
            isSettled = true;
        }

        private void report() {
            Instant reported = Instant.MIN;
            while (!stopping) {
                Instant now = Instant.now();
                Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
                // Until it has turned, late in the minute: it may turn before, and then this minute is the first.
                Instant due = minute.plus(isSettled ? SECOND : LATE);
                if (minute.isAfter(reported) && !now.isBefore(due)) {
                    reports(EACH_MINUTE, confidence, minute);
                    reported = minute;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
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
