package dev.sightline.stats.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.stats.consume.OwnPartition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LagTest {
    private final OwnPartition own = new OwnPartition();
    private final LogEnds ends = new LogEnds(own.config());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Lag lag = new Lag(ends, List.of(own.table()), own.config(), metrics);

    @BeforeEach
    void create() throws Exception {
        own.create();
    }

    @AfterEach
    void drop() {
        ends.close();
        own.close();
    }

    @Test
    void records_that_nobody_reads_wait() throws Exception {
        own.append("a", "b");

        lag.measure();

        assertThat(told()).isEqualTo(2);
    }

    @Test
    void what_is_stored_waits_no_more() throws Exception {
        own.append("a", "b");
        lag.measure();
        own.consumeUntil(2);
        own.append("c");

        lag.measure();

        assertThat(told()).isEqualTo(1);
    }

    @Test
    void without_an_answer_there_is_no_figure() throws Exception {
        own.append("a");
        lag.measure();
        ends.close();

        lag.measure();

        assertThat(metrics.find("sightline.stats.lag.records").gauges()).isEmpty();
    }

    private double told() {
        return metrics.get("sightline.stats.lag.records")
                .tag("topic", own.table().topic())
                .tag("partition", "0")
                .gauge()
                .value();
    }
}
