package dev.sightline.stats;

import static dev.sightline.contract.events.SampleEvents.AT;
import static dev.sightline.contract.events.SampleEvents.aDetection;
import static dev.sightline.contract.events.SampleEvents.aHeartbeat;
import static dev.sightline.contract.events.SampleEvents.aSample;
import static dev.sightline.contract.events.SampleEvents.aUsage;
import static dev.sightline.contract.events.SampleEvents.anAnnotation;
import static dev.sightline.contract.events.SampleEvents.anImage;
import static dev.sightline.contract.events.SampleEvents.anInference;
import static dev.sightline.contract.events.SampleEvents.micros;
import static dev.sightline.contract.events.SampleEvents.someMetadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.sightline.contract.events.InferenceError;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.Point;
import dev.sightline.contract.events.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service on the real broker and the real ClickHouse engine: what is in the log becomes rows and rollups. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class StatsServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static KafkaProducer<byte[], byte[]> producer;

    private final String workspace = "w-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA"), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @Test
    void an_inference_becomes_a_row_with_all_it_says() {
        var polygon =
                aDetection("crack", 0.66).addPolygon(Point.newBuilder().setX(8).setY(9));

        append(
                Topics.INFERENCES,
                anInference().setWorkspace(workspace).addPredictions(polygon).build());

        awaitRows("inference", 1);
        assertThat(query("""
                SELECT project, version, device_id, tags, inference_time, predictions.class, predictions.confidence,
                       predictions.x, predictions.shape[3], metadata, occurred_at
                FROM inference WHERE workspace = '%s' FORMAT JSONCompactEachRow""")).isEqualTo("""
                ["hard-hat", "3", "line-3", ["plant-a"], 0.031, ["helmet","head","crack"], [0.9,0.5,0.66], \
                [320.5,320.5,320.5], "{\\"points\\":[{\\"x\\":8.0,\\"y\\":9.0}]}", {"camera":"c1"}, \
                "2026-11-22 10:00:00.123456"]""");
    }

    @Test
    void the_rollups_hold_counts_sums_and_fixed_bins() {
        append(Topics.INFERENCES, anInference().setWorkspace(workspace).build());
        append(
                Topics.INFERENCES,
                anInference()
                        .setWorkspace(workspace)
                        .setInferenceId("empty")
                        .clearPredictions()
                        .clearInferenceTime()
                        .build());

        awaitRows("inference", 2);
        // Requests, predictions, Σ confidence, timed requests, Σ seconds, bins.
        awaitAnswer("""
                SELECT sum(requests), sum(predictions), sum(confidence_sum), sum(timed_requests), sum(inference_time_sum),
                       sumForEachMerge(confidence_histogram)
                FROM inference_rollup_minute WHERE workspace = '%s' FORMAT JSONCompactEachRow""", "[2, 2, 1.4, 1, 0.031, [0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,1,0]]");
        awaitAnswer("""
                SELECT sum(requests), sum(predictions), sum(confidence_sum), sum(timed_requests), sum(inference_time_sum),
                       sumForEachMerge(confidence_histogram)
                FROM model_rollup_quarter_hour WHERE workspace = '%s' FORMAT JSONCompactEachRow""", "[2, 2, 1.4, 1, 0.031, [0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,1,0]]");
        awaitAnswer("""
                SELECT class, sum(requests), sum(predictions) FROM class_rollup_minute
                WHERE workspace = '%s' GROUP BY class ORDER BY class FORMAT JSONCompactEachRow""", "[\"head\", 1, 1]\n[\"helmet\", 1, 1]");
    }

    @Test
    void of_a_single_label_answer_only_the_chosen_class_counts() {
        append(
                Topics.INFERENCES,
                anInference().setWorkspace(workspace).setTop("head").build());

        awaitRows("inference", 1);
        awaitAnswer("""
                SELECT sum(predictions), sum(confidence_sum) FROM inference_rollup_minute
                WHERE workspace = '%s' FORMAT JSONCompactEachRow""", "[1, 0.5]");
    }

    @Test
    void an_error_counts_as_a_request_and_as_an_error() {
        var error = InferenceError.newBuilder().setStatus(500).setType("RuntimeError");

        append(
                Topics.INFERENCES,
                anInference()
                        .setWorkspace(workspace)
                        .clearPredictions()
                        .setError(error)
                        .build());

        awaitRows("inference", 1);
        awaitAnswer("""
                SELECT sum(requests), sum(errors) FROM inference_rollup_quarter_hour
                WHERE workspace = '%s' FORMAT JSONCompactEachRow""", "[1, 1]");
    }

    @Test
    void heartbeats_and_images_become_rows_and_the_pipelines_own_beats_do_not() {
        append(
                Topics.HEARTBEATS,
                aHeartbeat().setWorkspace(workspace).setPipelineBeat(true).build());
        append(Topics.HEARTBEATS, aHeartbeat().setWorkspace(workspace).build());
        append(Topics.INFERENCE_IMAGES, anImage().setWorkspace(workspace).build());

        awaitRows("device_heartbeat", 1);
        awaitRows("inference_image", 1);
        assertThat(query("SELECT count() FROM device_heartbeat WHERE workspace = '%s'"))
                .isEqualTo("1");
    }

    @Test
    void boxes_become_a_row_beside_the_inference_and_no_figure() {
        append(
                Topics.INFERENCE_ANNOTATIONS,
                anAnnotation().setWorkspace(workspace).build());

        awaitRows("inference_annotation", 1);
        assertThat(query("""
                SELECT inference_id, image_width, predictions.class, predictions.x
                FROM inference_annotation WHERE workspace = '%s' FORMAT JSONCompactEachRow""")).isEqualTo("""
                ["137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001", 1280, ["helmet"], [320.5]]""");
        assertThat(query("SELECT count() FROM inference_rollup_minute WHERE workspace = '%s'"))
                .isEqualTo("0");
    }

    @Test
    void metadata_keeps_its_types_with_the_inference_and_beside_it() {
        append(
                Topics.INFERENCES,
                anInference()
                        .setWorkspace(workspace)
                        .putMetadata("temperature", "1.10")
                        .putMetadataTypes("temperature", MetadataType.METADATA_TYPE_NUMBER)
                        .build());
        append(Topics.INFERENCE_METADATA, someMetadata().setWorkspace(workspace).build());
        append(
                Topics.INFERENCE_METADATA,
                someMetadata()
                        .setWorkspace(workspace)
                        .clearInferenceId()
                        .setDeviceId("line-3")
                        .setModelId("hard-hat/3")
                        .setOccurredAtMicros(micros(AT))
                        .setToleranceMicros(500_000)
                        .build());

        awaitRows("inference", 1);
        awaitRows("inference_metadata", 2);
        assertThat(query("""
                SELECT metadata['temperature'], metadata_types FROM inference WHERE workspace = '%s'
                FORMAT JSONCompactEachRow""")).isEqualTo("[\"1.10\", {\"temperature\":\"number\"}]");
        assertThat(query("""
                SELECT inference_id != '', device_id, project, version, tolerance, metadata, metadata_types
                FROM inference_metadata WHERE workspace = '%s' ORDER BY device_id FORMAT JSONCompactEachRow""")).as("by id, and by device and time").isEqualTo("""
                        [1, "", "", "", 0, {"line":"A1","temperature":"72.50","overtime":"true"}, \
                        {"temperature":"number","overtime":"boolean"}]
                        [0, "line-3", "hard-hat", "3", 0.5, {"line":"A1","temperature":"72.50","overtime":"true"}, \
                        {"temperature":"number","overtime":"boolean"}]""");
    }

    @Test
    void usage_and_samples_become_rows_and_no_inferences() {
        var error = InferenceError.newBuilder()
                .setStatus(500)
                .setType("RuntimeError")
                .setMessage("out of memory");
        append(
                Topics.SERVER_USAGE,
                aUsage().setWorkspace(workspace).setError(error).build());
        append(Topics.INFERENCE_SAMPLES, aSample().setWorkspace(workspace).build());

        awaitRows("server_usage", 1);
        awaitRows("inference_sample", 1);
        assertThat(query("""
                SELECT session_id, category, resource_id, device_id, frames, is_error, error_status, error_type,
                       started_at, stopped_at
                FROM server_usage WHERE workspace = '%s' FORMAT JSONCompactEachRow""")).isEqualTo("""
                ["1795354114732659186_5efa", "model", "hard-hat\\/3", "line-3", 3, true, 500, "RuntimeError", \
                "2026-11-22 10:00:00.123456", "2026-11-22 10:00:10.123456"]""");
        assertThat(query("""
                SELECT device_id, project, version, class, confidence, sample_index
                FROM inference_sample WHERE workspace = '%s' FORMAT JSONCompactEachRow""")).isEqualTo("[\"line-3\", \"hard-hat\", \"3\", \"helmet\", 0.9123, 1]");
        assertThat(query("SELECT count() FROM inference WHERE workspace = '%s'"))
                .isEqualTo("0");
    }

    @Test
    void a_heartbeat_keeps_what_tells_of_restarts_and_wrong_clocks() {
        append(
                Topics.HEARTBEATS,
                aHeartbeat()
                        .setWorkspace(workspace)
                        .setStartedAtMicros(micros(AT.minusSeconds(60)))
                        .setReportsAggregates(true)
                        .build());

        awaitRows("device_heartbeat", 1);
        assertThat(query("""
                SELECT started_at, newest_result_at, reports_aggregates
                FROM device_heartbeat WHERE workspace = '%s' FORMAT JSONCompactEachRow""")).isEqualTo("[\"2026-11-22 09:59:00.123456\", null, true]");
    }

    @Test
    void a_record_that_cannot_be_read_is_put_aside_and_stops_nobody() {
        byte[] nonsense = (workspace + " is no protobuf").getBytes(StandardCharsets.UTF_8);
        byte[] inference = anInference().setWorkspace(workspace).build().toByteArray();

        // The same partition, one behind the other.
        append(Topics.INFERENCES, 0, nonsense);
        append(Topics.INFERENCES, 0, inference);

        awaitRows("inference", 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters()).contains(nonsense));
    }

    private void append(String topic, MessageLite event) {
        append(topic, null, event.toByteArray());
    }

    private void append(String topic, @Nullable Integer partition, byte[] value) {
        byte[] key = workspace.getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    private void awaitRows(String table, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(query("SELECT count() FROM " + table + " WHERE workspace = '%s'"))
                        .as("rows in %s", table)
                        .isEqualTo(Integer.toString(count)));
    }

    /** A rollup has a block a moment after the table. */
    private void awaitAnswer(String sql, String answer) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(query(sql)).isEqualTo(answer));
    }

    private List<byte[]> deadLetters() {
        var partition = new TopicPartition(Topics.deadLetters(Topics.INFERENCES), 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA"));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            // The newest, of a topic that other tests write to as well.
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(0, end - 50));
            return consumer.poll(Duration.ofSeconds(5)).records(partition).stream()
                    .map(letter -> letter.value())
                    .toList();
        }
    }

    private String query(String sql) {
        var url = TestEngines.address("SIGHTLINE_CLICKHOUSE_URL") + "/?database=" + TestEngines.DATABASE;
        var request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(sql.formatted(workspace)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body().strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("ClickHouse does not answer", e);
        }
    }
}
