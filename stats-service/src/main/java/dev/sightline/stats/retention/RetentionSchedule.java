package dev.sightline.stats.retention;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.Schema;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends old partitions again and again. */
@ApplicationScoped
class RetentionSchedule {
    private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);
    private static final long FIRST_AFTER_SECONDS = 60;

    private final Retention retention;
    private final Schema schema;
    private final StatsConfig.Retention config;
    private final Counter droppedRows;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    RetentionSchedule(Retention retention, Schema schema, StatsConfig config, MeterRegistry metrics) {
        this.retention = retention;
        this.schema = schema;
        this.config = config.retention();
        this.droppedRows = Counter.builder("sightline.retention.dropped.rows")
                .description("Rows in partitions that were kept long enough and dropped")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        long every = config.every().toSeconds();
        var _ = executor.scheduleWithFixedDelay(
                this::runOnce, Math.min(every, FIRST_AFTER_SECONDS), every, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void runOnce() {
        if (!schema.isCurrent()) {
            return;
        }
        try {
            retention.run().forEach(dropped -> droppedRows.increment((double) dropped.rows()));
        } catch (RuntimeException e) {
            // An exception would end the schedule; what is not done now is done by the next run.
            LOG.infof("old partitions cannot be ended at present, the next run goes on error=%s", e.getMessage());
        }
    }
}
