package dev.sightline.bench;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * How long after its 202 an inference can be read in the API. Goal: 2 s at the 95th percentile.
 *
 * <p>One inference at a time beside 50 others a second, asked for every 20 ms: the figure includes up to that much.
 */
final class FreshnessBench {
    private static final int SAMPLES = 100;
    private static final Duration GOAL = Duration.ofSeconds(2);

    private final Http http;
    private final Clock clock = Clock.systemUTC();

    FreshnessBench(Http http) {
        this.http = http;
    }

    void run() throws Exception {
        var background = Thread.ofPlatform().daemon().start(() -> {
            try {
                Load.atRate(1, Duration.ofMinutes(5), 5, () -> http.report(SampleReports.json(10, clock.instant())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var millis = new Histogram(3);
        for (int i = 0; i < SAMPLES; i++) {
            millis.recordValue(once());
        }
        background.interrupt();
        System.out.printf(
                Locale.ROOT,
                "freshness of %d inferences: median %d ms, p95 %d ms, max %d ms (goal: p95 below %d ms)%n",
                SAMPLES,
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getMaxValue(),
                GOAL.toMillis());
    }

    private long once() throws Exception {
        String id = UUID.randomUUID().toString();
        int status = http.report(SampleReports.inference(id, clock.instant()).getBytes(StandardCharsets.UTF_8));
        if (status != 202) {
            throw new IllegalStateException("the report was answered with " + status);
        }
        long begin = System.nanoTime();
        while (http.ask("/inferences/" + id) != 200) {
            if (System.nanoTime() - begin > Duration.ofSeconds(30).toNanos()) {
                throw new IllegalStateException("not visible after 30 s");
            }
            Thread.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
