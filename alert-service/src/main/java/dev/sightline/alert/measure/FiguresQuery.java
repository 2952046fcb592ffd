package dev.sightline.alert.measure;

import dev.sightline.alert.judge.SeriesScope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rollups of one workspace in steps of any length, by model. */
final class FiguresQuery {
    private static final String OF_MODELS = """
            SELECT project,
                   intDiv(toUnixTimestamp(bucket), {step:UInt32}) * {step:UInt32} AS start,
                   sum(rollup.requests)                                          AS requests,
                   sum(rollup.errors)                                            AS errors,
                   sum(rollup.predictions)                                       AS predictions,
                   sum(rollup.confidence_sum)                                    AS confidence_sum,
                   sum(rollup.confidence_sum_squares)                            AS confidence_sum_squares,
                   sum(rollup.timed_requests)                                    AS timed_requests,
                   sum(rollup.inference_time_sum)                                AS inference_time_sum,
                   sumForEachMerge(rollup.confidence_histogram)                  AS confidence_histogram,
                   sumForEachMerge(rollup.inference_time_histogram)              AS inference_time_histogram
            FROM inference_rollup_minute AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= fromUnixTimestamp({from:UInt32}) AND bucket < fromUnixTimestamp({until:UInt32})
              AND ({model:String} = '' OR project = {model:String})
              AND ({version:String} = '' OR version = {version:String})
            GROUP BY project, start
            ORDER BY project, start
            LIMIT 2000000
            """;

    private static final String OF_DEVICE = """
            SELECT project,
                   intDiv(toUnixTimestamp(bucket), {step:UInt32}) * {step:UInt32} AS start,
                   sum(rollup.requests)                                          AS requests,
                   sum(rollup.errors)                                            AS errors,
                   sum(rollup.predictions)                                       AS predictions,
                   sum(rollup.confidence_sum)                                    AS confidence_sum,
                   sum(rollup.confidence_sum_squares)                            AS confidence_sum_squares,
                   sum(rollup.timed_requests)                                    AS timed_requests,
                   sum(rollup.inference_time_sum)                                AS inference_time_sum,
                   sumForEachMerge(rollup.confidence_histogram)                  AS confidence_histogram,
                   sumForEachMerge(rollup.inference_time_histogram)              AS inference_time_histogram
            FROM inference_rollup_quarter_hour AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= fromUnixTimestamp({from:UInt32}) AND bucket < fromUnixTimestamp({until:UInt32})
              AND device_id = {device_id:String}
              AND ({model:String} = '' OR project = {model:String})
              AND ({version:String} = '' OR version = {version:String})
            GROUP BY project, start
            ORDER BY project, start
            LIMIT 2000000
            """;

    private static final String OF_CLASS = """
            SELECT project,
                   intDiv(toUnixTimestamp(bucket), {step:UInt32}) * {step:UInt32} AS start,
                   sum(rollup.requests)                                          AS requests,
                   sum(rollup.predictions)                                       AS predictions,
                   sum(rollup.confidence_sum)                                    AS confidence_sum,
                   sum(rollup.confidence_sum_squares)                            AS confidence_sum_squares,
                   sumForEachMerge(rollup.confidence_histogram)                  AS confidence_histogram
            FROM class_rollup_minute AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= fromUnixTimestamp({from:UInt32}) AND bucket < fromUnixTimestamp({until:UInt32})
              AND class = {class:String}
              AND ({model:String} = '' OR project = {model:String})
              AND ({version:String} = '' OR version = {version:String})
            GROUP BY project, start
            ORDER BY project, start
            LIMIT 2000000
            """;

    private static final String CLASSES = """
            SELECT project,
                   intDiv(toUnixTimestamp(bucket), {step:UInt32}) * {step:UInt32} AS start,
                   class,
                   sum(rollup.predictions)                                       AS predictions
            FROM class_rollup_minute AS rollup
            WHERE workspace = {workspace:String}
              AND bucket >= fromUnixTimestamp({from:UInt32}) AND bucket < fromUnixTimestamp({until:UInt32})
              AND ({model:String} = '' OR project = {model:String})
              AND ({version:String} = '' OR version = {version:String})
            GROUP BY project, start, class
            ORDER BY project, start, class
            LIMIT 2000000
            """;

    private final ClickHouse clickHouse;
    private final String workspace;
    private final Map<String, Object> parameters = new HashMap<>();

    FiguresQuery(
            ClickHouse clickHouse, String workspace, SeriesScope scope, Duration step, Instant from, Instant until) {
        this.clickHouse = clickHouse;
        this.workspace = workspace;
        parameters.put("step", step.toSeconds());
        parameters.put("from", from.getEpochSecond());
        parameters.put("until", until.getEpochSecond());
        parameters.put("model", Objects.requireNonNullElse(scope.model(), ""));
        parameters.put("version", Objects.requireNonNullElse(scope.version(), ""));
        parameters.put("class", Objects.requireNonNullElse(scope.className(), ""));
        parameters.put("device_id", Objects.requireNonNullElse(scope.deviceId(), ""));
    }

    List<FigureRow> ofModels() {
        return clickHouse.rows(workspace, OF_MODELS, parameters, FigureRow.class);
    }

    List<FigureRow> ofDevice() {
        return clickHouse.rows(workspace, OF_DEVICE, parameters, FigureRow.class);
    }

    List<ClassFigureRow> ofClass() {
        return clickHouse.rows(workspace, OF_CLASS, parameters, ClassFigureRow.class);
    }

    List<ClassRow> classes() {
        return clickHouse.rows(workspace, CLASSES, parameters, ClassRow.class);
    }

    record FigureRow(
            String project,
            long start,
            long requests,
            long errors,
            long predictions,
            double confidenceSum,
            double confidenceSumSquares,
            long timedRequests,
            double inferenceTimeSum,
            List<Long> confidenceHistogram,
            List<Long> inferenceTimeHistogram) {}

    record ClassFigureRow(
            String project,
            long start,
            long requests,
            long predictions,
            double confidenceSum,
            double confidenceSumSquares,
            List<Long> confidenceHistogram) {}

    record ClassRow(
            String project,
            long start,

            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String className,

            long predictions) {}
}
