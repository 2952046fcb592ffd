package dev.sightline.stats.retention;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends old partitions again and again, and says when the disk gets full all the same. */
@ApplicationScoped
class RetentionSchedule {
    private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);
    private static final long FIRST_AFTER_SECONDS = 60;

    // Of the fullest disk: tables may lie on several.
    private static final String DISKS = """
            SELECT min(free_space / total_space) AS free FROM system.disks WHERE total_space > 0
            """;

    private final Retention retention;
    private final ClickHouse clickHouse;
    private final Schema schema;
    private final StatsConfig.Retention config;
    private final Counter droppedRows;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());
    private volatile double free = Double.NaN;
    private boolean isShort;

    RetentionSchedule(
            Retention retention, ClickHouse clickHouse, Schema schema, StatsConfig config, MeterRegistry metrics) {
        this.retention = retention;
        this.clickHouse = clickHouse;
        this.schema = schema;
        this.config = config.retention();
        this.droppedRows = Counter.builder("sightline.retention.dropped.rows")
                .description("Rows in partitions that were kept long enough and dropped")
                .register(metrics);
        metrics.gauge("sightline.clickhouse.disk.free.ratio", this, schedule -> schedule.free);
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
            clickHouse.query(DISKS, Map.of(), row -> look(row.decimal("free")));
        } catch (RuntimeException e) {
            // An exception would end the schedule; what is not done now is done by the next run.
            LOG.infof("old partitions cannot be ended at present, the next run goes on error=%s", e.getMessage());
        }
    }

    private void look(double now) {
        free = now;
        boolean wasShort = isShort;
        isShort = now < config.warnBelowFree();
        if (isShort && !wasShort) {
            LOG.warnf(
                    "ClickHouse's disk gets full, %.0f %% are free: keep rows for a shorter time"
                            + " (stats.retention.rows) or give it more room",
                    100 * now);
        }
    }
}
