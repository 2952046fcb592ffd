package dev.sightline.alert.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The steps of one series in order. A step that was never reported is one in which nothing happened. */
public final class History {
    private final TreeMap<Instant, Bucket> byStart = new TreeMap<>();
    private final Duration step;

    public History(Duration step, Collection<Bucket> buckets) {
        this.step = step;
        buckets.forEach(bucket -> byStart.put(bucket.start(), bucket));
    }

    public Duration step() {
        return step;
    }

    public Bucket at(Instant start) {
        var known = byStart.get(start);
        return known == null ? Bucket.empty(start) : known;
    }

    /** All steps that begin in {@code [from, until)}, added up. */
    public Bucket sum(Instant from, Instant until) {
        Bucket sum = Bucket.empty(from);
        for (Bucket bucket : byStart.subMap(from, until).values()) {
            sum = sum.plus(bucket);
        }
        return sum;
    }

    /** The steps with something in them that begin in {@code [from, until)}. */
    public List<Bucket> between(Instant from, Instant until) {
        return new ArrayList<>(byStart.subMap(from, until).values());
    }
}
