package dev.sightline.ingest.events;

import dev.sightline.ingest.json.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what came in: {@code ingest_inferences_accepted_total} and {@code ingest_inferences_rejected_total} by reason. */
@Singleton
public class Tally {
    private final MeterRegistry metrics;
    private final Map<String, Counter> acceptedByWay = new ConcurrentHashMap<>();

    Tally(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts inferences that the log has, by the way they came. */
    public void accepted(String way, int count) {
        acceptedByWay
                .computeIfAbsent(way, name -> metrics.counter("ingest.inferences.accepted", "way", name))
                .increment(count);
    }

    /** Counts inferences that were refused, by way and field. */
    public void rejected(String way, List<Rejection> rejections) {
        for (Rejection rejection : rejections) {
            metrics.counter("ingest.inferences.rejected", "way", way, "reason", rejection.reason())
                    .increment();
        }
    }
}
