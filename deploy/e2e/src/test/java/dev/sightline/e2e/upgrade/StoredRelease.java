package dev.sightline.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contract.events.Topics;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a release left in its engines, in a folder that is checked in: the schemas as they were, with the rows in them.
 *
 * <p>{@code clickhouse-tables.sql} and {@code clickhouse-views.sql}, rows beside them as {@code TABLE.native}; a file of SQL for
 * each database of PostgreSQL; {@code expected.json} with what the release answered.
 */
record StoredRelease(Path folder) {
    static final String TABLES = "clickhouse-tables.sql";
    static final String VIEWS = "clickhouse-views.sql";
    static final String ROWS = ".native";
    static final List<String> DATABASES = List.of("sightline_query", "sightline_alert");

    /** That of the events that the contract keeps as bytes. */
    static final String WORKSPACE = "acme";

    /** Kept longer than anybody keeps this: what it says does not depend on the day. */
    private static final Map<String, String> SETTINGS = Map.of(
            "STATS_RETENTION_ROWS", "36500d",
            "STATS_RETENTION_ROLLUPS", "36500d",
            "ALERT_EVALUATION_EVERY", "1s",
            "ALERT_EVALUATION_ALLOWANCE", "2s");

    /** A system with the secrets of every stored release; not started. */
    static LocalSystem system(String name) {
        var environment = new HashMap<>(RunningSystem.environment());
        environment.put("SIGHTLINE_WORKSPACE", WORKSPACE);
        environment.put("SIGHTLINE_INGEST_KEY", "sl_StoredReleasesAndNothingElse000002jo6T");
        environment.put("SIGHTLINE_SESSION_SECRET", "a secret of stored releases and of nothing else");
        return new LocalSystem(
                RunningSystem.layout(name),
                new Ports(RunningSystem.portBase() + 80),
                environment,
                SETTINGS,
                new Progress(System.out));
    }

    /** Puts all of it into the empty engines of the system. */
    void load(LocalSystem system) throws IOException, SQLException {
        var tables = new Engine(system);
        tables.ask("CREATE DATABASE IF NOT EXISTS " + Engine.DATABASE);
        execute(tables, TABLES);
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ROWS)).toList()) {
                String table = file.toFile().getName().replace(ROWS, "");
                tables.insert(table, Files.readAllBytes(file));
            }
        }
        // Only now: what they would make of the rows is among the rows.
        execute(tables, VIEWS);
        for (String database : DATABASES) {
            try (var connection = Engine.postgres(system, database);
                    var statement = connection.createStatement()) {
                statement.execute(Files.readString(folder.resolve(database + ".sql")));
            }
        }
    }

    /** Has an event wait on Kafka, as the contract keeps its bytes. */
    static void appendGolden(LocalSystem system, String name, String inferenceId) throws IOException {
        String hex =
                Files.readString(RunningSystem.home().resolve("contract/src/test/resources/golden/" + name + ".hex"));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", system.engineAddress("SIGHTLINE_KAFKA"), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(
                    Topics.INFERENCES,
                    Topics.key(WORKSPACE, inferenceId),
                    HexFormat.of().parseHex(hex.replaceAll("\\s", ""))));
        }
    }

    JsonNode expected() throws IOException {
        return Sightline.json(Files.readString(folder.resolve("expected.json")));
    }

    private void execute(Engine tables, String file) throws IOException {
        String sql = Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        var statements = Arrays.stream(sql.split(";\\s*\n", -1))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(statements).as(file).isNotEmpty();
        statements.forEach(tables::ask);
    }

    @Override
    public String toString() {
        return folder.toFile().getName();
    }
}
