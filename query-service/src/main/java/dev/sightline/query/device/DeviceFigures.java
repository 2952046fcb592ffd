package dev.sightline.query.device;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.window.QuarterHours;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was reported from every device in a window. */
@ApplicationScoped
class DeviceFigures {
    private static final String SQL = """
            SELECT device_id,
                   sum(part.requests)                                          AS requests,
                   sum(part.errors)                                            AS errors,
                   sum(part.confidence_sum) / nullIf(sum(part.predictions), 0) AS average_confidence,
                   sum(part.inference_time_sum) / nullIf(sum(part.timed_requests), 0) AS average_inference_time,
                   arraySort(groupUniqArray(model_id))                         AS models,
                   arraySort(groupUniqArrayArray(part.server_versions))        AS server_versions,
                   max(last_occurred_at)                                       AS last_inference_at
            FROM
            (
                SELECT toString(rollup.device_id)                               AS device_id,
                       if(version = '', project, concat(project, '/', version)) AS model_id,
                       toUInt64(rollup.requests)                                AS requests,
                       toUInt64(rollup.errors)                                  AS errors,
                       toUInt64(rollup.predictions)                             AS predictions,
                       toFloat64(rollup.confidence_sum)                         AS confidence_sum,
                       toUInt64(rollup.timed_requests)                          AS timed_requests,
                       toFloat64(rollup.inference_time_sum)                     AS inference_time_sum,
                       CAST(rollup.server_versions, 'Array(String)')            AS server_versions,
                       toDateTime64(rollup.last_occurred_at, 6, 'UTC')          AS last_occurred_at
                FROM inference_rollup_quarter_hour AS rollup
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND ({is_any_version:Bool} OR version = {version:String})
                  AND bucket >= {head_until:DateTime64(6, 'UTC')} AND bucket < {tail_from:DateTime64(6, 'UTC')}
                UNION ALL
                SELECT toString(inference.device_id)                            AS device_id,
                       if(version = '', project, concat(project, '/', version)) AS model_id,
                       toUInt64(1)                                              AS requests,
                       toUInt64(is_error)                                       AS errors,
                       length(counted_confidences)                              AS predictions,
                       arraySum(counted_confidences)                            AS confidence_sum,
                       toUInt64(inference_time IS NOT NULL)                     AS timed_requests,
                       ifNull(inference_time, 0)                                AS inference_time_sum,
                       arrayFilter(v -> v != '', [toString(server_version)])    AS server_versions,
                       occurred_at                                              AS last_occurred_at
                FROM inference
                WHERE workspace = {workspace:String}
                  AND ({is_any_project:Bool} OR project = {project:String})
                  AND ({is_any_version:Bool} OR version = {version:String})
                  AND (   (occurred_at >= {from:DateTime64(6, 'UTC')} AND occurred_at < {head_until:DateTime64(6, 'UTC')})
                       OR (occurred_at >= {tail_from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}))
            ) AS part
            WHERE device_id != ''
            GROUP BY device_id
            ORDER BY requests DESC, device_id
            LIMIT 10000
            """;

    private final ClickHouse clickHouse;

    DeviceFigures(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** By the device's id. */
    Map<String, Row> in(TimeWindow window, ModelScope scope) {
        var parameters = scope.parameters(QuarterHours.of(window).parameters());
        return clickHouse.rows(SQL, parameters, Row.class).stream()
                .collect(Collectors.toMap(Row::deviceId, Function.identity()));
    }

    /** One device. */
    record Row(
            String deviceId,
            long requests,
            long errors,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime,
            List<String> models,
            List<String> serverVersions,
            @Nullable Instant lastInferenceAt) {
        static Row none(String deviceId) {
            return new Row(deviceId, 0, 0, null, null, List.of(), List.of(), null);
        }

        @Nullable Double errorRate() {
            return requests == 0 ? null : (Double) ((double) errors / requests);
        }
    }
}
