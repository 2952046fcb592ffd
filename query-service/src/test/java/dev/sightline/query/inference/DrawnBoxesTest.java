package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class DrawnBoxesTest {
    private static final String AT = "2026-03-10T10:00:00Z";

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void boxes_that_came_apart_are_found_in_their_predictions() {
        store(anInference(workspace, AT)
                .with("inference_id", "one")
                .predictions(List.of("helmet", "head", "helmet"), 0.9123, 0.45, 0.6));
        draw("one", AT, List.of("head", "helmet"), List.of(0.45, 0.91230001), List.of(10.0, 20.0));

        var inference = one("one");

        assertThat(inference.getList("predictions.class", String.class)).containsExactly("helmet", "head", "helmet");
        assertThat(inference.getList("predictions.confidence", Double.class)).containsExactly(0.9123, 0.45, 0.6);
        assertThat(inference.getList("predictions.x", Double.class)).containsExactly(20.0, 10.0, null);
        assertThat(inference.getInt("image.width")).isEqualTo(640);
        assertThat(inference.getInt("prediction_count")).isEqualTo(3);
    }

    @Test
    void of_two_images_of_one_request_each_gets_its_own() {
        store(
                anInference(workspace, AT)
                        .with("inference_id", "two")
                        .with("response_index", 1)
                        .predictions(List.of("head"), 0.4),
                anInference(workspace, AT).with("inference_id", "two").predictions(List.of("helmet"), 0.9));
        draw("two", AT, List.of("helmet"), List.of(0.9), List.of(1.0));
        draw("two", "2026-03-10T10:00:01Z", List.of("head"), List.of(0.4), List.of(2.0));

        assertThat(one("two").getList("predictions.x", Double.class)).containsExactly(1.0);
        assertThat(one("two?response_index=1").getList("predictions.x", Double.class))
                .containsExactly(2.0);
    }

    @Test
    void an_inference_that_has_boxes_keeps_them() {
        store(anInference(workspace, AT)
                .with("inference_id", "own")
                .with("predictions.x", List.of(5.0))
                .predictions(List.of("helmet"), 0.9));
        draw("own", AT, List.of("helmet"), List.of(0.9), List.of(77.0));

        assertThat(one("own").getList("predictions.x", Double.class)).containsExactly(5.0);
    }

    @Test
    void boxes_of_an_inference_without_predictions_are_shown_and_not_counted() {
        store(anInference(workspace, AT).with("inference_id", "none"));
        draw("none", AT, List.of("plate"), List.of(0.5), List.of(3.0));

        var inference = one("none");

        assertThat(inference.getList("predictions.class")).isEqualTo(List.of("plate"));
        assertThat(inference.getInt("prediction_count")).isZero();
    }

    @Test
    void boxes_that_fit_nothing_or_belong_to_others_change_nothing() {
        store(anInference(workspace, AT).with("inference_id", "other").predictions(List.of("helmet"), 0.9));
        draw("other", AT, List.of("helmet"), List.of(0.5), List.of(3.0));
        var stranger = TestWorkspace.create();
        store(anInference(stranger, AT).with("inference_id", "other").predictions(List.of("helmet"), 0.5));

        assertThat(one("other").getList("predictions.x", Double.class)).containsOnlyNulls();
        assertThat(stranger.get("/api/v1/inferences/other", Map.of()).getList("predictions.x", Double.class))
                .containsOnlyNulls();
    }

    private JsonPath one(String path) {
        return workspace.get("/api/v1/inferences/" + path, Map.of());
    }

    private void draw(String inferenceId, String at, List<String> classes, List<Double> confidences, List<Double> xs) {
        var texts = classes.stream().map(_ -> "").toList();
        insert(
                "inference_annotation",
                List.of(Map.ofEntries(
                        Map.entry("workspace", workspace.slug()),
                        Map.entry("inference_id", inferenceId),
                        Map.entry("received_at", at),
                        Map.entry("image_width", 640),
                        Map.entry("image_height", 480),
                        Map.entry("predictions.class", classes),
                        Map.entry(
                                "predictions.class_id",
                                classes.stream().map(_ -> 1).toList()),
                        Map.entry("predictions.confidence", confidences),
                        Map.entry("predictions.x", xs),
                        Map.entry("predictions.y", xs),
                        Map.entry("predictions.width", xs),
                        Map.entry("predictions.height", xs),
                        Map.entry("predictions.detection_id", texts),
                        Map.entry("predictions.tracker_id", texts),
                        Map.entry("predictions.shape", texts))));
    }
}
