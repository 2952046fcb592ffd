package dev.sightline.stats.space;

import dev.sightline.contract.events.SpaceLevel;
import dev.sightline.contract.events.SpaceObserved;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.clickhouse.Schema;
import dev.sightline.stats.follow.FollowedTopic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for room again and again, and tells metrics and log. */
@ApplicationScoped
class SpaceSchedule {
    private static final Logger LOG = Logger.getLogger(SpaceSchedule.class);

    // The tables are made meanwhile.
    private static final long FIRST_AFTER_MILLIS = 5000;

    private final Space space;
    private final Schema schema;
    private final long everyMillis;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("space").factory());
    private SpaceLevel told = SpaceLevel.SPACE_LEVEL_ENOUGH;

    SpaceSchedule(Space space, Schema schema, StatsConfig config, MeterRegistry metrics) {
        this.space = space;
        this.schema = schema;
        this.everyMillis = config.space().every().toMillis();
        metrics.gauge(
                "sightline.clickhouse.disk.free.ratio",
                space,
                s -> looked(s) ? s.known().getDiskFree() : Double.NaN);
        metrics.gauge(
                "sightline.images.bytes", space, s -> looked(s) ? s.known().getImageBytes() : Double.NaN);
        metrics.gauge(
                "sightline.images.shed", space, s -> s.known().getLevel() == SpaceLevel.SPACE_LEVEL_NO_IMAGES ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        var _ = executor.scheduleWithFixedDelay(
                this::runOnce, Math.min(everyMillis, FIRST_AFTER_MILLIS), everyMillis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void runOnce() {
        if (!schema.isCurrent()) {
            return;
        }
        try {
            tell(space.look());
        } catch (ClickHouse.UnavailableException | FollowedTopic.LogUnavailableException e) {
            // Whoever writes to them says that they are away; the next look goes on.
            LOG.debug("room cannot be looked for at present", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once per change: what stays so is for the metrics to alarm about. */
    private void tell(SpaceObserved now) {
        if (now.getLevel() == told) {
            return;
        }
        told = now.getLevel();
        String shares = "of ClickHouse's disk %.0f %% are free, images have %d of %s bytes"
                .formatted(
                        100 * now.getDiskFree(),
                        now.getImageBytes(),
                        now.getImageBudgetBytes() == 0 ? "any number of" : now.getImageBudgetBytes());
        switch (now.getLevel()) {
            case SPACE_LEVEL_NO_IMAGES ->
                LOG.errorf("no room for images, they are not taken any more, inferences are: %s", shares);
            case SPACE_LEVEL_SHORT ->
                LOG.warnf("room gets short, keep things for a shorter time or give them more: %s", shares);
            default -> LOG.infof("there is room again: %s", shares);
        }
    }

    private static boolean looked(Space space) {
        return space.known().getObservedAtMicros() > 0;
    }
}
