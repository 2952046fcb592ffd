package dev.sightline.stats.integrity;

import java.util.List;

/**
 * A table of sums, and how each sum is made of the rows.
 *
 * @param classes whether the sums are per class, so that a row counts once for each
 */
record Rollup(String table, boolean classes) {
    /** The table that they are made of. */
    static final String SOURCE = "inference";

    static final List<Rollup> ALL = List.of(
            new Rollup("inference_rollup_minute", false),
            new Rollup("model_rollup_quarter_hour", false),
            new Rollup("inference_rollup_quarter_hour", false),
            new Rollup("class_rollup_minute", true));

    // Compared per workspace and model, shown per workspace. Counts have to be equal; sums of fractions may differ in
    // the
    // last digits, since they were added up in another order.
    private static final String SQL = """
            SELECT quarter, workspace,
                   sum(a_requests) AS raw_requests, sum(a_errors) AS raw_errors, sum(a_predictions) AS raw_predictions,
                   sum(a_timed) AS raw_timed_requests, sum(a_confidence) AS raw_confidence_sum,
                   sum(b_requests) AS rollup_requests, sum(b_errors) AS rollup_errors,
                   sum(b_predictions) AS rollup_predictions, sum(b_timed) AS rollup_timed_requests,
                   sum(b_confidence) AS rollup_confidence_sum
            FROM
            (
                SELECT quarter, workspace, project, version,
                       sum(raw_requests) AS a_requests, sum(rollup_requests) AS b_requests,
                       sum(raw_errors) AS a_errors, sum(rollup_errors) AS b_errors,
                       sum(raw_predictions) AS a_predictions, sum(rollup_predictions) AS b_predictions,
                       sum(raw_timed) AS a_timed, sum(rollup_timed) AS b_timed,
                       sum(raw_confidence) AS a_confidence, sum(rollup_confidence) AS b_confidence
                FROM
                (
                    SELECT toInt64(toUnixTimestamp(toStartOfFifteenMinutes(occurred_at))) AS quarter,
                           workspace, project, version,
                           toInt64({raw_requests}) AS raw_requests, toInt64({raw_errors}) AS raw_errors,
                           toInt64(sum(length(counted_confidences))) AS raw_predictions,
                           toInt64({raw_timed}) AS raw_timed, sum(arraySum(counted_confidences)) AS raw_confidence,
                           toInt64(0) AS rollup_requests, toInt64(0) AS rollup_errors,
                           toInt64(0) AS rollup_predictions, toInt64(0) AS rollup_timed,
                           toFloat64(0) AS rollup_confidence
                    FROM inference
                    WHERE occurred_at >= fromUnixTimestamp({from:Int64}) AND occurred_at < fromUnixTimestamp({until:Int64})
                      AND quarter IN ({quarters})
                    GROUP BY quarter, workspace, project, version
                    UNION ALL
                    SELECT toInt64(toUnixTimestamp(toStartOfFifteenMinutes(bucket))) AS quarter,
                           workspace, project, version,
                           toInt64(0), toInt64(0), toInt64(0), toInt64(0), toFloat64(0),
                           toInt64(sum(requests)), toInt64({rollup_errors}), toInt64(sum(predictions)),
                           toInt64({rollup_timed}), sum(confidence_sum)
                    FROM {table}
                    WHERE bucket >= fromUnixTimestamp({from:Int64}) AND bucket < fromUnixTimestamp({until:Int64})
                      AND quarter IN ({quarters})
                    GROUP BY quarter, workspace, project, version
                )
                GROUP BY quarter, workspace, project, version
                HAVING a_requests != b_requests OR a_errors != b_errors OR a_predictions != b_predictions
                    OR a_timed != b_timed
                    OR abs(a_confidence - b_confidence) > 1e-9 * greatest(1., abs(a_confidence))
            )
            GROUP BY quarter, workspace
            ORDER BY quarter, workspace
            """;

    /** Answers with the quarter-hours and workspaces that differ; parameters {@code from} and {@code until}. */
    String sql(String quarters) {
        return SQL.replace("{table}", table)
                .replace("{quarters}", quarters)
                .replace("{raw_requests}", classes ? "sum(length(arrayDistinct(counted_classes)))" : "count()")
                .replace("{raw_errors}", classes ? "0" : "countIf(is_error)")
                .replace("{raw_timed}", classes ? "0" : "count(inference_time)")
                .replace("{rollup_errors}", classes ? "0" : "sum(errors)")
                .replace("{rollup_timed}", classes ? "0" : "sum(timed_requests)");
    }
}
