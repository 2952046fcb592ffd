package dev.sightline.query.image;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.retention.Retentions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Ends images: those whose inference has not come within a day, and those that are older than images are kept, by the
 * installation or by their workspace.
 *
 * <p>An object goes before the row that names it: a crash between the two leaves a row that the next run finds. It stays as
 * long as another inference has it, and for a day after it was stored last, since an event that names it may be on its way.
 * Of an image without an inference the row stays until it is old: a row that was taken out so soon would look like one that
 * was lost on the way from the log.
 */
@ApplicationScoped
class ImageExpiry {
    private static final Logger log = Logger.getLogger(ImageExpiry.class);
    private static final Duration WITHOUT_INFERENCE = Duration.ofDays(1);
    // What may have been missed while nobody was running.
    private static final Duration LOOK_BACK = Duration.ofDays(8);
    private static final Duration STEP = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private static final String WITHOUT = """
            SELECT workspace, inference_id, object_key
            FROM inference_image
            WHERE received_at >= {from:DateTime64(6, 'UTC')} AND received_at < {until:DateTime64(6, 'UTC')}
              AND (workspace, inference_id) NOT IN
                  (SELECT workspace, inference_id FROM inference
                   WHERE inference_id IN
                         (SELECT inference_id FROM inference_image
                          WHERE received_at >= {from:DateTime64(6, 'UTC')}
                            AND received_at < {until:DateTime64(6, 'UTC')}))
            """;

    private static final String OLD = """
            SELECT workspace, inference_id, object_key
            FROM inference_image
            WHERE received_at < {until:DateTime64(6, 'UTC')}
              AND ({of_all:Bool} OR workspace = {of:String})
            ORDER BY received_at
            LIMIT {at_once:UInt32}
            """;

    // By another inference, or by this one again.
    private static final String STILL_USED = """
            SELECT DISTINCT object_key
            FROM inference_image
            WHERE workspace = {workspace:String} AND object_key IN {keys:Array(String)}
              AND NOT (inference_id IN {ids:Array(String)} AND received_at < {until:DateTime64(6, 'UTC')})
            """;

    private static final String FORGET = """
            DELETE FROM inference_image
            WHERE workspace = {workspace:String} AND inference_id IN {ids:Array(String)}
              AND received_at < {until:DateTime64(6, 'UTC')}
            """;

    private static final String FORGET_BOXES = """
            DELETE FROM inference_annotation
            WHERE received_at < {until:DateTime64(6, 'UTC')} AND ({of_all:Bool} OR workspace = {of:String})
            """;

    private final ClickHouse clickHouse;
    private final ObjectStore store;
    private final Clock clock;
    private final Retentions retentions;
    private final Duration retention;
    private Instant lookedUntil;

    ImageExpiry(ClickHouse clickHouse, ObjectStore store, Retentions retentions, Clock clock, QueryConfig config) {
        this.clickHouse = clickHouse;
        this.store = store;
        this.clock = clock;
        this.retentions = retentions;
        this.retention = config.images().retention();
        this.lookedUntil = clock.instant().minus(WITHOUT_INFERENCE).minus(LOOK_BACK);
    }

    private record Ending(String workspace, String inferenceId, String objectKey) {}

    private record Used(String objectKey) {}

    @Scheduled(
            every = "{query.images.expiry-every}",
            delayed = "1m",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void onSchedule() {
        try {
            run();
        } catch (ProblemException e) {
            log.infof("images cannot be ended at present, the next run goes on error=%s", e.getMessage());
        }
    }

    /** Ends what is to end by now. */
    void run() {
        Instant until = clock.instant().minus(WITHOUT_INFERENCE);
        while (lookedUntil.isBefore(until)) {
            Instant next = lookedUntil.plus(STEP).isBefore(until) ? lookedUntil.plus(STEP) : until;
            var step = new Parameters().with("from", lookedUntil).with("until", next);
            byWorkspace(clickHouse.rowsOfAll(WITHOUT, step, Ending.class)).forEach((workspace, endings) -> {
                int removed = 0;
                for (int at = 0; at < endings.size(); at += AT_ONCE) {
                    var some = endings.subList(at, Math.min(endings.size(), at + AT_ONCE));
                    removed += removeObjects(some, of(workspace, some, until), until);
                }
                log.infof("images without an inference removed workspace=%s images=%d", workspace, removed);
            });
            lookedUntil = next;
        }
        endOld(
                clock.instant().minus(retention),
                until,
                new Parameters().with("of_all", 1).with("of", ""));
        retentions.ofImages().forEach((workspace, kept) -> {
            var ofOne = new Parameters().with("of_all", 0).with("of", workspace);
            endOld(clock.instant().minus(kept), until, ofOne);
        });
    }

    private void endOld(Instant expired, Instant settled, Parameters whose) {
        var parameters = whose.with("until", expired);
        List<Ending> old;
        do {
            old = clickHouse.rowsOfAll(OLD, parameters.with("at_once", AT_ONCE), Ending.class);
            byWorkspace(old).forEach((workspace, endings) -> {
                var named = of(workspace, endings, expired);
                int removed = removeObjects(endings, named, settled);
                clickHouse.change(FORGET, named);
                log.infof("old images removed workspace=%s images=%d", workspace, removed);
            });
        } while (old.size() == AT_ONCE);
        clickHouse.change(FORGET_BOXES, parameters);
    }

    private static Map<String, List<Ending>> byWorkspace(List<Ending> endings) {
        return endings.stream().collect(Collectors.groupingBy(Ending::workspace));
    }

    private static Parameters of(String workspace, List<Ending> endings, Instant until) {
        return new Parameters()
                .with("workspace", workspace)
                .with("until", until)
                .withTexts(
                        "keys",
                        endings.stream().map(Ending::objectKey).distinct().toList())
                .withTexts(
                        "ids",
                        endings.stream().map(Ending::inferenceId).distinct().toList());
    }

    private int removeObjects(List<Ending> endings, Parameters named, Instant settled) {
        Set<String> keys = endings.stream().map(Ending::objectKey).collect(Collectors.toCollection(TreeSet::new));
        clickHouse.rowsOfAll(STILL_USED, named, Used.class).forEach(used -> keys.remove(used.objectKey()));
        keys.removeIf(key -> !isSettled(key, settled));
        for (String key : keys) {
            store.remove(Thumbnails.keyOf(key));
            store.remove(key);
        }
        return keys.size();
    }

    /** Not stored again within a day: then an event that names it may not be in the table yet. */
    private boolean isSettled(String key, Instant until) {
        return store.storedAt(key).map(at -> at.isBefore(until)).orElse(false);
    }
}
