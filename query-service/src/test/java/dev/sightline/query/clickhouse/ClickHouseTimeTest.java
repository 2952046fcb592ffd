package dev.sightline.query.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClickHouseTimeTest {
    private final ClickHouseTime time = new ClickHouseTime();

    @Test
    void it_is_nothing_where_nothing_was_asked() {
        assertThat(time.nanos()).isZero();
    }

    @Test
    void what_was_asked_at_once_counts_once() {
        // Both end now, give or take what passes between these lines: the shorter lies within the longer.
        time.add(Duration.ofHours(1).toNanos());
        time.add(Duration.ofMinutes(20).toNanos());

        assertThat(Duration.ofNanos(time.nanos())).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }

    @Test
    void what_was_asked_after_another_is_added() {
        time.add(1);
        long end = System.nanoTime();
        while (System.nanoTime() - end < 1) {
            Thread.onSpinWait();
        }
        time.add(1);

        assertThat(time.nanos()).isEqualTo(2);
    }
}
