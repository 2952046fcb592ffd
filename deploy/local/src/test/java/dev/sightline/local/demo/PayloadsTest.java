package dev.sightline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The bodies are those that the endpoints document. */
class PayloadsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    private static final List<Inference> DAY =
            new Traffic(new Story(NOW), 1, 1).between(NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofDays(2)));

    @Test
    void an_inference_carries_all_that_is_known_of_it() throws IOException {
        var inference = first(i ->
                i.stream().model().equals(Fleet.PARCELS) && !i.predictions().isEmpty());

        var json = nativeJson(inference);

        assertThat(json.get("inference_id").asText()).isEqualTo(inference.id());
        assertThat(json.get("model_id").asText()).isEqualTo("parcels/11");
        assertThat(json.get("model_type").asText()).isEqualTo("object-detection");
        assertThat(Instant.parse(json.get("timestamp").asText())).isEqualTo(inference.at());
        assertThat(json.get("time").asDouble()).isPositive();
        assertThat(json.at("/image/width").asInt()).isEqualTo(1280);
        assertThat(json.get("tags").get(0).asText()).isEqualTo("warehouse-leipzig");
        assertThat(json.get("metadata").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("camera", "line", "shift", "product");
        assertThat(json.get("predictions"))
                .hasSameSizeAs(inference.predictions())
                .allSatisfy(prediction -> {
                    assertThat(prediction.get("confidence").asDouble()).isBetween(0.4, 1.0);
                    assertThat(prediction.get("class_id").asInt()).isBetween(0, 2);
                    assertThat(prediction.has("x") && prediction.has("y")).isTrue();
                    assertThat(prediction.get("width").asDouble()).isPositive();
                    assertThat(prediction.get("detection_id").asText()).isNotEmpty();
                });
    }

    @Test
    void a_single_label_classification_names_its_top() throws IOException {
        var json = nativeJson(first(i -> i.top() != null));

        assertThat(json.get("top").asText())
                .isEqualTo(json.at("/predictions/0/class").asText());
        double sum = 0;
        for (JsonNode prediction : json.get("predictions")) {
            sum += prediction.get("confidence").asDouble();
        }
        assertThat(sum).isBetween(0.5, 1.01);
    }

    @Test
    void a_multi_label_classification_is_a_map() throws IOException {
        var json = nativeJson(first(i -> i.stream().model().equals(Fleet.PALLET_STATE)
                && !i.predictions().isEmpty()));

        assertThat(json.get("predictions").isObject()).isTrue();
        assertThat(json.get("predictions").elements().next().get("confidence").asDouble())
                .isBetween(0.5, 1.0);
    }

    @Test
    void a_segmentation_has_polygons_and_a_pose_has_keypoints() throws IOException {
        var rocks = nativeJson(first(i ->
                i.stream().model().equals(Fleet.ROCK_SIZE) && !i.predictions().isEmpty()));
        var pose = nativeJson(first(i ->
                i.stream().model().equals(Fleet.WORKER_POSE) && !i.predictions().isEmpty()));

        assertThat(rocks.at("/predictions/0/points")).hasSizeGreaterThan(8);
        assertThat(pose.at("/predictions/0/keypoints")).hasSize(17);
    }

    @Test
    void a_failure_has_an_error_and_no_predictions() throws IOException {
        var json = nativeJson(first(i -> i.failure() != null));

        assertThat(json.at("/error/status").asInt()).isBetween(400, 599);
        assertThat(json.at("/error/message").asText()).isNotEmpty();
        assertThat(json.has("predictions")).isFalse();
    }

    @Test
    void a_condensed_pingback_has_classes_confidences_and_time_alone() throws IOException {
        var found = first(i ->
                i.stream().device().equals(Fleet.LYON_GATE) && !i.predictions().isEmpty());
        var empty = first(i -> i.stream().device().equals(Fleet.LYON_GATE)
                && i.failure() == null
                && i.predictions().isEmpty());

        var json = json(Pingbacks.report(Fleet.LYON_GATE, List.of(found, empty), "key"));

        assertThat(json.get("device_id").asText()).isEqualTo("lyon-gate");
        assertThat(Math.round(json.at("/inference_results/0/request_time").asDouble() * 1000))
                .isEqualTo(found.at().toEpochMilli());
        assertThat(json.at("/inference_results/0/inference/request/model_id").asText())
                .isEqualTo(found.modelId());
        assertThat(json.at("/inference_results/0/inference/response/0/predictions/0")
                        .fieldNames())
                .toIterable()
                .containsExactly("class", "confidence");
        assertThat(json.at("/inference_results/1/inference/response")).isEmpty();
    }

    @Test
    void a_full_pingback_has_boxes() throws IOException {
        var found = first(i -> i.stream().device().equals(Fleet.QUARRY_GATE)
                && !i.predictions().isEmpty());

        var json = json(Pingbacks.report(Fleet.QUARRY_GATE, List.of(found), "key"));

        assertThat(json.at("/inference_results/0/inference/response/predictions/0/width")
                        .asDouble())
                .isPositive();
    }

    @Test
    void heartbeats_promise_their_interval() throws IOException {
        var json = json(Payloads.heartbeats(Fleet.DEVICES, NOW, 15));

        assertThat(json).hasSize(12).allSatisfy(beat -> {
            assertThat(beat.get("interval_seconds").asInt()).isEqualTo(15);
            assertThat(beat.get("device_id").asText()).isNotEmpty();
        });
    }

    private static Inference first(Predicate<Inference> wanted) {
        return DAY.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static JsonNode nativeJson(Inference inference) throws IOException {
        return json(Payloads.inferences(List.of(inference))).get(0);
    }

    private static JsonNode json(byte[] gzipped) throws IOException {
        return new ObjectMapper().readTree(new GZIPInputStream(new ByteArrayInputStream(gzipped)));
    }
}
