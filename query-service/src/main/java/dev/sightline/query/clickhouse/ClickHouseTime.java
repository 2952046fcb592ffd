package dev.sightline.query.clickhouse;

import jakarta.enterprise.context.RequestScoped;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long ClickHouse itself took for the request at hand, by its own account. */
@RequestScoped
public class ClickHouseTime {
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /** An answer that has just come, and how long it took. */
    void add(long nanos) {
        long end = System.nanoTime();
        spans.add(new Span(end - nanos, end));
    }

    /** The time in which it was busy with one question or more; 0 when it was not asked, or did not say. */
    public long nanos() {
        long sum = 0;
        Span last = null;
        for (Span span :
                spans.stream().sorted(Comparator.comparingLong(Span::begin)).toList()) {
            if (last == null || span.begin() - last.end() >= 0) {
                sum += span.end() - span.begin();
                last = span;
            } else if (span.end() - last.end() > 0) {
                sum += span.end() - last.end();
                last = span;
            }
        }
        return sum;
    }

    private record Span(long begin, long end) {}
}
