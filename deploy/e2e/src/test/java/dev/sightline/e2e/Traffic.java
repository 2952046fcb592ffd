package dev.sightline.e2e;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A client that reports one inference after the other, remembers which got a 202, and goes on when one does not. */
final class Traffic implements AutoCloseable {
    private final Sightline sightline;
    private final String model;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean stopping;

    Traffic(Sightline sightline, String model) {
        this.sightline = sightline;
        this.model = model;
        thread = Thread.ofPlatform().name("traffic").start(this::run);
    }

    String model() {
        return model;
    }

    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    void awaitAcknowledged(int count) {
        await("acknowledged inferences").atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= count);
    }

    /** Returns when the last request is answered. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            String id = UUID.randomUUID().toString();
            try {
                var response = sightline.report("""
                        {"inference_id": "%s", "model_id": "%s", "timestamp": "%s", "time": 0.02,
                         "predictions": [{"class": "a", "confidence": 0.5}]}
                        """.formatted(id, model, Instant.now()));
                if (response.statusCode() == 202) {
                    acknowledged.add(id);
                }
            } catch (UncheckedIOException e) {
                // The service is down: not acknowledged, so nothing is owed. The next one may get through.
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
