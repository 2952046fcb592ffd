package dev.sightline.query.overview;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.figures.Bins;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.window.Buckets;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.QuarterHours;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a workspace or of a model in a window and in the one before, and their course. */
@ApplicationScoped
class OverviewQuery {
    private static final long BEFORE = 0;

    // One question for both windows and all buckets: a question costs some milliseconds of its own, whatever it reads.
    // Whole quarter-hours are read as such, and only what is left at the ends as minutes: of two weeks of 24 models
    // 63 000 rows in place of 890 000.
    // The starts come from here and not from ClickHouse's calendar functions, so that there is one definition of a
    // bucket, day by any zone included. What lies before the window is one sum, at 0.
    private static final String SUMS = """
            SELECT if(bucket < {from:DateTime64(6, 'UTC')},
                      0, roundDown(toUnixTimestamp(bucket), {starts:Array(UInt32)})) AS start,
                   sum(part.requests)                                                AS requests,
                   sum(part.errors)                                                  AS errors,
                   sum(part.predictions)                                             AS predictions,
                   sum(part.confidence_sum)                                          AS confidence_sum,
                   sum(part.timed_requests)                                          AS timed_requests,
                   sum(part.inference_time_sum)                                      AS inference_time_sum,
                   sumForEachMerge(part.confidence_histogram)                        AS confidence_histogram,
                   sumForEachMerge(part.inference_time_histogram)                    AS inference_time_histogram
            FROM
            (
                SELECT bucket, requests, errors, predictions, confidence_sum, timed_requests, inference_time_sum,
                       confidence_histogram, inference_time_histogram
                FROM model_rollup_quarter_hour
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND ({is_any_version:Bool} OR version = {version:String})
                  AND (   (bucket >= {previous_head_until:DateTime64(6, 'UTC')}
                           AND bucket < {previous_tail_from:DateTime64(6, 'UTC')})
                       OR (bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}))
                UNION ALL
                SELECT bucket, requests, errors, predictions, confidence_sum, timed_requests, inference_time_sum,
                       confidence_histogram, inference_time_histogram
                FROM inference_rollup_minute
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND ({is_any_version:Bool} OR version = {version:String})
                  AND (   (bucket >= {previous_from:DateTime64(6, 'UTC')}
                           AND bucket < {previous_head_until:DateTime64(6, 'UTC')})
                       OR (bucket >= {previous_tail_from:DateTime64(6, 'UTC')}
                           AND bucket < {head_until:DateTime64(6, 'UTC')})
                       OR (bucket >= {tail_from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}))
            ) AS part
            GROUP BY start
            LIMIT 1000
            """;

    private final ClickHouse clickHouse;

    OverviewQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * The figures of a window.
     *
     * @param scope which models count
     * @param zone whose days the buckets follow
     * @param now tells which buckets are still filling
     */
    Overview in(TimeWindow window, ModelScope scope, ZoneId zone, Instant now) {
        var buckets = Buckets.of(window, zone);
        var steps = sums(buckets, scope);
        var before = steps.getOrDefault(BEFORE, Sums.NONE);
        steps.remove(BEFORE);
        var current = steps.values().stream().reduce(Sums.NONE, Sums::plus);
        return new Overview(
                window,
                window.previous(),
                buckets.seconds(),
                Figure.of(current.requests(), before.requests()),
                Figure.of(current.averageConfidence(), before.averageConfidence()),
                Figure.of(current.confidence(0.5), before.confidence(0.5)),
                Figure.of(current.averageInferenceTime(), before.averageInferenceTime()),
                Figure.of(current.inferenceTime(0.5), before.inferenceTime(0.5)),
                Figure.of(current.inferenceTime(0.95), before.inferenceTime(0.95)),
                Figure.of(current.errorRate(), before.errorRate()),
                Figure.of(current.predictions(), before.predictions()),
                Bins.CONFIDENCE.whole(current.confidenceHistogram()),
                Bins.CONFIDENCE.whole(before.confidenceHistogram()),
                series(buckets, steps, now));
    }

    /** By the start of the bucket; the window before at {@link #BEFORE}. */
    private Map<Long, Sums> sums(Buckets buckets, ModelScope scope) {
        var window = buckets.window();
        var hours = buckets.areOfQuarterHours() ? QuarterHours.of(window) : QuarterHours.none(window);
        var parameters = scope.parameters(hours.parametersWithPrevious()).with("starts", buckets.starts());
        Map<Long, Sums> sums = new TreeMap<>();
        clickHouse.rows(SUMS, parameters, Sums.class).forEach(row -> sums.put(row.start(), row));
        return sums;
    }

    private static List<Overview.Point> series(Buckets buckets, Map<Long, Sums> steps, Instant now) {
        var points = new Overview.Point[buckets.starts().size()];
        for (int i = 0; i < points.length; i++) {
            var at = buckets.starts().get(i);
            var step = steps.getOrDefault(at.getEpochSecond(), Sums.NONE);
            points[i] = step.point(at, buckets.isComplete(i, now));
        }
        return List.of(points);
    }
}
