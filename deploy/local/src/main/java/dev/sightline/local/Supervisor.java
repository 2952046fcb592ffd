package dev.sightline.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Starts parts, waits for them, and starts again whichever dies, as an orchestrator would; ends them in the opposite
 * order.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_RESTART_DELAY = Duration.ofSeconds(8);

    /** Whoever lived this long did start: what ended it is no reason to wait with the next try. */
    private static final Duration LIVED = Duration.ofSeconds(3);

    /** As often as this at the first start, and trying again is no use. */
    private static final int DEATHS_AT_START = 3;

    private final Progress progress;
    private final List<Part> started = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> deaths = new ConcurrentHashMap<>();
    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor restarts = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("restarts").factory(), new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean closing;

    public Supervisor(Progress progress) {
        this.progress = progress;
        restarts.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Starts all of them side by side and returns when each is ready.
     *
     * @throws IllegalStateException when one of them is not ready in time
     */
    public void start(List<Part> parts, Duration patience) {
        long begin = System.nanoTime();
        for (Part part : parts) {
            started.add(part);
            part.onExit(() -> restartLater(part));
            startPart(part);
        }
        var waiting = new ArrayList<>(parts);
        while (!waiting.isEmpty()) {
            waiting.removeIf(part -> {
                if (part.isReady()) {
                    progress.ready(part.name(), Duration.ofNanos(System.nanoTime() - begin));
                    return true;
                }
                return false;
            });
            if (closing) {
                throw new IllegalStateException("It was stopped while it started.");
            }
            waiting.stream()
                    .filter(part -> deaths.getOrDefault(part.name(), 0) >= DEATHS_AT_START)
                    .findFirst()
                    .ifPresent(part -> {
                        throw new IllegalStateException(part.name() + " ends right after its start; `./sightline logs "
                                + part.name() + "` shows why.");
                    });
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IllegalStateException("Not ready after " + patience.toSeconds() + " s: "
                        + String.join(", ", waiting.stream().map(Part::name).toList())
                        + "; `./sightline logs NAME` shows why.");
            }
            pause();
        }
    }

    @Override
    public void close() {
        closing = true;
        endRestarts();
        for (Part part : started.reversed()) {
            try {
                part.stop(GRACE);
                progress.stopped(part.name());
            } catch (RuntimeException e) {
                // The others have to end all the same.
                progress.say(part.name() + " could not be stopped: " + e.getMessage());
            }
        }
    }

    /** A restart under way has to end first: what it starts later than it is stopped here would be left behind. */
    private void endRestarts() {
        restarts.shutdown();
        try {
            if (!restarts.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                progress.say("A restart does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartLater(Part part) {
        if (closing) {
            return;
        }
        long lived = System.nanoTime() - starts.getOrDefault(part.name(), 0L);
        int count = deaths.merge(part.name(), 1, (before, one) -> lived > LIVED.toNanos() ? one : before + one);
        progress.died(part.name());
        // A part that dies at every start is given more and more time, so that it does not eat the machine.
        long delay = Math.min(RESTART_DELAY.toMillis() << Math.min(count / 5, 10), LONGEST_RESTART_DELAY.toMillis());
        var _ = restarts.schedule(() -> restart(part), delay, TimeUnit.MILLISECONDS);
    }

    private void restart(Part part) {
        if (closing) {
            return;
        }
        try {
            startPart(part);
        } catch (RuntimeException e) {
            progress.say(part.name() + " cannot be started again: " + e.getMessage());
            restartLater(part);
        }
    }

    private void startPart(Part part) {
        starts.put(part.name(), System.nanoTime());
        part.start();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
