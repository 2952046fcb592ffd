package dev.sightline.e2e.faults;

import dev.sightline.e2e.Sightline;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A client that reports everything twice, each copy after a delay of its own, and tries each until it gets a 202. */
final class RepeatingClient implements Acknowledged, AutoCloseable {
    private static final int LONGEST_DELAY_MILLIS = 5000;
    private static final long RETRY_MILLIS = 100;

    private final Sightline sightline;
    private final String model;
    private final Instant begin = Instant.now();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final CountDownLatch open;
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(
            8, Thread.ofPlatform().name("client-", 0).factory());

    /** Begins at once, with one new inference every so often. */
    RepeatingClient(Sightline sightline, String model, int inferences, Duration every, RandomGenerator random) {
        this.sightline = sightline;
        this.model = model;
        open = new CountDownLatch(2 * inferences);
        for (int i = 0; i < inferences; i++) {
            String id = UUID.randomUUID().toString();
            long first = every.toMillis() * i;
            sendIn(first, id);
            sendIn(first + random.nextInt(LONGEST_DELAY_MILLIS), id);
        }
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

    /** Requests that have no 202 yet. */
    long open() {
        return open.getCount();
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    private void sendIn(long millis, String id) {
        var _ = senders.schedule(() -> send(id), millis, TimeUnit.MILLISECONDS);
    }

    private void send(String id) {
        try {
            if (sightline.report(Reports.inference(id, model, begin)).statusCode() == 202) {
                acknowledged.add(id);
                open.countDown();
                return;
            }
        } catch (UncheckedIOException e) {
            // Nobody is there: the same again, like any other refusal.
            sendIn(RETRY_MILLIS, id);
            return;
        }
        sendIn(RETRY_MILLIS, id);
    }
}
