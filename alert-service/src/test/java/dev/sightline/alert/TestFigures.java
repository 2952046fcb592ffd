package dev.sightline.alert;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Inferences in a ClickHouse database of this run's own, with the schema that stats-service gives it. */
public final class TestFigures {
    static final String DATABASE = "test_" + UUID.randomUUID().toString().replace("-", "");
    private static final Path SCHEMA = Path.of("../stats-service/src/main/resources/db/clickhouse");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TestFigures() {}

    /** So many inferences a minute, each with one prediction of that confidence, in whole minutes of {@code [from, until)}. */
    public static void report(
            String workspace, String project, Instant from, Instant until, int perMinute, double confidence) {
        long minutes = (until.getEpochSecond() - from.getEpochSecond()) / 60;
        run("""
                INSERT INTO inference (workspace, inference_id, response_index, occurred_at, received_at, project, version, device_id,
                                       `predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`,
                                       `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`,
                                       `predictions.tracker_id`, `predictions.shape`, is_error, inference_time)
                SELECT '%s', toString(generateUUIDv4()), 0,
                       fromUnixTimestamp(toInt64(%d + intDiv(number, %d) * 60 + 1)), now64(6), '%s', '1', 'line-3',
                       ['helmet'], [0], [%s], [1], [1], [1], [1], [''], [''], [''], false, 0.02
                FROM numbers(%d)
                """.formatted(
                        workspace,
                        from.getEpochSecond(),
                        perMinute,
                        project,
                        String.format(Locale.ROOT, "%.4f", confidence),
                        minutes * perMinute));
    }

    /** So many inferences at one time, each with these predictions; one without a time is an error. */
    public static void report(
            String workspace,
            String modelId,
            String deviceId,
            Instant at,
            int count,
            Map<String, Double> predictions,
            @Nullable Double seconds) {
        String classes = predictions.keySet().stream().map("'%s'"::formatted).collect(Collectors.joining(","));
        String confidences = predictions.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        String[] model = modelId.split("/", 2);
        run("""
                INSERT INTO inference (workspace, inference_id, response_index, occurred_at, received_at, project, version, device_id,
                                       `predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`,
                                       `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`,
                                       `predictions.tracker_id`, `predictions.shape`, is_error, inference_time)
                WITH CAST([%s], 'Array(String)') AS classes, CAST([%s], 'Array(Float64)') AS confidences
                SELECT '%s', toString(generateUUIDv4()), 0, fromUnixTimestamp(%d), now64(6), '%s', '%s', '%s',
                       classes, arrayMap(c -> 0, classes), confidences, confidences, confidences, confidences, confidences,
                       arrayMap(c -> '', classes), arrayMap(c -> '', classes), arrayMap(c -> '', classes), %s, %s
                FROM numbers(%d)
                """.formatted(
                        classes,
                        confidences,
                        workspace,
                        at.getEpochSecond(),
                        model[0],
                        model[1],
                        deviceId,
                        seconds == null,
                        seconds,
                        count));
    }

    /** A beat of a device at each of these times. */
    public static void beat(String workspace, String deviceId, int intervalSeconds, List<Instant> times) {
        for (Instant at : times) {
            run("""
                    INSERT INTO device_heartbeat (workspace, device_id, server_id, received_at, interval_seconds)
                    VALUES ('%s', '%s', 's', fromUnixTimestamp(%d), %d)
                    """.formatted(workspace, deviceId, at.getEpochSecond(), intervalSeconds));
        }
    }

    /** Whatever asks for figures of minutes fails until they are back. */
    public static void takeMinutesAway() {
        run("RENAME TABLE inference_rollup_minute TO away");
    }

    /** After {@link #takeMinutesAway}. */
    public static void giveMinutesBack() {
        run("RENAME TABLE away TO inference_rollup_minute");
    }

    static void createDatabase() {
        run("CREATE DATABASE " + DATABASE);
        try (Stream<Path> files = Files.list(SCHEMA)) {
            for (var file : files.sorted().toList()) {
                Pattern.compile(";\\s*$", Pattern.MULTILINE)
                        .splitAsStream(Files.readString(file))
                        .filter(statement ->
                                !statement.replaceAll("(?m)^\\s*--.*$", "").isBlank())
                        .forEach(TestFigures::run);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the schema of stats-service is not at " + SCHEMA, e);
        }
    }

    static void dropDatabase() {
        run("DROP DATABASE IF EXISTS " + DATABASE);
    }

    private static void run(String sql) {
        String database = sql.contains(" DATABASE ") ? "default" : DATABASE;
        var uri = URI.create(
                Engines.address("SIGHTLINE_CLICKHOUSE_URL") + "/?async_insert=0&wait_end_of_query=1&database="
                        + URLEncoder.encode(database, StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ClickHouse does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
