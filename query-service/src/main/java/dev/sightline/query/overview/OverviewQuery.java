package dev.sightline.query.overview;

import dev.sightline.query.clickhouse.ClickHouse;
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
import org.jspecify.annotations.Nullable;

/** The workspace's figures in a window and in the one before, and their course. */
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
                   sum(part.inference_time_sum)                                      AS inference_time_sum
            FROM
            (
                SELECT bucket, requests, errors, predictions, confidence_sum, timed_requests, inference_time_sum
                FROM model_rollup_quarter_hour
                WHERE workspace = {workspace:String}
                  AND (   (bucket >= {previous_head_until:DateTime64(6, 'UTC')}
                           AND bucket < {previous_tail_from:DateTime64(6, 'UTC')})
                       OR (bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}))
                UNION ALL
                SELECT bucket, requests, errors, predictions, confidence_sum, timed_requests, inference_time_sum
                FROM inference_rollup_minute
                WHERE workspace = {workspace:String}
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
     * @param zone whose days the buckets follow
     * @param now tells which buckets are still filling
     */
    Overview in(TimeWindow window, ZoneId zone, Instant now) {
        var buckets = Buckets.of(window, zone);
        var steps = sums(buckets);
        var before = steps.getOrDefault(BEFORE, Sums.NONE);
        steps.remove(BEFORE);
        var current = steps.values().stream().reduce(Sums.NONE, Sums::plus);
        return new Overview(
                window,
                window.previous(),
                buckets.seconds(),
                Figure.of(current.requests(), before.requests()),
                Figure.of(current.averageConfidence(), before.averageConfidence()),
                Figure.of(current.averageInferenceTime(), before.averageInferenceTime()),
                Figure.of(current.errorRate(), before.errorRate()),
                Figure.of(current.predictions(), before.predictions()),
                series(buckets, steps, now));
    }

    /** By the start of the bucket; the window before at {@link #BEFORE}. */
    private Map<Long, Sums> sums(Buckets buckets) {
        var window = buckets.window();
        var hours = buckets.areOfQuarterHours() ? QuarterHours.of(window) : QuarterHours.none(window);
        var parameters = hours.parametersWithPrevious().with("starts", buckets.starts());
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

    /** Sums, never averages: an average of averages would be wrong. */
    private record Sums(
            long start,
            long requests,
            long errors,
            long predictions,
            double confidenceSum,
            long timedRequests,
            double inferenceTimeSum) {
        static final Sums NONE = new Sums(BEFORE, 0, 0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    start,
                    requests + other.requests,
                    errors + other.errors,
                    predictions + other.predictions,
                    confidenceSum + other.confidenceSum,
                    timedRequests + other.timedRequests,
                    inferenceTimeSum + other.inferenceTimeSum);
        }

        @Nullable Double averageConfidence() {
            return ratio(confidenceSum, predictions);
        }

        @Nullable Double averageInferenceTime() {
            return ratio(inferenceTimeSum, timedRequests);
        }

        @Nullable Double errorRate() {
            return ratio((double) errors, requests);
        }

        Overview.Point point(Instant at, boolean isComplete) {
            return new Overview.Point(
                    at, requests, errors, predictions, averageConfidence(), averageInferenceTime(), isComplete);
        }

        private static @Nullable Double ratio(double sum, long count) {
            return count == 0 ? null : (Double) (sum / count);
        }
    }
}
