package dev.sightline.e2e.roboflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends what a server sends, and looks at the answer, at what is stored, and at the figures. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoboflowReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sightline sightline;
    private final InferenceServer server;
    private final String workspace;
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(60, ChronoUnit.HOURS);
    private final double at = hour.getEpochSecond() + 600.1441278;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    RoboflowReplayTest(Sightline sightline) {
        this.sightline = sightline;
        this.server = new InferenceServer(sightline, sightline.system().ingestKey());
        this.workspace =
                Sightline.json(server.asks("/").body()).get("workspace").asText();
    }

    @Test
    void the_workspace_of_a_key_is_told_in_the_form_that_servers_accept() {
        assertThat(workspace).matches("[A-Za-z0-9][A-Za-z0-9_-]*");
    }

    @Test
    void a_short_report_in_all_its_forms() {
        String model = "\"replay-" + run + "/3\"";
        var answer = server.reports(server.envelope(
                "replay-short",
                "SxVv9x-GPU-0",
                server.result(at, id("one"), model, """
                        [{"predictions": [{"class": "helmet", "confidence": 0.8125},
                         {"class": "head", "confidence": 0.4375}], "time": 0.03125}]"""),
                server.result(at + 0.0005, id("two"), model, """
                        [{"predictions": [{"class": "helmet", "confidence": 0.75}], "time": 0.0625},
                         {"predictions": [], "time": 0.0625}]"""),
                server.result(at + 0.001, id("nothing"), model, "[]")));

        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(() -> {
            assertThat(inference("one").at("/predictions/0/confidence").asDouble())
                    .isEqualTo(0.8125);
            assertThat(inference("one").get("inference_time").asDouble()).isEqualTo(0.03125);
            assertThat(inference("one").get("confidence_threshold").asDouble()).isEqualTo(0.4);
            assertThat(sightline
                            .get("/inferences/" + id("two") + "?response_index=1")
                            .get("predictions"))
                    .isEmpty();
            assertThat(inference("nothing").get("inference_time").isNull())
                    .as("what was not measured is not 0")
                    .isTrue();
        });
        // Four answers: 0.8125, 0.4375 and 0.75 on three predictions; times of three.
        JsonNode figures = modelNamed("replay-" + run + "/3");
        assertThat(figures.at("/requests/value").asInt()).isEqualTo(4);
        assertThat(figures.at("/average_confidence/value").asDouble()).isEqualTo(2.0 / 3);
        assertThat(figures.at("/average_inference_time/value").asDouble()).isEqualTo(0.15625 / 3);
    }

    @Test
    void a_full_report_in_all_its_forms() {
        String model = "\"full-" + run + "/1\"";
        var answer = server.reports(server.envelope(
                "replay-full",
                "full-" + run,
                server.result(at, id("full"), model, """
                        {"visualization": null, "inference_id": "%s", "frame_id": null, "time": 0.04,
                         "predictions": [{"x": 320.5, "y": 241.0, "width": 80.0, "height": 120.0, "confidence": 0.91,
                          "class": "helmet", "class_confidence": null, "class_id": 1, "tracker_id": null,
                          "detection_id": "d2fdf39e", "parent_id": null}]}""".formatted(id("full"))),
                server.result(at, id("labels"), model, """
                        {"time": 0.01, "predictions": {"cat": {"confidence": 0.7, "class_id": 0},
                         "dog": {"confidence": 0.55, "class_id": 1}}, "predicted_classes": ["cat", "dog"]}"""),
                server.result(at, id("single"), model, """
                        [{"time": 0.01, "predictions": [{"class": "defect", "class_id": 0, "confidence": 0.81},
                         {"class": "ok", "class_id": 1, "confidence": 0.19}], "top": "defect", "confidence": 0.81}]"""),
                server.result(at, id("polygon"), model, """
                        {"time": 0.05, "predictions": [{"x": 10.0, "y": 10.0, "width": 5.0, "height": 5.0,
                         "confidence": 0.66, "class": "crack", "class_id": 2, "detection_id": "p",
                         "points": [{"x": 8.0, "y": 8.0}, {"x": 12.0, "y": 8.0}, {"x": 12.0, "y": 12.0}],
                         "mask_format": "polygon"}]}"""),
                server.result(at, id("keypoints"), model, """
                        {"time": 0.02, "predictions": [{"x": 10.0, "y": 10.0, "width": 5.0, "height": 5.0,
                         "confidence": 0.9, "class": "person", "class_id": 0, "detection_id": "k", "keypoints":
                         [{"x": 9.0, "y": 8.0, "confidence": 0.95, "class_id": 0, "class": "nose"}]}]}""")));

        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(() -> {
            assertThat(inference("full").at("/predictions/0/y").asDouble()).isEqualTo(241.0);
            assertThat(inference("full").at("/predictions/0/detection_id").asText())
                    .isEqualTo("d2fdf39e");
            assertThat(inference("labels").get("predictions")).hasSize(2);
            assertThat(inference("single").get("top").asText()).isEqualTo("defect");
            assertThat(inference("single").get("prediction_count").asInt()).isEqualTo(1);
            assertThat(inference("polygon").at("/predictions/0/points")).hasSize(3);
            assertThat(inference("keypoints")
                            .at("/predictions/0/keypoints/0/class")
                            .asText())
                    .isEqualTo("nose");
        });
    }

    @Test
    void odd_values_that_servers_do_send_cost_only_themselves() {
        var answer = server.reports(server.envelope(
                        "replay-odd",
                        "odd-" + run,
                        server.result(at, id("best"), "\"odd/1\"", "[]")
                                .replace("\"confidence\": 0.4", "\"confidence\": \"best\""),
                        server.result(at, id("null-model"), "null", "[]"),
                        server.result(
                                at,
                                id("nan"),
                                "\"odd/1\"",
                                "[{\"predictions\": [{\"class\": \"a\", \"confidence\": NaN}]}]"),
                        server.result(at, id("after"), "\"ws/odd/1\"", "[]"))
                .replace("[\"plant-b\", \"line-9\"]", "[\"\"]"));

        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(() -> {
            assertThat(inference("best").get("confidence_threshold").isNull()).isTrue();
            assertThat(inference("after").get("model_id").asText()).endsWith("odd/1");
        });
    }

    @Test
    void a_report_that_comes_twice_counts_once() {
        String model = "twice-" + run + "/1";
        String report = server.envelope(
                "replay-twice",
                "t",
                server.result(at, id("twice"), '"' + model + '"', "[{\"predictions\": [], \"time\": 1}]"));

        assertThat(List.of(
                        server.reports(report).statusCode(),
                        server.reports(report).statusCode()))
                .containsOnly(200);
        server.reports(server.envelope(
                "replay-twice",
                "t",
                server.result(at, id("later"), '"' + model + '"', "[{\"predictions\": [], \"time\": 1}]")));

        eventually(() -> assertThat(inference("later").get("model_id").asText()).isEqualTo(model));
        eventually(() ->
                assertThat(modelNamed(model).at("/requests/value").asInt()).isEqualTo(2));
    }

    @Test
    void a_server_with_nothing_to_report_shows_as_a_device() {
        server.reports(server.envelope("replay-idle-" + run, "idle"));

        eventually(() -> assertThat(
                        device("replay-idle-" + run).get("last_heartbeat_at").isNull())
                .isFalse());
    }

    @Test
    void a_server_too_old_to_send_inferences_is_told_so_on_its_device_and_nowhere_else() {
        var answer = server.reports(
                server.envelope("replay-old-" + run, "old", "{\"model_id\": \"old/1\", \"requests\": 12}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(() -> assertThat(
                        device("replay-old-" + run).get("is_server_too_old").asBoolean())
                .isTrue());
    }

    @Test
    void a_server_behind_the_gateway_reports_here_with_every_call() {
        var behind = server.throughGateway();

        assertThat(Sightline.json(behind.asks("/").body()).get("workspace").asText())
                .isEqualTo(workspace);
        assertThat(List.of(
                        behind.reports(behind.envelope(
                                "replay-gateway", "g", behind.result(at, id("gateway"), "\"gateway/1\"", "[]"))),
                        behind.posts('/' + workspace + "/inference-stats/metadata", """
                                {"data": [{"inference_ids": ["%s"], "field_name": "door", "field_value": "north"}]}""".formatted(id("gateway"))),
                        behind.uploads("hats", picture(), null, "inference_id=" + id("gateway")),
                        behind.counts("[]"),
                        behind.asksForPlan()))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);

        eventually(() -> {
            assertThat(inference("gateway").at("/metadata/door").asText()).isEqualTo("north");
            assertThat(inference("gateway").get("has_image").asBoolean()).isTrue();
        });
    }

    @Test
    void a_key_that_does_not_exist_is_refused_and_no_path_redirects() {
        var stranger = new InferenceServer(sightline, "rf_nobodys0key0at0all");

        for (var answer : List.of(
                stranger.reports(stranger.envelope("d", "s")),
                stranger.asks("/"),
                stranger.posts('/' + workspace + "/inference-stats/metadata", "{\"data\": []}"),
                stranger.counts("[]"),
                stranger.uploads("hats", picture(), null, "inference_id=x"))) {
            assertThat(answer.statusCode()).as(answer.uri().getPath()).isEqualTo(401);
        }
    }

    @Test
    void metadata_waits_for_its_inference() {
        var answer = server.posts('/' + workspace + "/inference-stats/metadata", """
                {"data": [{"inference_ids": ["%s"], "field_name": "Camera_location", "field_value": "hall 4"},
                 {"inference_ids": ["%s"], "field_name": "camera_location", "field_value": "canada"}]}""".formatted(id("meta"), id("meta")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sightline.json(answer.body()).get("status").asText()).isEqualTo("ok");

        server.reports(server.envelope("replay-meta", "m", server.result(at, id("meta"), "\"meta/1\"", "[]")));

        eventually(() -> {
            assertThat(inference("meta").at("/metadata/Camera_location").asText())
                    .isEqualTo("hall 4");
            assertThat(inference("meta").at("/metadata/camera_location").asText())
                    .isEqualTo("canada");
        });
    }

    @Test
    void metadata_with_the_key_in_the_body_and_metadata_that_is_none() {
        var answer = sightline.send(HttpRequest.newBuilder(
                        URI.create(sightline.system().ingestUrl() + '/' + workspace + "/inference-stats/metadata"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"api_key": "%s", "data": [{"inference_ids": ["x"], "field_name": "a", "field_value": "b"}]}""".formatted(server.key()))));

        assertThat(answer.statusCode()).isEqualTo(200);
        var refused = server.posts('/' + workspace + "/inference-stats/metadata", "{\"data\": \"none\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Sightline.json(refused.body()).get("error").asText()).isEqualTo("Invalid request");
    }

    @Test
    void an_image_and_its_boxes_wait_for_their_inference() throws IOException {
        byte[] picture = picture();
        var upload = server.uploads(
                "hats",
                picture,
                "{\"camera_id\": \"cam_07\"}",
                "batch=prod_2026_11_22",
                "inference_id=" + id("seen"),
                "tag=low-conf",
                "tag=plant-a");
        assertThat(upload.statusCode()).isEqualTo(200);
        JsonNode uploaded = Sightline.json(upload.body());
        assertThat(uploaded.get("success").asBoolean()).isTrue();
        var annotated = server.annotates("hats", uploaded.get("id").asText(), "4aa59352.json", """
                {"image": {"width": 800, "height": 450}, "predictions": [{"width": 20.0, "height": 30.0, "x": 210.0,
                 "y": 220.0, "confidence": 0.8125, "class_id": 1, "class": "helmet", "detection_id": "d1",
                 "parent_id": "image"}]}""");
        assertThat(annotated.statusCode()).isEqualTo(200);
        assertThat(Sightline.json(annotated.body()).get("success").asBoolean()).isTrue();

        server.reports(server.envelope("replay-seen", "s", server.result(at, id("seen"), "\"seen/1\"", """
                [{"predictions": [{"class": "helmet", "confidence": 0.8125}], "time": 0.03}]""")));

        eventually(() -> {
            JsonNode seen = inference("seen");
            assertThat(seen.get("has_image").asBoolean()).isTrue();
            assertThat(seen.at("/predictions/0/x").asDouble()).isEqualTo(210.0);
            assertThat(seen.at("/image/width").asInt()).isEqualTo(800);
            assertThat(seen.at("/metadata/camera_id").asText()).isEqualTo("cam_07");
        });
        assertThat(image("seen", "")).isEqualTo(picture);
        assertThat(ImageIO.read(new ByteArrayInputStream(image("seen", "?size=thumbnail")))
                        .getWidth())
                .isEqualTo(320);
    }

    @Test
    void the_label_of_an_image_is_taken_too() {
        var upload = server.uploads("quality", picture(), null, "inference_id=" + id("label"));

        var annotated = server.annotates(
                "quality", Sightline.json(upload.body()).get("id").asText(), "a.txt", "defect, scratch");

        assertThat(annotated.statusCode()).isEqualTo(200);
    }

    @Test
    void samples_of_a_video_workflow_are_in_no_total() {
        var answer = server.posts('/' + workspace + "/inference-stats", """
                {"timestamp": "2026-11-22T13:27:42.695605", "source": "workflow",
                 "source_info": "ModelMonitoringInferenceAggregatorBlockV1", "inference_results": [
                 {"model_id": "sampled-%s/7", "class_name": "defect", "confidence": 0.81, "inference_id": "%s",
                  "model_type": "classification"}], "device_id": null, "inference_server_version": "1.5.0",
                 "platform": "Linux", "hostname": "vm", "processor": ""}""".formatted(run, id("sample")));

        assertThat(answer.statusCode()).isEqualTo(200);
        server.reports(server.envelope("replay-s", "s", server.result(at, id("beside"), "\"beside/1\"", "[]")));
        eventually(
                () -> assertThat(inference("beside").get("model_id").asText()).isEqualTo("beside/1"));
        assertThat(sightline.get("/models?" + window()).toString()).doesNotContain("sampled-" + run);
    }

    @Test
    void usage_is_answered_with_exactly_200_and_a_plan() {
        long start = Instant.now().getEpochSecond() * 1_000_000_000L;
        var answer = server.counts("""
                [{"timestamp_start": %1$d, "timestamp_stop": %1$d, "exec_session_id": "%2$s_a", "hostname": "5bce9",
                  "ip_address_hash": "12ca1", "processed_frames": 3, "fps": 0, "source_duration": 0, "category": "model",
                  "resource_id": "hard-hat/3", "resource_details":
                  "{\\"task_type\\": \\"object-detection\\", \\"billable\\": true, \\"device_id\\": \\"replay-usage\\"}",
                  "hosted": false, "is_gpu_available": false, "python_version": "3.11.7", "inference_version": "1.5.0",
                  "enterprise": 0, "execution_duration": 0.0931, "megapixel_buckets": {}, "api_key": "%3$s"}]""".formatted(start, run, server.key()));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode plan = Sightline.json(server.asksForPlan().body());
        assertThat(plan.get("over_quota").isBoolean()).isTrue();
        assertThat(plan.get("is_pro").isBoolean()).isTrue();
    }

    private String id(String name) {
        return name + '-' + run;
    }

    private JsonNode inference(String name) {
        return sightline.get("/inferences/" + id(name));
    }

    private String window() {
        return Sightline.window(hour, hour.plus(1, ChronoUnit.HOURS));
    }

    private JsonNode modelNamed(String model) {
        for (JsonNode one : sightline.get("/models?" + window()).get("models")) {
            if (one.get("model_id").asText().equals(model)) {
                return one;
            }
        }
        throw new AssertionError("no model " + model);
    }

    private JsonNode device(String name) {
        for (JsonNode one : sightline.get("/devices").get("devices")) {
            if (one.get("device_id").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no device " + name);
    }

    /** As a program sees it that may read. */
    private byte[] image(String name, String query) {
        var key = Sightline.json(sightline
                .send(HttpRequest.newBuilder(URI.create(sightline.system().dashboardUrl() + "/api/v1/api-keys"))
                        .header("Content-Type", "application/json")
                        .header("X-Sightline", "1")
                        .POST(BodyPublishers.ofString("{\"name\": \"replay\", \"scopes\": [\"read\"]}")))
                .body());
        var request = HttpRequest.newBuilder(URI.create(
                        sightline.system().dashboardUrl() + "/api/v1/inferences/" + id(name) + "/image" + query))
                .header("Authorization", "Bearer " + key.get("key").asText())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static byte[] picture() {
        var picture = new BufferedImage(800, 450, BufferedImage.TYPE_INT_RGB);
        var canvas = picture.createGraphics();
        canvas.setColor(Color.ORANGE);
        canvas.fillOval(200, 200, 20, 30);
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
