package dev.sightline.query.overview;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.window.Buckets;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workspace's figures in a window and in the one before, and their course. */
@ApplicationScoped
class OverviewQuery {
    private static final String FIGURES = """
            SELECT bucket >= {from:DateTime64(6, 'UTC')}                                  AS is_current,
                   sum(rollup.requests)                                                   AS requests,
                   sum(rollup.predictions)                                                AS predictions,
                   sum(rollup.confidence_sum) / nullIf(sum(rollup.predictions), 0)        AS average_confidence,
                   sum(rollup.inference_time_sum) / nullIf(sum(rollup.timed_requests), 0) AS average_inference_time,
                   sum(rollup.errors) / nullIf(sum(rollup.requests), 0)                   AS error_rate
            FROM inference_rollup_minute AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= {previous_from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}
            GROUP BY is_current
            LIMIT 2
            """;

    // The starts come from here and not from ClickHouse's calendar functions, so that there is one definition of a
    // bucket, day by any zone included.
    private static final String SERIES = """
            SELECT roundDown(toUnixTimestamp(bucket), {starts:Array(UInt32)})             AS start,
                   sum(rollup.requests)                                                   AS requests,
                   sum(rollup.errors)                                                     AS errors,
                   sum(rollup.predictions)                                                AS predictions,
                   sum(rollup.confidence_sum) / nullIf(sum(rollup.predictions), 0)        AS average_confidence,
                   sum(rollup.inference_time_sum) / nullIf(sum(rollup.timed_requests), 0) AS average_inference_time
            FROM inference_rollup_minute AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= {from:DateTime64(6, 'UTC')} AND bucket < {until:DateTime64(6, 'UTC')}
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
        var previous = window.previous();
        var span = new Parameters()
                .with("previous_from", previous.from())
                .with("from", window.from())
                .with("until", window.until());
        var current = Figures.NONE;
        var before = Figures.NONE;
        for (var row : clickHouse.rows(FIGURES, span, Figures.class)) {
            if (row.isCurrent()) {
                current = row;
            } else {
                before = row;
            }
        }
        var buckets = Buckets.of(window, zone);
        return new Overview(
                window,
                previous,
                buckets.seconds(),
                Figure.of(current.requests(), before.requests()),
                Figure.of(current.averageConfidence(), before.averageConfidence()),
                Figure.of(current.averageInferenceTime(), before.averageInferenceTime()),
                Figure.of(current.errorRate(), before.errorRate()),
                Figure.of(current.predictions(), before.predictions()),
                series(buckets, now));
    }

    private List<Overview.Point> series(Buckets buckets, Instant now) {
        var parameters = new Parameters()
                .with("from", buckets.window().from())
                .with("until", buckets.window().until())
                .with("starts", buckets.starts());
        Map<Long, Step> steps = new HashMap<>();
        clickHouse.rows(SERIES, parameters, Step.class).forEach(step -> steps.put(step.start(), step));
        var points = new Overview.Point[buckets.starts().size()];
        for (int i = 0; i < points.length; i++) {
            var at = buckets.starts().get(i);
            var step = steps.getOrDefault(at.getEpochSecond(), Step.EMPTY);
            points[i] = step.point(at, buckets.isComplete(i, now));
        }
        return List.of(points);
    }

    private record Figures(
            boolean isCurrent,
            long requests,
            long predictions,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime,
            @Nullable Double errorRate) {
        static final Figures NONE = new Figures(true, 0, 0, null, null, null);
    }

    private record Step(
            long start,
            long requests,
            long errors,
            long predictions,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime) {
        static final Step EMPTY = new Step(0, 0, 0, 0, null, null);

        Overview.Point point(Instant at, boolean isComplete) {
            return new Overview.Point(
                    at, requests, errors, predictions, averageConfidence, averageInferenceTime, isComplete);
        }
    }
}
