package dev.sightline.e2e.faults;

import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.Sightline;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A client that reports one inference after the other, remembers which got a 202, and goes on when one does not. Now and
 * then it sends one again that it sent before, as a client does whose answer was lost.
 */
final class Traffic implements Acknowledged, AutoCloseable {
    /** At most about this many requests: the oracle reads every one of them back. */
    private static final Duration PAUSE = Duration.ofMillis(4);

    private static final Duration WHEN_REFUSED = Duration.ofMillis(20);

    private final Sightline sightline;
    private final String model;
    private final RandomGenerator random;
    private final Instant begin = Instant.now();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean stopping;

    Traffic(Sightline sightline, String model, long seed) {
        this.sightline = sightline;
        this.model = model;
        this.random = Scale.random(seed);
        thread = Thread.ofPlatform().name("traffic").start(this::run);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Instant begin() {
        return begin;
    }

    @Override
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** What was answered in place of a 202: the status, and whether it says when to come back. */
    Set<String> refusals() {
        return Set.copyOf(refusals);
    }

    void awaitAcknowledged(int count) {
        await("acknowledged inferences").atMost(Duration.ofMinutes(3)).until(() -> acknowledged.size() >= count);
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
        String again = UUID.randomUUID().toString();
        while (!stopping) {
            String id = random.nextInt(10) == 0 ? again : UUID.randomUUID().toString();
            LockSupport.parkNanos((send(id) ? PAUSE : WHEN_REFUSED).toNanos());
            again = random.nextBoolean() ? id : again;
        }
    }

    /** Whether it got through. */
    private boolean send(String id) {
        try {
            var response = sightline.report(Reports.inference(id, model, begin));
            if (response.statusCode() == 202) {
                acknowledged.add(id);
                return true;
            }
            refusals.add(response.statusCode() + " retry-after "
                    + response.headers().firstValue("Retry-After").isPresent());
        } catch (UncheckedIOException e) {
            // The service is down: not acknowledged, so nothing is owed. The next one may get through.
            return false;
        }
        return false;
    }
}
