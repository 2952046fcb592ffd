package dev.sightline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Does something again and again on several threads for a time, and counts. */
final class Load {
    /** One request; throws when it did not succeed. */
    interface Step {
        void run() throws Exception;
    }

    /**
     * What came of it.
     *
     * @param perSecond steps a second
     * @param micros latency of each step, measured from when it was due
     */
    record Result(double perSecond, Histogram micros) {
        double percentileMillis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private Load() {}

    /** As fast as the threads can, each one step after the other. */
    static Result full(int threads, Duration time, Step step) throws InterruptedException {
        return run(threads, time, 0, step);
    }

    /**
     * At a fixed rate. A step that starts late because an earlier one was slow counts the wait, too: leaving it out would
     * hide the very delays that are looked for.
     */
    static Result atRate(int threads, Duration time, double perSecond, Step step) throws InterruptedException {
        return run(threads, time, perSecond, step);
    }

    private static Result run(int threads, Duration time, double perSecond, Step step) throws InterruptedException {
        long longest = Duration.ofMinutes(10).toNanos() / 1000;
        var latencies = new ConcurrentHistogram(longest, 3);
        var steps = new AtomicLong();
        var failures = new ConcurrentLinkedQueue<Exception>();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long gap = perSecond == 0 ? 0 : (long) (threads * 1e9 / perSecond);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            long first = begin + gap * i / threads;
            workers.add(Thread.ofPlatform().start(() -> {
                long due = first;
                while (System.nanoTime() < end && failures.isEmpty()) {
                    if (gap > 0) {
                        waitUntil(due);
                    } else {
                        due = System.nanoTime();
                    }
                    try {
                        step.run();
                    } catch (Exception e) {
                        failures.add(e);
                        return;
                    }
                    // Whoever falls further and further behind goes on all the same.
                    latencies.recordValue(Math.clamp((System.nanoTime() - due) / 1000, 0, longest));
                    steps.incrementAndGet();
                    due += gap;
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a request failed", failures.peek());
        }
        return new Result(steps.get() * 1e9 / (System.nanoTime() - begin), latencies);
    }

    private static void waitUntil(long nanoTime) {
        long rest = nanoTime - System.nanoTime();
        while (rest > 0) {
            LockSupport.parkNanos(rest);
            rest = nanoTime - System.nanoTime();
        }
    }
}
