package dev.sightline.e2e.faults;

import dev.sightline.e2e.Sightline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A client that reports many inferences at once, some of which it sent before, when the test says so. */
final class Reports implements Acknowledged {
    private final Sightline sightline;
    private final String model;
    private final Instant begin;
    private final Set<String> acknowledged = new TreeSet<>();
    private List<String> last = List.of();

    Reports(Sightline sightline, String model) {
        this(sightline, model, Instant.now());
    }

    /** @param begin when the inferences occurred */
    Reports(Sightline sightline, String model, Instant begin) {
        this.sightline = sightline;
        this.model = model;
        this.begin = begin;
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

    /** Reports so many new ones with some of those before; returns when they are acknowledged. */
    void send(int count) {
        var ids = new ArrayList<>(last.subList(0, last.size() / 4));
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        sightline.reportAccepted(
                ids.stream().map(id -> inference(id, model, begin)).collect(Collectors.joining(",", "[", "]")));
        acknowledged.addAll(ids);
        last = ids;
    }

    /** As a client's JSON, with one prediction, at a time of the first second that follows from the id. */
    static String inference(String id, String model, Instant begin) {
        return """
                {"inference_id": "%s", "model_id": "%s", "timestamp": "%s", "time": 0.02,
                 "predictions": [{"class": "a", "confidence": 0.5}]}
                """.formatted(id, model, begin.plusMillis(Math.floorMod(id.hashCode(), 1000)));
    }
}
