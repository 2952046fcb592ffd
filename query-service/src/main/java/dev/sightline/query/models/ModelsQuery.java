package dev.sightline.query.models;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Meanwhile;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.figures.Bins;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.window.Buckets;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.QuarterHours;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of every model that answered in a window or in the one before, version by version or all in one. */
@ApplicationScoped
class ModelsQuery {
    private static final int MOST_STEPS = 60;

    // Both windows at once; a version is '' where all of a project are summed.
    private static final String FIGURES = """
            SELECT project,
                   if({is_by_project:Bool}, '', toString(version))                    AS shown_version,
                   bucket >= {from:DateTime64(6, 'UTC')}                              AS is_current,
                   arraySort(groupUniqArray(toString(version)))                       AS versions,
                   sum(part.requests)                                                 AS requests,
                   sum(part.errors)                                                   AS errors,
                   sum(part.predictions)                                              AS predictions,
                   sum(part.confidence_sum) / nullIf(sum(part.predictions), 0)        AS average_confidence,
                   sum(part.inference_time_sum) / nullIf(sum(part.timed_requests), 0) AS average_inference_time,
                   sum(part.errors) / nullIf(sum(part.requests), 0)                   AS error_rate,
                   sumForEachMerge(confidence_histogram)                              AS confidence_histogram,
                   sumForEachMerge(inference_time_histogram)                          AS inference_time_histogram,
                   max(part.last_occurred_at)                                         AS last_seen_at
            FROM
            (
                SELECT project, version, bucket, requests, errors, predictions, confidence_sum, timed_requests,
                       inference_time_sum, confidence_histogram, inference_time_histogram, last_occurred_at
                FROM model_rollup_quarter_hour
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND (   (bucket >= {previous_head_until:DateTime64(6, 'UTC')}
                           AND bucket < {previous_tail_from:DateTime64(6, 'UTC')})
                       OR (bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}))
                UNION ALL
                SELECT project, version, bucket, requests, errors, predictions, confidence_sum, timed_requests,
                       inference_time_sum, confidence_histogram, inference_time_histogram, last_occurred_at
                FROM inference_rollup_minute
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND (   (bucket >= {previous_from:DateTime64(6, 'UTC')}
                           AND bucket < {previous_head_until:DateTime64(6, 'UTC')})
                       OR (bucket >= {previous_tail_from:DateTime64(6, 'UTC')}
                           AND bucket < {head_until:DateTime64(6, 'UTC')})
                       OR (bucket >= {tail_from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}))
            ) AS part
            GROUP BY project, shown_version, is_current
            ORDER BY is_current DESC, requests DESC, project, shown_version
            LIMIT 20000
            """;

    private static final String SERIES = """
            SELECT project,
                   if({is_by_project:Bool}, '', toString(version))            AS shown_version,
                   roundDown(toUnixTimestamp(bucket), {starts:Array(UInt32)}) AS start,
                   sum(part.requests)                                         AS requests,
                   sum(part.errors)                                           AS errors,
                   sum(part.confidence_sum) / nullIf(sum(part.predictions), 0) AS average_confidence,
                   sum(part.inference_time_sum) / nullIf(sum(part.timed_requests), 0) AS average_inference_time
            FROM
            (
                SELECT project, version, bucket, requests, errors, predictions, confidence_sum, timed_requests,
                       inference_time_sum
                FROM model_rollup_quarter_hour
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}
                UNION ALL
                SELECT project, version, bucket, requests, errors, predictions, confidence_sum, timed_requests,
                       inference_time_sum
                FROM inference_rollup_minute
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND (   (bucket >= {from:DateTime64(6, 'UTC')} AND bucket < {head_until:DateTime64(6, 'UTC')})
                       OR (bucket >= {tail_from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}))
            ) AS part
            GROUP BY project, shown_version, start
            LIMIT 600000
            """;

    private static final String DEVICES = """
            SELECT project,
                   if({is_by_project:Bool}, '', toString(version)) AS shown_version,
                   uniqExactIf(device_id, is_current)              AS devices,
                   uniqExactIf(device_id, NOT is_current)          AS previous_devices
            FROM
            (
                SELECT project, version, device_id, bucket >= {from:DateTime64(6, 'UTC')} AS is_current
                FROM inference_rollup_quarter_hour
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND (   (bucket >= {previous_head_until:DateTime64(6, 'UTC')}
                           AND bucket < {previous_tail_from:DateTime64(6, 'UTC')})
                       OR (bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}))
                UNION ALL
                SELECT project, version, device_id, occurred_at >= {from:DateTime64(6, 'UTC')} AS is_current
                FROM inference
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND (   (occurred_at >= {previous_from:DateTime64(6, 'UTC')}
                           AND occurred_at < {previous_head_until:DateTime64(6, 'UTC')})
                       OR (occurred_at >= {previous_tail_from:DateTime64(6, 'UTC')}
                           AND occurred_at < {head_until:DateTime64(6, 'UTC')})
                       OR (occurred_at >= {tail_from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}))
            )
            WHERE device_id != ''
            GROUP BY project, shown_version
            LIMIT 20000
            """;

    // What the newest inference of each says. Only the instants of those are read from the raw rows, by their sort key.
    private static final String TYPES = """
            SELECT project,
                   if({is_by_project:Bool}, '', toString(version)) AS shown_version,
                   argMax(newest.model_type, occurred_at)          AS model_type
            FROM inference AS newest
            WHERE workspace = {workspace:String}
              AND ({is_any_project:Bool} OR project = {project:String})
              AND occurred_at IN
              (
                  SELECT max(last_occurred_at)
                  FROM model_rollup_quarter_hour
                  WHERE workspace = {workspace:String}
                    AND ({is_any_project:Bool} OR project = {project:String})
                    AND bucket >= {previous_from:DateTime64(6, 'UTC')} - INTERVAL 15 MINUTE
                    AND bucket < {until:DateTime64(6, 'UTC')}
                  GROUP BY project, version
              )
            GROUP BY project, shown_version
            LIMIT 20000
            """;

    private final ClickHouse clickHouse;
    private final Meanwhile meanwhile;

    ModelsQuery(ClickHouse clickHouse, Meanwhile meanwhile) {
        this.clickHouse = clickHouse;
        this.meanwhile = meanwhile;
    }

    /**
     * The figures of a window.
     *
     * @param scope which models are listed; shares are of its requests
     * @param isByProject whether all versions of a model are one row
     */
    ModelList in(TimeWindow window, ModelScope scope, boolean isByProject) {
        var asked = scope.parameters(new Parameters()).with("is_by_project", isByProject ? 1 : 0);
        var span = asked.and(QuarterHours.of(window).parametersWithPrevious());
        var buckets = Buckets.evenly(window, MOST_STEPS);
        var series = meanwhile.ask(() -> series(buckets, asked));
        var devices = meanwhile.ask(() -> clickHouse.rows(DEVICES, span, DevicesRow.class));
        var types = meanwhile.ask(() -> clickHouse.rows(TYPES, span, TypeRow.class));
        Map<Version, ModelFigures> models = new LinkedHashMap<>();
        for (var row : clickHouse.rows(FIGURES, span, FiguresRow.class)) {
            figures(models, row.project(), row.shownVersion()).add(row);
        }
        addSeries(models, buckets.starts(), series.get());
        for (var row : devices.get()) {
            figures(models, row.project(), row.shownVersion()).devices =
                    Figure.of(row.devices(), row.previousDevices());
        }
        for (var row : types.get()) {
            figures(models, row.project(), row.shownVersion()).modelType = row.modelType();
        }
        return new ModelList(window, window.previous(), buckets.starts(), shown(models));
    }

    private List<StepRow> series(Buckets buckets, Parameters asked) {
        var window = buckets.window();
        var hours = buckets.areOfQuarterHours() ? QuarterHours.of(window) : QuarterHours.none(window);
        var parameters = asked.and(hours.parameters()).with("starts", buckets.starts());
        return clickHouse.rows(SERIES, parameters, StepRow.class);
    }

    private static void addSeries(Map<Version, ModelFigures> models, List<Instant> steps, List<StepRow> rows) {
        Map<Long, Integer> positions = new HashMap<>();
        steps.forEach(start -> positions.put(start.getEpochSecond(), positions.size()));
        models.values().forEach(model -> model.reserve(steps.size()));
        for (var row : rows) {
            Integer step = positions.get(row.start());
            var model = models.get(new Version(row.project(), row.shownVersion()));
            // A model that answered for the first time between the two questions shows with the next.
            if (step != null && model != null) {
                model.addStep(step, row);
            }
        }
    }

    private static List<ModelList.Model> shown(Map<Version, ModelFigures> models) {
        long all = models.values().stream().mapToLong(ModelFigures::requests).sum();
        long allBefore =
                models.values().stream().mapToLong(ModelFigures::requestsBefore).sum();
        List<ModelList.Model> shown = new ArrayList<>();
        models.forEach((version, figures) -> {
            if (figures.isKnown()) {
                shown.add(figures.shown(version, all, allBefore));
            }
        });
        shown.sort(
                Comparator.comparingDouble(ModelsQuery::requestsOf).reversed().thenComparing(ModelList.Model::modelId));
        return shown;
    }

    private static double requestsOf(ModelList.Model model) {
        Double requests = model.requests().value();
        return requests == null ? 0 : requests;
    }

    private static ModelFigures figures(Map<Version, ModelFigures> models, String project, String version) {
        return models.computeIfAbsent(new Version(project, version), _ -> new ModelFigures());
    }

    /** A row of the list; the version is empty for a model named without one, and for all versions of a project. */
    record Version(String project, String version) {}

    record FiguresRow(
            String project,
            String shownVersion,
            boolean isCurrent,
            List<String> versions,
            long requests,
            long errors,
            long predictions,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime,
            @Nullable Double errorRate,
            List<Long> confidenceHistogram,
            List<Long> inferenceTimeHistogram,
            Instant lastSeenAt) {
        @Nullable Double confidence(double share) {
            return Bins.CONFIDENCE.quantile(confidenceHistogram, share);
        }

        @Nullable Double inferenceTime(double share) {
            return Bins.INFERENCE_TIME.quantile(inferenceTimeHistogram, share);
        }
    }

    record StepRow(
            String project,
            String shownVersion,
            long start,
            long requests,
            long errors,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime) {}

    private record DevicesRow(String project, String shownVersion, long devices, long previousDevices) {}

    private record TypeRow(String project, String shownVersion, String modelType) {}
}
