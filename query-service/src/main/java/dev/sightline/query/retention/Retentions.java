package dev.sightline.query.retention;

import dev.sightline.contract.events.Topics;
import dev.sightline.query.audit.AuditAction;
import dev.sightline.query.audit.AuditLog;
import dev.sightline.query.caller.Actor;
import dev.sightline.query.publication.Publications;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * For how long workspaces keep things. A change holds at once in the instance that made it, and in the others when they have
 * read it, within some seconds; stats-service, which drops partitions, is told on the topic {@code workspace-retention}.
 *
 * <p>Rows are in partitions that workspaces share, which go when the last of them wants them no more: until then what is too
 * old for a workspace is kept from its questions, by {@link #seen}.
 */
@ApplicationScoped
public class Retentions implements PanacheRepositoryBase<WorkspaceRetention, String> {
    private static final Logger log = Logger.getLogger(Retentions.class);

    /** What is as old as rows get, by the time that its partitions go by. */
    private static final Map<String, String> ROWS = Map.of(
            "inference", "occurred_at",
            "inference_metadata", "received_at",
            "inference_annotation", "received_at",
            "inference_sample", "received_at",
            "server_usage", "started_at",
            "device_heartbeat", "received_at");

    private static final Map<String, String> ROLLUPS = Map.of(
            "inference_rollup_minute", "bucket",
            "model_rollup_quarter_hour", "bucket",
            "inference_rollup_quarter_hour", "bucket",
            "class_rollup_minute", "bucket");

    private static final Map<String, String> IMAGES = Map.of("inference_image", "received_at");

    private final Publications publications;
    private final AuditLog audit;
    private final Clock clock;
    private volatile Map<String, KeptDays> known = Map.of();
    private volatile boolean isAway;

    Retentions(Publications publications, AuditLog audit, Clock clock) {
        this.publications = publications;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What ClickHouse is to leave out of a workspace's answers, as its setting {@code additional_table_filters} has it; empty
     * when nothing. From midnight, as partitions are dropped.
     */
    public Optional<String> seen(String workspace) {
        var days = known.getOrDefault(workspace, KeptDays.AS_THE_INSTALLATION);
        var filters = new HashMap<String, String>();
        put(filters, ROWS, days.rowsDays());
        put(filters, ROLLUPS, days.rollupsDays());
        put(filters, IMAGES, days.imagesDays());
        if (filters.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        filters.forEach((table, filter) -> text.append(text.isEmpty() ? "{" : ",")
                .append('\'')
                .append(table)
                .append("':'")
                .append(filter)
                .append('\''));
        return Optional.of(text.append('}').toString());
    }

    /** For how long images of those workspaces are kept that have said so. */
    public Map<String, Duration> ofImages() {
        var ofImages = new HashMap<String, Duration>();
        known.forEach((workspace, days) -> {
            if (days.imagesDays() != null) {
                ofImages.put(workspace, Duration.ofDays(days.imagesDays()));
            }
        });
        return ofImages;
    }

    /** Before anybody asks: a workspace would be shown what is too old for it. */
    void onStart(@Observes StartupEvent started) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::read);
    }

    Uni<KeptDays> of(String workspace) {
        return Panache.withSession(() -> findById(workspace))
                .map(kept -> kept == null ? KeptDays.AS_THE_INSTALLATION : kept.days());
    }

    Uni<KeptDays> change(Actor actor, KeptDays days) {
        return Panache.withTransaction(() -> findById(actor.workspace())
                        .onItem()
                        .ifNull()
                        .switchTo(() -> added(actor.workspace()))
                        .invoke(kept -> kept.set(days))
                        .call(kept -> persistAndFlush(kept))
                        .call(_ -> publications.note(Topics.WORKSPACE_RETENTION, actor.workspace()))
                        .call(_ -> audit.note(
                                actor, AuditAction.RETENTION_CHANGED, "how long things are kept", days.words())))
                .call(publications::catchUp)
                .call(this::learn)
                .replaceWith(days);
    }

    @Scheduled(
            every = "10s",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> learn() {
        return read().invoke(() -> isAway = false).onFailure().recoverWithUni(failure -> {
            if (!isAway) { // Not every time, for as long as it lasts.
                log.warnf(
                        "for how long workspaces keep things cannot be read, what was known holds on error=%s",
                        failure.getMessage());
            }
            isAway = true;
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> read() {
        return Panache.withSession(() -> listAll())
                .invoke(all -> {
                    var now = new HashMap<String, KeptDays>();
                    all.forEach(kept -> now.put(kept.workspace, kept.days()));
                    known = Map.copyOf(now);
                })
                .replaceWithVoid();
    }

    private static Uni<WorkspaceRetention> added(String workspace) {
        var kept = new WorkspaceRetention();
        kept.workspace = workspace;
        return Uni.createFrom().item(kept);
    }

    private void put(Map<String, String> filters, Map<String, String> tables, @Nullable Integer days) {
        if (days == null) {
            return;
        }
        Instant oldest = clock.instant().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.DAYS);
        tables.forEach((table, time) -> filters.put(table, time + " >= toDateTime(" + oldest.getEpochSecond() + ")"));
    }
}
