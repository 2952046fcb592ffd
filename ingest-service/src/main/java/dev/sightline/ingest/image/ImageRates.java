package dev.sightline.ingest.image;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.io.Serial;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many images a device may send, and how many bytes a workspace may store, so that a flood stays its sender's. */
@Singleton
class ImageRates {
    private static final int REMEMBERED_DEVICES = 10_000;

    // Senders choose the names of devices: the one that was silent longest, whose bucket is full again, is forgotten.
    private final Map<String, Bucket> byDevice = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED_DEVICES;
        }
    });
    // Only workspaces with a key come here.
    private final Map<String, Bucket> byWorkspace = new ConcurrentHashMap<>();
    private final long imagesPerMinute;
    private final long bytesPerDay;

    ImageRates(IngestConfig config) {
        this.imagesPerMinute = config.limits().imagesPerMinute();
        this.bytesPerDay = config.limits().imageBytesPerDay().asLongValue();
    }

    /**
     * Counts an image of a device.
     *
     * @throws ProblemException 429 when it sends too many
     */
    void countImage(String workspace, String device) {
        var probe = byDevice.computeIfAbsent(
                        workspace + '/' + device, _ -> bucket(imagesPerMinute, Duration.ofMinutes(1)))
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new ProblemException(
                            429,
                            "image-rate-limited",
                            "The device sends too many images",
                            "A device may send " + imagesPerMinute
                                    + " images a minute; sample them, or send only those that someone should see.")
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /**
     * Takes room for an image that is not stored yet.
     *
     * @throws ProblemException 429 when the workspace has stored as much as it may today
     */
    void takeRoom(String workspace, long bytes) {
        var probe = byWorkspace
                .computeIfAbsent(workspace, _ -> bucket(bytesPerDay, Duration.ofDays(1)))
                .tryConsumeAndReturnRemaining(bytes);
        if (!probe.isConsumed()) {
            throw new ProblemException(
                            bytes > bytesPerDay ? 413 : 429,
                            "image-quota",
                            "The workspace has used its quota for images",
                            "A workspace may store " + bytesPerDay
                                    + " bytes of new images a day; images that are stored already cost nothing.")
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Gives back room that was not used after all. */
    void giveBack(String workspace, long bytes) {
        Bucket bucket = byWorkspace.get(workspace);
        if (bucket != null) {
            bucket.addTokens(bytes);
        }
    }

    private static Bucket bucket(long capacity, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                .build();
    }
}
