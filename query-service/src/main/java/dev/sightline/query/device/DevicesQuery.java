package dev.sightline.query.device;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Meanwhile;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.usage.UsageRows;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of every device, and what it last said of itself. */
@ApplicationScoped
class DevicesQuery {
    // A device that was silent for longer shows only when it answered in the window.
    private static final Duration HEARD_OF_FOR = Duration.ofDays(7);

    private static final String HEARTBEATS = """
            SELECT device_id,
                   max(received_at)                         AS last_heartbeat_at,
                   argMax(beat.tags, received_at)           AS tags,
                   argMax(beat.server_version, received_at) AS server_version,
                   argMax(beat.platform, received_at)       AS platform,
                   argMax(beat.hostname, received_at)       AS hostname,
                   uniqExact(server_id)                     AS servers,
                   argMax(beat.reports_aggregates, received_at) AS is_server_too_old,
                   uniqExactIf((server_id, started_at),
                               started_at >= {from:DateTime64(6, 'UTC')} AND started_at < {until:DateTime64(6, 'UTC')})
                                                            AS restarts,
                   argMaxIf(dateDiff('microsecond', received_at, assumeNotNull(sent_at)) / 1e6, received_at,
                            sent_at IS NOT NULL)            AS sent_skew,
                   countIf(sent_at IS NOT NULL)             AS sent_beats,
                   -- A report is as old as its newest inference: less than an interval and a half tells nothing.
                   argMaxIf(multiIf(newest_result_at > received_at
                                    OR newest_result_at < received_at - toIntervalSecond(90),
                                    dateDiff('microsecond', received_at, assumeNotNull(newest_result_at)) / 1e6, 0),
                            received_at, newest_result_at IS NOT NULL) AS result_skew,
                   countIf(newest_result_at IS NOT NULL)    AS result_beats
            FROM device_heartbeat AS beat
            WHERE workspace = {workspace:String}
              AND received_at >= {heard_from:DateTime64(6, 'UTC')} AND received_at < {until:DateTime64(6, 'UTC')}
              AND device_id != ''
            GROUP BY device_id
            LIMIT 10000
            """;

    // For devices that report without heartbeats. Only the instants of their newest inferences are read, by the sort
    // key.
    private static final String TAGS = """
            SELECT device_id, argMax(newest.tags, occurred_at) AS tags
            FROM inference AS newest
            WHERE workspace = {workspace:String}
              AND occurred_at IN
              (
                  SELECT max(last_occurred_at)
                  FROM inference_rollup_quarter_hour
                  WHERE workspace = {workspace:String}
                    AND bucket >= {previous_from:DateTime64(6, 'UTC')} - INTERVAL 15 MINUTE
                    AND bucket < {until:DateTime64(6, 'UTC')}
                  GROUP BY device_id
              )
            GROUP BY device_id
            LIMIT 10000
            """;

    // An error may be counted by the model and by the request around it: the larger of the two counts has all.
    private static final String SERVER_COUNTS = """
            SELECT device_id, sum(part.inferences) AS inferences, sum(part.errors) AS errors,
                   uniqExactArray(part.streams) AS streams
            FROM
            (
                SELECT device_id, resource_id, sum(by_category.inferences) AS inferences,
                       max(by_category.errors) AS errors, groupUniqArrayArray(by_category.streams) AS streams
                FROM
                (
                    SELECT device_id, resource_id, category,
                           sumIf(frames, category = 'model' AND NOT is_error)           AS inferences,
                           sumIf(greatest(frames, 1), is_error)                         AS errors,
                           groupUniqArrayIf(session_id, fps > 0 OR source_duration > 0) AS streams
                    FROM (%s)
                    WHERE device_id != ''
                    GROUP BY device_id, resource_id, category
                ) AS by_category
                GROUP BY device_id, resource_id
            ) AS part
            GROUP BY device_id
            LIMIT 10000
            """.formatted(UsageRows.SQL);

    private final ClickHouse clickHouse;
    private final Meanwhile meanwhile;
    private final DeviceFigures figures;

    DevicesQuery(ClickHouse clickHouse, Meanwhile meanwhile, DeviceFigures figures) {
        this.clickHouse = clickHouse;
        this.meanwhile = meanwhile;
        this.figures = figures;
    }

    /**
     * The devices of a window.
     *
     * @param scope which models count; with any left out, only devices that asked these are listed, and what servers count
     *     of all models is not
     */
    DeviceList in(TimeWindow window, ModelScope scope) {
        var askedBefore = meanwhile.ask(() -> figures.in(window.previous(), scope));
        var askedHeartbeats = meanwhile.ask(() -> heartbeats(window));
        var askedTags = meanwhile.ask(() -> tags(window));
        Map<String, DeviceList.ServerCounts> serverCounts = scope.isAll() ? serverCounts(window) : Map.of();
        var current = figures.in(window, scope);
        var previous = askedBefore.get();
        var heartbeats = askedHeartbeats.get();
        var tags = askedTags.get();
        var ids = new TreeSet<String>();
        Stream.of(current, previous).forEach(known -> ids.addAll(known.keySet()));
        if (scope.isAll()) {
            Stream.of(heartbeats, serverCounts).forEach(known -> ids.addAll(known.keySet()));
        }
        var devices = ids.stream()
                .map(id -> shown(
                        id,
                        current.getOrDefault(id, DeviceFigures.Row.none(id)),
                        previous.getOrDefault(id, DeviceFigures.Row.none(id)),
                        heartbeats.get(id),
                        serverCounts.get(id),
                        tags.getOrDefault(id, List.of())))
                .sorted(Comparator.comparingDouble(DevicesQuery::requestsOf)
                        .reversed()
                        .thenComparing(DeviceList.Device::deviceId))
                .toList();
        return new DeviceList(window, window.previous(), devices);
    }

    private Map<String, HeartbeatRow> heartbeats(TimeWindow window) {
        var heardFrom = Stream.of(window.previous().from(), window.until().minus(HEARD_OF_FOR))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var parameters = new Parameters()
                .with("heard_from", heardFrom)
                .with("from", window.from())
                .with("until", window.until());
        return clickHouse.rows(HEARTBEATS, parameters, HeartbeatRow.class).stream()
                .collect(Collectors.toMap(HeartbeatRow::deviceId, Function.identity()));
    }

    private Map<String, DeviceList.ServerCounts> serverCounts(TimeWindow window) {
        var parameters = new Parameters().with("from", window.from()).with("until", window.until());
        return clickHouse.rows(SERVER_COUNTS, parameters, ServerCountsRow.class).stream()
                .collect(Collectors.toMap(
                        ServerCountsRow::deviceId,
                        row -> new DeviceList.ServerCounts(row.inferences(), row.errors(), row.streams())));
    }

    private Map<String, List<String>> tags(TimeWindow window) {
        var parameters =
                new Parameters().with("previous_from", window.previous().from()).with("until", window.until());
        Map<String, List<String>> tags = new HashMap<>();
        clickHouse.rows(TAGS, parameters, TagsRow.class).forEach(row -> tags.put(row.deviceId(), row.tags()));
        return tags;
    }

    private static DeviceList.Device shown(
            String id,
            DeviceFigures.Row current,
            DeviceFigures.Row previous,
            @Nullable HeartbeatRow heartbeat,
            DeviceList.@Nullable ServerCounts serverCounts,
            List<String> tagsOfInferences) {
        var versions = new TreeSet<>(current.serverVersions());
        if (heartbeat != null && !heartbeat.serverVersion().isEmpty()) {
            versions.add(heartbeat.serverVersion());
        }
        return new DeviceList.Device(
                id,
                heartbeat == null || heartbeat.tags().isEmpty() ? tagsOfInferences : heartbeat.tags(),
                heartbeat == null ? 0 : heartbeat.servers(),
                List.copyOf(versions),
                current.models(),
                Figure.of(current.requests(), previous.requests()),
                Figure.of(current.averageConfidence(), previous.averageConfidence()),
                Figure.of(current.averageInferenceTime(), previous.averageInferenceTime()),
                current.errors(),
                Figure.of(current.errorRate(), previous.errorRate()),
                current.lastInferenceAt() == null ? previous.lastInferenceAt() : current.lastInferenceAt(),
                heartbeat == null ? null : heartbeat.lastHeartbeatAt(),
                heartbeat == null || heartbeat.platform().isEmpty() ? null : heartbeat.platform(),
                heartbeat == null || heartbeat.hostname().isEmpty() ? null : heartbeat.hostname(),
                heartbeat == null ? null : heartbeat.clockSkew(),
                heartbeat == null ? 0 : heartbeat.restarts(),
                heartbeat != null && heartbeat.isServerTooOld(),
                serverCounts);
    }

    private static double requestsOf(DeviceList.Device device) {
        Double requests = device.requests().value();
        return requests == null ? 0 : requests;
    }

    private record HeartbeatRow(
            String deviceId,
            Instant lastHeartbeatAt,
            List<String> tags,
            String serverVersion,
            String platform,
            String hostname,
            int servers,
            boolean isServerTooOld,
            int restarts,
            double sentSkew,
            long sentBeats,
            double resultSkew,
            long resultBeats) {
        /** What a server says of its clock goes before what its inferences tell. */
        @Nullable Double clockSkew() {
            if (sentBeats > 0) {
                return sentSkew;
            }
            return resultBeats > 0 ? (Double) resultSkew : null;
        }
    }

    private record ServerCountsRow(String deviceId, long inferences, long errors, int streams) {}

    private record TagsRow(String deviceId, List<String> tags) {}
}
