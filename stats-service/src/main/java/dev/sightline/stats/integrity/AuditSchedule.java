package dev.sightline.stats.integrity;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.Schema;
import dev.sightline.stats.integrity.IntegrityReport.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs the comparison again and again, and tells metrics and log what it finds. */
@ApplicationScoped
class AuditSchedule {
    private static final Logger LOG = Logger.getLogger(AuditSchedule.class);

    private final IntegrityAudit audit;
    private final Schema schema;
    private final StatsConfig config;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "integrity-audit");
        thread.setDaemon(true);
        return thread;
    });
    private Verdict told = Verdict.UNKNOWN;

    AuditSchedule(IntegrityAudit audit, Schema schema, StatsConfig config, MeterRegistry metrics) {
        this.audit = audit;
        this.schema = schema;
        this.config = config;
        metrics.gauge("sightline.integrity.lost.records", audit, a -> a.latest().lost());
        metrics.gauge("sightline.integrity.double.rows", audit, a -> a.latest().doubled());
        metrics.gauge("sightline.integrity.differing.buckets", audit, AuditSchedule::differing);
        metrics.gauge("sightline.integrity.last.run.seconds", audit, AuditSchedule::duration);
        metrics.gauge("sightline.integrity.last.run.timestamp.seconds", audit, AuditSchedule::finishedAt);
    }

    void start(@Observes StartupEvent event) {
        long every = config.audit().every().toMillis();
        var _ = executor.scheduleWithFixedDelay(this::runOnce, every / 4, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void runOnce() {
        if (!schema.isCurrent()) {
            return;
        }
        var report = audit.run();
        // Once per change: what stays wrong is for the metrics to alarm about.
        if (report.verdict() != told) {
            told = report.verdict();
            LOG.logf(
                    told == Verdict.DIFFERS ? Logger.Level.ERROR : Logger.Level.INFO,
                    "integrity is %s: %s",
                    told.id(),
                    report.summary());
        }
    }

    private static double differing(IntegrityAudit audit) {
        return audit.latest().rollups().stream()
                .mapToLong(IntegrityReport.RollupReport::bucketsDiffering)
                .sum();
    }

    private static double duration(IntegrityAudit audit) {
        Double seconds = audit.latest().lastRunSeconds();
        return seconds == null ? Double.NaN : seconds;
    }

    private static double finishedAt(IntegrityAudit audit) {
        var asOf = audit.latest().asOf();
        return asOf == null ? Double.NaN : asOf.getEpochSecond();
    }
}
