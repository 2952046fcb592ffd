package dev.sightline.stats.integrity;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.consume.EventTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the metrics how many records of each partition wait to be stored. Kafka is asked, not the consumers: a partition that
 * nobody reads has lag as well, and ClickHouse may be away. Each instance tells it of all partitions.
 */
@ApplicationScoped
class Lag {
    private static final Logger LOG = Logger.getLogger(Lag.class);

    private final LogEnds ends;
    private final List<String> topics;
    private final StatsConfig config;
    private final MultiGauge gauge;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "lag");
        thread.setDaemon(true);
        return thread;
    });

    Lag(LogEnds ends, @All List<EventTable> tables, StatsConfig config, MeterRegistry metrics) {
        this.ends = ends;
        this.config = config;
        topics = tables.stream().map(EventTable::topic).toList();
        gauge = MultiGauge.builder("sightline.stats.lag.records")
                .description("Records that are in the log and not yet stored")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        long every = config.lagEvery().toMillis();
        var _ = executor.scheduleWithFixedDelay(this::measure, 0, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    /** While Kafka does not answer there is no figure: an old one would look like a system at rest. */
    void measure() {
        var rows = new ArrayList<Row<?>>();
        try {
            for (String topic : topics) {
                ends.of(topic)
                        .forEach((partition, end) -> rows.add(Row.of(
                                Tags.of("topic", topic, "partition", partition.toString()),
                                end.end() - end.committed())));
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "lag is not known");
            rows.clear();
        }
        gauge.register(rows, true);
    }
}
