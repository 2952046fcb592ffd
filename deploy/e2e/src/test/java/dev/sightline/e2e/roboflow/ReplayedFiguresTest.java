package dev.sightline.e2e.roboflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What servers send, looked at where it is read: in the figures of their own API, and in what they count by themselves. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayedFiguresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter DOCUMENTED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Sightline sightline;
    private final InferenceServer server;
    private final String readKey;
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(70, ChronoUnit.HOURS);
    private final double at = hour.getEpochSecond() + 600.25;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    ReplayedFiguresTest(Sightline sightline) {
        this.sightline = sightline;
        this.server = new InferenceServer(sightline, sightline.system().ingestKey());
        this.readKey = sightline
                .create("/api-keys", "{\"name\": \"replayed figures\", \"scopes\": [\"read\"]}")
                .get("key")
                .asText();
    }

    @Test
    void figures_are_read_where_they_are_reported_in_the_documented_shape_and_weighting() {
        String model = "\"weights-" + run + "/1\"";
        assertThat(server.reports(server.envelope(
                                "weights",
                                "w",
                                server.result(at, "w1-" + run, model, """
                                        [{"predictions": [{"class": "helmet", "confidence": 0.9},
                                         {"class": "helmet", "confidence": 0.7}], "time": 0.2}]"""),
                                server.result(at + 1, "w2-" + run, model, """
                                        [{"predictions": [{"class": "helmet", "confidence": 0.8},
                                         {"class": "head", "confidence": 0.4}], "time": 0.1}]"""),
                                server.result(at + 2, "w3-" + run, model, "[]")))
                        .statusCode())
                .isEqualTo(200);

        eventually(() -> assertThat(stats().get("num_inferences").asInt()).isEqualTo(3));

        JsonNode stats = stats();
        assertThat(stats.get("prev_num_inferences").asInt()).isZero();
        // Over five detections, the empty answer being one of them with zeros.
        assertThat(stats.get("avg_confidence").asDouble()).isCloseTo(0.56, within(1e-9));
        assertThat(stats.get("avg_response_time").asDouble()).isCloseTo(0.12, within(1e-9));
        assertThat(row(stats, "helmet").get("num_inferences").asInt()).isEqualTo(2);
        assertThat(row(stats, "helmet").get("class_count").asInt()).isEqualTo(3);
        assertThat(row(stats, "helmet").get("median_confidence").asDouble()).isCloseTo(0.8, within(1e-9));
        assertThat(row(stats, "helmet").get("prev_num_inferences").isNull()).isTrue();
        assertThat(row(stats, "helmet").get("inference_server_versions").asText())
                .isEqualTo("1.5.0");
        assertThat(row(stats, "").get("class_count").asInt()).isEqualTo(1);
        assertThat(row(stats, "").get("avg_response_time").asDouble()).isZero();
        assertThat(row(stats, "head").get("model_num_inferences").asInt()).isEqualTo(3);
    }

    @Test
    void what_a_server_counts_by_itself_stands_beside_what_it_reported() {
        String device = "counts-" + run;
        server.reports(server.envelope(device, "c", server.result(at, "c1-" + run, "\"counted-" + run + "/1\"", "[]")));
        String details = "\\\"billable\\\": true, \\\"device_id\\\": \\\"" + device + "\\\"";

        var answer = server.counts("[" + usage("model", 3, 0, "{" + details + "}") + ","
                + usage("workflows", 300, 29.97, "{\\\"source_info\\\": \\\"camera\\\", " + details + "}") + ","
                + usage(
                        "request",
                        1,
                        0,
                        "{\\\"error\\\": \\\"RuntimeError: CUDA out of memory\\\", \\\"error_type\\\": \\\"RuntimeError\\\","
                                + " \\\"error_status_code\\\": 500, " + details + "}")
                + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(() -> {
            JsonNode usage = sightline.get(
                    "/devices/" + device + "/usage?" + Sightline.window(hour, hour.plus(1, ChronoUnit.HOURS)));
            assertThat(usage.at("/counts/server").asInt()).isEqualTo(3);
            assertThat(usage.at("/counts/told").asInt()).isEqualTo(1);
            assertThat(usage.at("/counts/missing").asInt()).as("the gap").isEqualTo(2);
            assertThat(usage.at("/errors/0/status").asInt()).isEqualTo(500);
            assertThat(usage.at("/errors/0/type").asText()).isEqualTo("RuntimeError");
            assertThat(usage.at("/streams/0/fps").asDouble()).isEqualTo(29.97);
        });
    }

    @Test
    void an_id_may_have_any_characters() {
        String id = "ä #1/2?&%20\\\"x\\\" " + run;
        String plain = id.replace("\\\"", "\"");
        server.reports(server.envelope("odd-ids", "o", server.result(at, id, "\"odd-ids/1\"", "[]")));
        server.posts('/' + sightline.system().workspace() + "/inference-stats/metadata", """
                {"data": [{"inference_ids": ["%s"], "field_name": "µ \\u00fc", "field_value": "ß"}]}""".formatted(id));
        String path = Sightline.encode(plain).replace("+", "%20");
        assertThat(sightline
                        .send(sightline
                                .toIngest("/v1/inferences/" + path + "/image")
                                .PUT(BodyPublishers.ofByteArray(Picture.jpeg())))
                        .statusCode())
                .isEqualTo(202);

        eventually(() -> {
            JsonNode inference = sightline.get("/inferences/" + path);
            assertThat(inference.get("inference_id").asText()).isEqualTo(plain);
            assertThat(inference.get("metadata").get("µ ü").asText()).isEqualTo("ß");
            assertThat(inference.get("has_image").asBoolean()).isTrue();
        });
    }

    private JsonNode stats() {
        String asked = sightline.system().ingestUrl() + '/' + sightline.system().workspace()
                + "/inference-stats?startTime=" + documented(hour) + "&endTime="
                + documented(hour.plus(1, ChronoUnit.HOURS)) + "&modelNames=nothing,weights-" + run + "&api_key="
                + readKey;
        var answer = sightline.send(HttpRequest.newBuilder(URI.create(asked)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Sightline.json(answer.body());
    }

    private static JsonNode row(JsonNode stats, String predictedClass) {
        for (JsonNode row : stats.get("inference_stats")) {
            if (row.get("predicted_class").asText().equals(predictedClass)) {
                return row;
            }
        }
        throw new AssertionError("no row of \"" + predictedClass + "\" in " + stats);
    }

    private String usage(String category, int frames, double fps, String details) {
        long start = (hour.getEpochSecond() + 900) * 1_000_000_000L;
        return """
                {"timestamp_start": %d, "timestamp_stop": %d, "exec_session_id": "%s_%s", "hostname": "5bce9",
                 "ip_address_hash": "12ca1", "processed_frames": %d, "fps": %s, "source_duration": 0, "category": "%s",
                 "resource_id": "counted-%s/1", "resource_details": "%s", "hosted": false, "is_gpu_available": false,
                 "python_version": "3.11.7", "inference_version": "1.5.0", "enterprise": 0, "execution_duration": 0.09,
                 "megapixel_buckets": {}, "api_key": "%s"}""".formatted(
                start, start + 10_000_000_000L, run, category, frames, fps, category, run, details, server.key());
    }

    private static String documented(Instant time) {
        return Sightline.encode(DOCUMENTED.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }
}
