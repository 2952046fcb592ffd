package dev.sightline.query.clickhouse;

import jakarta.enterprise.context.RequestScoped;
import java.util.concurrent.atomic.LongAdder;

/** How long ClickHouse itself took for the request at hand, by its own account. */
@RequestScoped
public class ClickHouseTime {
    private final LongAdder nanos = new LongAdder();

    void add(long more) {
        nanos.add(more);
    }

    /** 0 when it was not asked, or did not say. */
    public long nanos() {
        return nanos.sum();
    }
}
