package dev.sightline.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.e2e.Camera;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Writes the present release down for {@link EarlierReleasesTest}, once, when it is released: its name is no test's, so that it
 * runs only when it is asked for.
 */
class StorePresentRelease {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Less than a page of the list. */
    private static final int INFERENCES = 190;

    /** What goes on to change, and whose names stay. */
    private static final Map<String, String> NAMES = Map.of(
            "/members", "email",
            "/api-keys", "name",
            "/devices/states", "device_id",
            "/alert-rules", "name",
            "/incidents", "rule_name");

    private final Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS);
    private final String window = Sightline.window(from, from.plus(1, ChronoUnit.HOURS));

    /** What is the same whenever it is asked. */
    private final List<String> lasting = List.of(
            "/overview?" + window,
            "/models?" + window,
            "/classes?" + window + "&project=hard-hat&version=3",
            "/inferences?limit=200&" + window);

    private final String version = System.getProperty("sightline.release", "");

    @Test
    void write_it_down() throws Exception {
        assertThat(version).as("-Dsightline.release").isNotEmpty();
        Path folder = Files.createDirectories(EarlierReleasesTest.folder().resolve(version));
        try (var system = StoredRelease.system("release-" + version)) {
            system.start();
            var sightline = new Sightline(system);
            fill(sightline);

            var answers = new TreeMap<String, Object>();
            lasting.forEach(path -> answers.put(path, sightline.get(path)));
            var names = new TreeMap<String, Object>();
            NAMES.forEach((path, field) ->
                    names.put(path, Map.of(field, sightline.get(path).findValuesAsText(field))));
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(
                            folder.resolve("expected.json").toFile(),
                            new TreeMap<>(Map.of("answers", answers, "names", names)));
            writeTables(system, folder);
            for (String database : StoredRelease.DATABASES) {
                Files.writeString(folder.resolve(database + ".sql"), dump(system, database));
            }
        }
    }

    private void fill(Sightline sightline) {
        sightline.reportAccepted(
                IntStream.range(0, INFERENCES).mapToObj(this::inference).collect(Collectors.joining(",", "[", "]")));
        Camera.beats(sightline, "camera-0", 5);
        Camera.beats(sightline, "camera-0", 5);
        var low = new Camera(sightline, "low/1", "a");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        low.reports(Camera.EACH_MINUTE, 0.2, minute.minusSeconds(60));
        low.reports(Camera.EACH_MINUTE, 0.2, minute);
        sightline.create("/alert-rules", """
                {"name": "low", "model": "low", "critical": 0.5, "minimum_samples": 10,
                 "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                """);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sightline
                            .get("/overview?" + window)
                            .at("/requests/value")
                            .asInt())
                    .isEqualTo(INFERENCES);
            assertThat(sightline.get("/incidents").get("incidents")).hasSize(1);
            assertThat(sightline.get("/devices/states").get("devices")).isNotEmpty();
        });
    }

    private String inference(int number) {
        String predictions =
                number % 7 == 0 ? "" : """
                {"class": "%s", "confidence": 0.%d, "x": 10.5, "y": 20, "width": 30, "height": 40, "detection_id": "d-%d"}
                """.formatted(number % 2 == 0 ? "helmet" : "head", 100 + number, number);
        String error = number % 40 == 9 ? ", \"error\": {\"status\": 500, \"type\": \"E\", \"message\": \"m\"}" : "";
        return """
                {"inference_id": "kept-%d", "model_id": "hard-hat/%d", "timestamp": "%s", "time": 0.0%d,
                 "device_id": "camera-%d", "tags": ["plant-a"], "image": {"width": 1280, "height": 720},
                 "metadata": {"line": "A%d", "speed": 1.5}, "predictions": [%s]%s}
                """.formatted(
                        number,
                        3 + number % 2,
                        from.plusSeconds(number * 15L),
                        10 + number % 80,
                        number % 3,
                        number % 5,
                        predictions,
                        error);
    }

    private static void writeTables(LocalSystem system, Path folder) throws IOException {
        var engine = new Engine(system);
        String of = " FROM system.tables WHERE database = '" + Engine.DATABASE + "' AND engine ";
        Files.write(
                folder.resolve(StoredRelease.TABLES),
                engine.lines(
                        "SELECT create_table_query || ';'" + of + "LIKE '%MergeTree' ORDER BY name FORMAT TSVRaw"));
        Files.write(
                folder.resolve(StoredRelease.VIEWS),
                engine.lines("SELECT create_table_query || ';'" + of + "LIKE '%View' ORDER BY name FORMAT TSVRaw"));
        for (String table : engine.lines("SELECT name" + of + "LIKE '%MergeTree' AND total_rows > 0")) {
            Files.write(
                    folder.resolve(table + StoredRelease.ROWS),
                    engine.ask("SELECT * FROM " + table + " FORMAT Native"));
        }
    }

    /** The migrations as they are now, Flyway's notes of them, and every row as JSON, which knows all of PostgreSQL's types. */
    private static String dump(LocalSystem system, String database) throws IOException, SQLException {
        Path migrations = RunningSystem.home()
                .resolve(
                        database.equals("sightline_query")
                                ? "query-service/src/main/resources/db/postgresql"
                                : "alert-service/src/main/resources/db/migration");
        var sql = new StringBuilder();
        try (var files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                sql.append("-- ").append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        sql.append("""
                CREATE TABLE flyway_schema_history
                (
                    installed_rank integer NOT NULL PRIMARY KEY,
                    version        varchar(50),
                    description    varchar(200)  NOT NULL,
                    type           varchar(20)   NOT NULL,
                    script         varchar(1000) NOT NULL,
                    checksum       integer,
                    installed_by   varchar(100)  NOT NULL,
                    installed_on   timestamp     NOT NULL DEFAULT now(),
                    execution_time integer       NOT NULL,
                    success        boolean       NOT NULL
                );
                -- Rows in any order, whatever refers to what.
                SET session_replication_role = replica;
                """);
        try (var connection = Engine.postgres(system, database)) {
            for (String table : column(
                    connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")) {
                appendRows(connection, table, sql);
            }
        }
        return sql.append("SET session_replication_role = DEFAULT;\n").toString();
    }

    private static void appendRows(Connection connection, String table, StringBuilder sql) throws SQLException {
        String columns = String.join(", ", column(connection, """
                        SELECT column_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = '%s' AND is_generated = 'NEVER'
                        ORDER BY ordinal_position
                        """.formatted(table)));
        String rows = column(
                        connection, "SELECT json_agg(kept) FROM (SELECT %s FROM %s) AS kept".formatted(columns, table))
                .getFirst();
        if (rows.isEmpty()) {
            return;
        }
        sql.append(
                "INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE%nSELECT %2$s FROM json_populate_recordset(NULL::%1$s, '%3$s');%n"
                        .formatted(table, columns, rows.replace("'", "''")));
        for (String identity : column(connection, """
                        SELECT column_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = '%s' AND is_identity = 'YES'
                        """.formatted(table))) {
            sql.append("SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), (SELECT max(%2$s) FROM %1$s));%n"
                    .formatted(table, identity));
        }
    }

    /** The first column of an answer; null as nothing. */
    private static List<String> column(Connection connection, String question) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            while (answer.next()) {
                String value = answer.getString(1);
                values.add(value == null ? "" : value);
            }
        }
        return values;
    }
}
