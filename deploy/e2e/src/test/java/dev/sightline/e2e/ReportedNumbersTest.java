package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a server reports is what the dashboard shows: each kind of prediction response and each form of the pingback, read
 * back through the API and on the page, against figures computed by hand here.
 *
 * <p>Every test has an hour of the past to itself, since they share a workspace.
 */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportedNumbersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Offset<Double> EXACTLY = within(1e-12);

    private final Sightline sightline;
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.HOURS);

    ReportedNumbersTest(Sightline sightline) {
        this.sightline = sightline;
    }

    @Test
    void every_kind_of_prediction_response_counts_as_it_should() {
        var from = hour(40);
        var until = from.plus(1, ChronoUnit.HOURS);
        // The window before: 2 requests, confidences 0.5 and 1.0, times 0.1 and 0.3.
        sightline.reportAccepted("""
                [{"model_id": "hard-hat/3", "timestamp": "%1$s", "time": 0.1,
                  "predictions": [{"class": "helmet", "confidence": 0.5, "x": 1, "y": 1, "width": 2, "height": 2}]},
                 {"model_id": "hard-hat/3", "timestamp": "%1$s", "time": 0.3,
                  "predictions": [{"class": "helmet", "confidence": 1.0, "x": 1, "y": 1, "width": 2, "height": 2}]}]
                """.formatted(from.minus(30, ChronoUnit.MINUTES)));
        var at = from.plus(10, ChronoUnit.MINUTES);

        var answer = sightline.reportAccepted(everyKind(at));

        // Requests: 8. Predictions: detection 0.9 and 0.5, single label 0.8 (top only), multi-label 0.7 and 0.55,
        // segmentation 0.66, keypoints 0.9; none: semantic, empty, error. Σ = 5.01 over 7.
        // Times: 0.031 + 0.008 + 0.009 + 0.05 + 0.02 + 0.012 = 0.13 over 6.
        assertThat(answer.get("accepted").asInt()).isEqualTo(8);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(figure(from, until, "requests").asInt()).isEqualTo(8));
        var overview = sightline.overview(from, until);
        assertFigure(overview, "requests", 8, 2, 3);
        assertFigure(overview, "average_confidence", 5.01 / 7, 0.75, (5.01 / 7 - 0.75) / 0.75);
        assertFigure(overview, "average_inference_time", 0.13 / 6, 0.2, (0.13 / 6 - 0.2) / 0.2);
        assertThat(overview.at("/error_rate/value").asDouble()).isEqualTo(1.0 / 8, EXACTLY);
    }

    @Test
    void every_form_of_the_pingback_counts_as_it_should() {
        var from = hour(44);
        var until = from.plus(1, ChronoUnit.HOURS);
        double at = from.plus(10, ChronoUnit.MINUTES).getEpochSecond() + 0.25;

        var response = sightline.pingback(everyForm(at));

        // Condensed: 0.9123 and 0.4511 in 0.0312 s; a request with two images: twice 0.8 in 0.02 s; empty: nothing, no
        // time; full: one object 0.7 in 0.04 s; multi-label 0.6 and 0.3 in 0.01 s. Six inferences, seven predictions.
        assertThat(response.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(figure(from, until, "requests").asInt()).isEqualTo(6));
        var overview = sightline.overview(from, until);
        double confidences = 0.9123 + 0.4511 + 0.8 + 0.8 + 0.7 + 0.6 + 0.3;
        assertThat(overview.at("/average_confidence/value").asDouble()).isEqualTo(confidences / 7, EXACTLY);
        assertThat(overview.at("/average_inference_time/value").asDouble())
                .isEqualTo((0.0312 + 0.02 + 0.02 + 0.04 + 0.01) / 5, EXACTLY);
        assertThat(overview.at("/requests/change").isNull())
                .as("new: nothing before")
                .isTrue();
    }

    @Test
    void an_empty_pingback_is_a_sign_of_life() {
        String device = "jetson-alive";

        var response = sightline.pingback("""
                {"api_key": "%s", "timestamp": "1795353874", "device_id": "%s", "inference_server_id": "s1",
                 "inference_server_version": "1.5.0", "tags": [""], "inference_results": []}
                """.formatted(sightline.system().ingestKey(), device));

        assertThat(response.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deviceNamed("/devices", device)
                                .get("last_heartbeat_at")
                                .asText())
                        .isNotEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deviceNamed("/devices/states", device)
                                .get("state")
                                .asText())
                        .isIn("NEW", "ONLINE"));
    }

    @Test
    void what_was_reported_of_one_inference_can_be_read_back() {
        var at = hour(50).plus(5, ChronoUnit.MINUTES);
        var answer = sightline.reportAccepted("""
                {"model_id": "cracks/1", "timestamp": "%s", "time": 0.05, "image": {"width": 640, "height": 480},
                 "device_id": "crane-1", "metadata": {"camera": "c1", "shift": 2},
                 "predictions": [{"x": 10.0, "y": 10.0, "width": 5.0, "height": 5.0, "confidence": 0.66,
                    "class": "crack", "class_id": 2, "detection_id": "d-1",
                    "points": [{"x": 8.0, "y": 8.0}, {"x": 12.0, "y": 8.0}, {"x": 12.0, "y": 12.0}]}]}
                """.formatted(at));
        String id = answer.at("/inference_ids/0").asText();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> sightline.get("/inferences/" + id) != null);

        var inference = sightline.get("/inferences/" + id);
        assertThat(inference.get("model_id").asText()).isEqualTo("cracks/1");
        assertThat(inference.at("/metadata/shift").asText()).isEqualTo("2");
        assertThat(inference.at("/image/width").asInt()).isEqualTo(640);
        assertThat(inference.at("/predictions/0/points/2/y").asDouble()).isEqualTo(12.0);
        assertThat(inference.at("/predictions/0/class_id").asInt()).isEqualTo(2);
    }

    @Test
    void the_page_shows_the_numbers_of_the_api() {
        var from = hour(60);
        var until = from.plus(1, ChronoUnit.HOURS);
        sightline.reportAccepted(everyKind(from.plus(20, ChronoUnit.MINUTES)));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(figure(from, until, "requests").asInt()).isEqualTo(8));

        try (var browser = new Browser(sightline)) {
            var overview = browser.signIn().openOverview(from, until);

            assertThat(overview.figure("Total requests")).isEqualTo(8.0);
            assertThat(overview.figure("Average confidence")).isEqualTo(5.01 / 7, EXACTLY);
            assertThat(overview.figure("Average inference time")).isEqualTo(0.13 / 6, EXACTLY);
            assertThat(overview.change("Total requests"))
                    .as("nothing in the hour before")
                    .isEqualTo("new");
            assertThat(browser.errors()).as("errors in the browser's console").isEmpty();
        }
    }

    /** Longer ago than anything that others report: the figures are those of the whole workspace. */
    private Instant hour(int number) {
        return today.minus(400 + number, ChronoUnit.HOURS);
    }

    private JsonNode figure(Instant from, Instant until, String name) {
        return sightline.overview(from, until).at("/" + name + "/value");
    }

    private JsonNode deviceNamed(String path, String device) {
        for (JsonNode candidate : sightline.get(path).get("devices")) {
            if (candidate.get("device_id").asText().equals(device)) {
                return candidate;
            }
        }
        throw new AssertionError("no device " + device + " in " + path);
    }

    private static void assertFigure(JsonNode overview, String name, double value, double previous, double change) {
        var figure = overview.get(name);
        assertThat(figure.get("value").asDouble()).as("%s", name).isEqualTo(value, EXACTLY);
        assertThat(figure.get("previous").asDouble()).as("previous %s", name).isEqualTo(previous, EXACTLY);
        assertThat(figure.get("change").asDouble()).as("change of %s", name).isEqualTo(change, EXACTLY);
    }

    /** One inference of each kind that inference servers answer with. */
    private static String everyKind(Instant at) {
        return """
                [{"model_id": "hard-hat/3", "timestamp": "%1$s", "time": 0.031, "image": {"width": 1280, "height": 720},
                  "predictions": [
                    {"x": 320.5, "y": 241.0, "width": 80.0, "height": 120.0, "confidence": 0.9, "class": "helmet",
                     "class_id": 1, "detection_id": "aef62624-0001"},
                    {"x": 20.5, "y": 41.0, "width": 8.0, "height": 12.0, "confidence": 0.5, "class": "head"}]},
                 {"model_id": "defects/1", "timestamp": "%1$s", "time": 0.008,
                  "predictions": [{"class": "defect", "class_id": 0, "confidence": 0.8},
                                  {"class": "ok", "class_id": 1, "confidence": 0.2}],
                  "top": "defect", "confidence": 0.8},
                 {"model_id": "pets/2", "timestamp": "%1$s", "time": 0.009,
                  "predictions": {"cat": {"confidence": 0.7, "class_id": 0}, "dog": {"confidence": 0.55, "class_id": 1}},
                  "predicted_classes": ["cat", "dog"]},
                 {"model_id": "cracks/1", "timestamp": "%1$s", "time": 0.05,
                  "predictions": [{"x": 10.0, "y": 10.0, "width": 5.0, "height": 5.0, "confidence": 0.66,
                    "class": "crack", "class_id": 2,
                    "points": [{"x": 8.0, "y": 8.0}, {"x": 12.0, "y": 8.0}, {"x": 12.0, "y": 12.0}]}]},
                 {"model_id": "poses/4", "timestamp": "%1$s", "time": 0.02,
                  "predictions": [{"x": 10.0, "y": 10.0, "width": 5.0, "height": 5.0, "confidence": 0.9,
                    "class": "person", "class_id": 0,
                    "keypoints": [{"x": 9.0, "y": 8.0, "confidence": 0.95, "class_id": 0, "class": "nose"}]}]},
                 {"model_id": "ground/1", "timestamp": "%1$s",
                  "predictions": {"segmentation_mask": "aGk=", "class_map": {"0": "background"},
                                  "confidence_mask": "aGk=", "present_class_ids": [0]}},
                 {"model_id": "hard-hat/3", "timestamp": "%1$s", "time": 0.012, "predictions": []},
                 {"model_id": "hard-hat/3", "timestamp": "%1$s",
                  "error": {"status": 500, "type": "RuntimeError", "message": "out of memory"}}]
                """.formatted(at);
    }

    /** A pingback with the condensed form, a request of two images, an empty answer, and the full form as object. */
    private String everyForm(double at) {
        String server =
                "\"inference_server_id\": \"s-%s\", \"inference_server_version\": \"1.5.0\"".formatted((long) at);
        String request =
                "{\"api_key\": \"%s\", \"source\": \"external\", \"model_id\": \"hard-hat/3\", \"confidence\": 0.4}"
                        .formatted(sightline.system().ingestKey());
        return """
                {"api_key": "%1$s", "timestamp": "1795353874", "device_id": "jetson-line-3", %3$s,
                 "tags": ["plant-a", "line-3"], "platform": "Linux", "hostname": "vm",
                 "inference_results": [
                  {"request_time": %2$s, "inference": {"inference_id": "p1-%2$s", %3$s, "request": %4$s,
                    "response": [{"predictions": [{"class": "helmet", "confidence": 0.9123},
                                                  {"class": "head", "confidence": 0.4511}], "time": 0.0312}]}},
                  {"request_time": %2$s, "inference": {"inference_id": "p2-%2$s", %3$s, "request": %4$s,
                    "response": [{"predictions": [{"class": "helmet", "confidence": 0.8}], "time": 0.02},
                                 {"predictions": [{"class": "helmet", "confidence": 0.8}], "time": 0.02}]}},
                  {"request_time": %2$s, "inference": {"inference_id": "p3-%2$s", %3$s, "request": %4$s,
                    "response": []}},
                  {"request_time": %2$s, "inference": {"inference_id": "p4-%2$s", %3$s, "request": %4$s,
                    "response": {"visualization": null, "inference_id": "p4-%2$s", "frame_id": null, "time": 0.04,
                      "predictions": [{"x": 320.5, "y": 241.0, "width": 80.0, "height": 120.0, "confidence": 0.7,
                        "class": "helmet", "class_confidence": null, "class_id": 1, "tracker_id": null}]}}},
                  {"request_time": %2$s, "inference": {"inference_id": "p5-%2$s", %3$s, "request": %4$s,
                    "response": [{"time": 0.01, "predictions": {"cat": {"confidence": 0.6, "class_id": 0},
                      "dog": {"confidence": 0.3, "class_id": 1}}, "predicted_classes": ["cat", "dog"]}]}}]}
                """.formatted(sightline.system().ingestKey(), Double.toString(at), server, request);
    }
}
