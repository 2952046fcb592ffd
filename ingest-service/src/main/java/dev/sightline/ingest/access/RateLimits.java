package dev.sightline.ingest.access;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How fast each workspace may report, so that one of them cannot take the line from the others. */
@Singleton
public class RateLimits {
    // Only workspaces with a key come here, so the map is as small as their number.
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final long rate;
    private final long burst;

    RateLimits(IngestConfig config) {
        this.rate = config.limits().rate();
        this.burst = config.limits().burst();
    }

    /**
     * Takes room for so many items.
     *
     * @throws ProblemException 429 when there is none at present; then nothing is taken
     */
    public void take(String workspace, int items) {
        var probe = bucketOf(workspace).tryConsumeAndReturnRemaining(Math.max(1, items));
        if (!probe.isConsumed()) {
            throw new ProblemException(
                            429,
                            "rate-limited",
                            "The workspace reports too fast",
                            "A workspace may report " + rate + " items a second in the long run and " + burst
                                    + " at once; nothing of this request was taken.")
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Counts items of a request that was let in already and whose sender would not come again. */
    public void charge(String workspace, int items) {
        bucketOf(workspace).consumeIgnoringRateLimits(Math.max(1, items));
    }

    private Bucket bucketOf(String workspace) {
        return buckets.computeIfAbsent(
                workspace,
                name -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
                        .build());
    }
}
