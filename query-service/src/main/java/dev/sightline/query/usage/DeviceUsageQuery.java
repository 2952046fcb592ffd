package dev.sightline.query.usage;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Meanwhile;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one device's servers counted by themselves. */
@ApplicationScoped
class DeviceUsageQuery {
    private static final String OF_DEVICE =
            "(SELECT * FROM (" + UsageRows.SQL + ") WHERE device_id = {device_id:String}) AS usage";

    // What a server did since its last report is not missing yet.
    private static final String SERVER = """
            WITH (SELECT max(received_at) FROM device_heartbeat
                  WHERE workspace = {workspace:String} AND device_id = {device_id:String}
                    AND received_at < {until:DateTime64(6, 'UTC')}) AS last_report
            SELECT resource_id AS model_id, sum(frames) AS server,
                   sumIf(frames, last_report > toDateTime64(0, 6) AND stopped_at > last_report) AS pending
            FROM %s
            WHERE category = 'model' AND NOT is_error
            GROUP BY model_id
            ORDER BY model_id
            LIMIT 1000
            """.formatted(OF_DEVICE);

    private static final String TOLD = """
            SELECT if(version = '', project, concat(project, '/', version)) AS model_id, count() AS told
            FROM inference
            WHERE workspace = {workspace:String} AND device_id = {device_id:String} AND NOT is_error
              AND occurred_at >= {from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}
            GROUP BY model_id
            ORDER BY model_id
            LIMIT 1000
            """;

    private static final String FAILURES = """
            SELECT resource_id, category, nullIf(error_type, '') AS type, nullIf(error_status, 0) AS status,
                   nullIf(argMax(error_message, stopped_at), '') AS message,
                   sum(greatest(frames, 1)) AS count, max(stopped_at) AS last_at
            FROM %s
            WHERE is_error
            GROUP BY resource_id, category, error_type, error_status
            ORDER BY count DESC, resource_id, category, error_type
            LIMIT 200
            """.formatted(OF_DEVICE);

    // A frame is counted once for each model and workflow that it goes through: the busiest of them saw them all.
    private static final String STREAMS = """
            SELECT session_id                                                        AS stream_id,
                   arraySort(groupUniqArray(resource_id))                            AS resources,
                   nullIf(argMax(last_fps, part.last_at), 0)                         AS fps,
                   argMax(part.frames, part.frames) / nullIf(argMax(seconds, part.frames), 0) AS processed_fps,
                   max(part.frames)                                                  AS frames,
                   max(part.source_duration)                                         AS source_duration,
                   max(part.errors)                                                  AS errors,
                   min(part.started_at)                                              AS started_at,
                   max(part.last_at)                                                 AS last_at
            FROM
            (
                SELECT session_id, resource_id, category,
                       argMaxIf(usage.fps, stopped_at, usage.fps > 0)                AS last_fps,
                       sumIf(usage.frames, NOT is_error)                             AS frames,
                       sum(dateDiff('microsecond', usage.started_at, usage.stopped_at)) / 1e6 AS seconds,
                       sum(usage.source_duration)                                    AS source_duration,
                       sumIf(greatest(usage.frames, 1), is_error)                    AS errors,
                       min(usage.started_at)                                         AS started_at,
                       max(stopped_at)                                               AS last_at
                FROM %s
                WHERE session_id IN (SELECT session_id FROM server_usage
                                     WHERE workspace = {workspace:String} AND (fps > 0 OR source_duration > 0)
                                       AND started_at >= {from:DateTime64(6, 'UTC')}
                                       AND started_at < {until:DateTime64(6, 'UTC')})
                GROUP BY session_id, resource_id, category
            ) AS part
            GROUP BY session_id
            ORDER BY last_at DESC, stream_id
            LIMIT 200
            """.formatted(OF_DEVICE);

    private static final String SAMPLES = """
            SELECT if(version = '', project, concat(project, '/', version)) AS model_id, class AS class_name,
                   count() AS samples, avg(confidence) AS average_confidence, max(received_at) AS last_at
            FROM inference_sample
            WHERE workspace = {workspace:String} AND device_id = {device_id:String}
              AND received_at >= {from:DateTime64(6, 'UTC')} AND received_at < {until:DateTime64(6, 'UTC')}
            GROUP BY model_id, class_name
            ORDER BY samples DESC, model_id, class_name
            LIMIT 200
            """;

    private final ClickHouse clickHouse;
    private final Meanwhile meanwhile;

    DeviceUsageQuery(ClickHouse clickHouse, Meanwhile meanwhile) {
        this.clickHouse = clickHouse;
        this.meanwhile = meanwhile;
    }

    DeviceUsage of(String deviceId, TimeWindow window) {
        var parameters = new Parameters()
                .with("device_id", deviceId)
                .with("from", window.from())
                .with("until", window.until());
        var askedServer = meanwhile.ask(() -> clickHouse.rows(SERVER, parameters, ServerRow.class));
        var failures = meanwhile.ask(() -> clickHouse.rows(FAILURES, parameters, FailureRow.class));
        var streams = meanwhile.ask(() -> clickHouse.rows(STREAMS, parameters, DeviceUsage.Stream.class));
        var samples = meanwhile.ask(() -> clickHouse.rows(SAMPLES, parameters, SampleRow.class));
        var told = clickHouse.rows(TOLD, parameters, ToldRow.class);
        var server = askedServer.get();
        return new DeviceUsage(
                window,
                deviceId,
                DeviceUsage.Counts.of(
                        server.isEmpty()
                                ? null
                                : (Long) server.stream()
                                        .mapToLong(ServerRow::server)
                                        .sum(),
                        told.stream().mapToLong(ToldRow::told).sum(),
                        server.stream().mapToLong(ServerRow::pending).sum()),
                models(server, told),
                failures.get().stream().map(FailureRow::shown).toList(),
                streams.get(),
                samples.get().stream().map(SampleRow::shown).toList());
    }

    private static List<DeviceUsage.ModelCounts> models(List<ServerRow> server, List<ToldRow> told) {
        Map<String, DeviceUsage.Counts> counts = new TreeMap<>();
        told.forEach(row -> counts.put(row.modelId(), DeviceUsage.Counts.of(null, row.told(), 0)));
        server.forEach(row -> counts.compute(
                row.modelId(),
                (_, before) ->
                        DeviceUsage.Counts.of((Long) row.server(), before == null ? 0 : before.told(), row.pending())));
        return counts.entrySet().stream()
                .map(entry -> new DeviceUsage.ModelCounts(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record ServerRow(String modelId, long server, long pending) {}

    private record ToldRow(String modelId, long told) {}

    private record FailureRow(
            String resourceId,
            String category,
            @Nullable String type,
            @Nullable Integer status,
            @Nullable String message,
            long count,
            Instant lastAt) {
        DeviceUsage.Failure shown() {
            return new DeviceUsage.Failure(resourceId, category, type, status, message, count, lastAt);
        }
    }

    private record SampleRow(String modelId, String className, long samples, double averageConfidence, Instant lastAt) {
        DeviceUsage.Sample shown() {
            return new DeviceUsage.Sample(modelId, className, samples, averageConfidence, lastAt);
        }
    }
}
