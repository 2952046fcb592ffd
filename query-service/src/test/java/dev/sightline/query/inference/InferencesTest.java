package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.sightline.query.SampleInference;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class InferencesTest {
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void every_part_of_an_inference_comes_back() {
        store(anInference(workspace, "2026-03-10T10:00:00.123456Z")
                .with("inference_id", "one")
                .with("response_index", 2)
                .with("model_type", "instance-segmentation")
                .with("device_id", "line-1")
                .with("server_id", "server-1")
                .with("tags", List.of("plant-a"))
                .with("confidence_threshold", 0.4)
                .with("inference_time", 0.031)
                .with("image_width", 1280)
                .with("image_height", 720)
                .with("metadata", Map.of("camera", "c1"))
                .with("predictions.x", List.of(320.5))
                .with("predictions.y", List.of(241))
                .with("predictions.width", List.of(80))
                .with("predictions.height", List.of(120))
                .with("predictions.class_id", List.of(7))
                .with("predictions.detection_id", List.of("d1"))
                .with(
                        "predictions.shape",
                        List.of("{\"points\":[{\"x\":1.5,\"y\":2.0}],\"keypoints\":[{\"class\":\"nose\","
                                + "\"class_id\":0,\"confidence\":0.5,\"x\":3.0,\"y\":4.0}]}"))
                .confidences(0.91));

        var inference = workspace.get("/api/v1/inferences/one", Map.of("response_index", 2));

        assertThat(inference.getString("occurred_at")).isEqualTo("2026-03-10T10:00:00.123456Z");
        assertThat(inference.getString("model_id")).isEqualTo("helmets/3");
        assertThat(inference.getMap("image")).isEqualTo(Map.of("width", 1280, "height", 720));
        assertThat(inference.getMap("metadata")).isEqualTo(Map.of("camera", "c1"));
        assertThat(inference.<Object>get("server_version")).isNull();
        assertThat(inference.<Object>get("error")).isNull();
        assertThat(inference.getBoolean("has_image")).isFalse();
        assertThat(inference.getDouble("average_confidence")).isEqualTo(0.91);
        assertThat(inference.getMap("predictions[0]"))
                .isEqualTo(Map.of(
                        "class",
                        "helmet",
                        "class_id",
                        7,
                        "confidence",
                        0.91,
                        "x",
                        320.5,
                        "y",
                        241.0,
                        "width",
                        80.0,
                        "height",
                        120.0,
                        "detection_id",
                        "d1",
                        "points",
                        List.of(Map.of("x", 1.5, "y", 2.0)),
                        "keypoints",
                        List.of(Map.of("class", "nose", "class_id", 0, "confidence", 0.5, "x", 3.0, "y", 4.0))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-10T10:00:00.123456Z", "2026-03-10T11:00:00.123456+01:00", "2026-03-09T10:00:00Z"})
    void an_inference_is_found_with_its_time_and_with_a_wrong_one(String occurredAt) {
        store(
                anInference(workspace, "2026-03-10T10:00:00.123456Z")
                        .with("inference_id", "one")
                        .confidences(0.91),
                anInference(workspace, "2026-03-10T10:00:00.123456Z").with("inference_id", "another"));

        var inference = workspace.get("/api/v1/inferences/one", Map.of("occurred_at", occurredAt));

        assertThat(inference.getString("occurred_at")).isEqualTo("2026-03-10T10:00:00.123456Z");
        assertThat(inference.getDouble("average_confidence")).isEqualTo(0.91);
    }

    @Test
    void a_time_that_is_none_is_named() {
        workspace
                .asProgram()
                .queryParam("occurred_at", "yesterday")
                .get("/api/v1/inferences/one")
                .then()
                .statusCode(422)
                .body("detail", containsString("occurred_at"));
    }

    @Test
    void what_a_task_does_not_have_is_left_out() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .with("inference_id", "one")
                .with("is_error", true)
                .with("error_message", "no such model")
                .confidences(0.5));

        var inference = workspace.get("/api/v1/inferences/one", Map.of());

        assertThat(inference.getMap("predictions[0]")).isEqualTo(Map.of("class", "helmet", "confidence", 0.5));
        assertThat(inference.<Object>get("image")).isNull();
        assertThat(inference.<Object>get("error.status")).isNull();
        assertThat(inference.getString("error.message")).isEqualTo("no such model");
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        List<SampleInference> stored = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Five to an instant, so that the order within it matters.
            var at = Instant.parse("2026-03-10T10:00:00Z").plusSeconds(i / 5);
            String id = "\\i\t%02d\n".formatted(i);
            stored.add(anInference(workspace, at).with("inference_id", id));
            expected.addFirst(id);
        }
        store(stored);

        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var page = page(workspace, cursor, Map.of("limit", 7));
            seen.addAll(page.getList("inferences.inference_id", String.class));
            cursor = page.getString("next_cursor");
            pages++;
        } while (cursor != null);

        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void filters_narrow_the_list() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .with("inference_id", "a")
                        .with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:00:01Z")
                        .with("inference_id", "b")
                        .with("device_id", "line-2"),
                anInference(workspace, "2026-03-10T10:00:02Z")
                        .with("inference_id", "c")
                        .of("cars", "1")
                        .with("device_id", "line-1"));

        var page = page(workspace, null, Map.of("model_id", "helmets/3", "device_id", "line-1"));

        assertThat(page.getList("inferences.inference_id")).isEqualTo(List.of("a"));
        assertThat(page.<Object>get("next_cursor")).isNull();
    }

    @Test
    void a_cursor_of_another_workspace_is_refused() {
        String cursor = aCursor();
        var other = TestWorkspace.create();

        var answer = other.asProgram().queryParam("cursor", cursor).get("/api/v1/inferences");

        answer.then().statusCode(422);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("cursor");
    }

    @Test
    void a_cursor_with_other_filters_or_another_window_is_refused() {
        String cursor = aCursor();

        for (var more : List.of(
                Map.of("model_id", "helmets/3"),
                Map.of("device_id", "line-1"),
                Map.of("until", "2026-03-10T12:00:00Z"),
                Map.of("from", "2026-03-10T09:00:00Z"))) {
            workspace
                    .asProgram()
                    .queryParam("cursor", cursor)
                    .queryParams(more)
                    .get("/api/v1/inferences")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void a_cursor_that_was_tampered_with_is_refused() {
        String cursor = aCursor();

        for (String wrong : List.of("x", "x.y", cursor.substring(1), cursor + "A", '.' + cursor)) {
            workspace
                    .asProgram()
                    .queryParam("cursor", wrong)
                    .get("/api/v1/inferences")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void a_cursor_carries_its_window() {
        String cursor = aCursor();

        var page = workspace.get("/api/v1/inferences", Map.of("cursor", cursor));

        assertThat(page.getMap("window")).isEqualTo(ONE_HOUR);
        assertThat(page.getList("inferences")).hasSize(2);
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", "mine"));
        var other = TestWorkspace.create();

        var list = other.get("/api/v1/inferences", ONE_HOUR);
        var one = other.asProgram().get("/api/v1/inferences/mine");

        assertThat(list.getList("inferences")).isEmpty();
        one.then().statusCode(404).contentType("application/problem+json");
    }

    private String aCursor() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z"),
                anInference(workspace, "2026-03-10T10:00:01Z"),
                anInference(workspace, "2026-03-10T10:00:02Z"));
        return page(workspace, null, Map.of("limit", 1)).getString("next_cursor");
    }

    private static JsonPath page(TestWorkspace workspace, @Nullable String cursor, Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.putAll(ONE_HOUR);
        if (cursor != null) {
            all.put("cursor", cursor);
        }
        return workspace.get("/api/v1/inferences", all);
    }
}
