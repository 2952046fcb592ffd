package dev.sightline.query.compatible;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class InferenceStatsTest {
    private static final String PATH = "/api/v1/inference-stats";
    private static final Map<String, String> ONE_HOUR =
            Map.of("startTime", "2026-03-10 10:00:00", "endTime", "2026-03-10 11:00:00");
    private static final Offset<Double> EXACTLY = within(1e-12);

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void averages_are_taken_over_detections_and_an_empty_answer_is_one_of_zero() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("cards", "1")
                        .with("inference_time", 0.1)
                        .with("server_version", "0.15.3")
                        .with("device_id", "line-1")
                        .predictions(List.of("card", "card", "joker"), 0.9, 0.8, 0.4),
                anInference(workspace, "2026-03-10T10:00:01Z")
                        .of("cards", "2")
                        .with("inference_time", 0.4)
                        .with("server_version", "0.16.0")
                        .predictions(List.of("card"), 0.7),
                anInference(workspace, "2026-03-10T10:00:02Z").of("cards", "2"),
                anInference(workspace, "2026-03-10T09:30:00Z")
                        .of("cards", "1")
                        .with("inference_time", 0.2)
                        .predictions(List.of("card"), 0.5));

        var stats = workspace.get(PATH, ONE_HOUR);

        assertThat(stats.getInt("num_inferences")).isEqualTo(3);
        assertThat(stats.getInt("prev_num_inferences")).isEqualTo(1);
        assertThat(stats.getInt("num_errors")).isZero();
        assertThat(stats.getDouble("avg_confidence")).isCloseTo((0.9 + 0.8 + 0.4 + 0.7 + 0) / 5, EXACTLY);
        assertThat(stats.getDouble("avg_response_time")).isCloseTo((0.1 * 3 + 0.4 + 0) / 5, EXACTLY);
        assertThat(stats.getDouble("prev_avg_confidence")).isEqualTo(0.5);
        assertThat(stats.getList("inference_stats.predicted_class")).isEqualTo(List.of("", "card", "joker"));
        var card = stats.getMap("inference_stats[1]");
        assertThat(card)
                .containsEntry("model_name", "cards")
                .containsEntry("num_inferences", 2)
                .containsEntry("prev_num_inferences", 1)
                .containsEntry("class_count", 3)
                .containsEntry("median_confidence", 0.8)
                .containsEntry("deployment_types", "self-hosted")
                .containsEntry("inference_server_versions", "0.15.3,0.16.0")
                .containsEntry("model_num_inferences", 3)
                .containsEntry("prev_model_num_inferences", 1)
                .containsEntry("num_errors", null)
                .containsEntry("prev_num_errors", null);
        assertThat(stats.getDouble("inference_stats[1].avg_response_time")).isCloseTo(0.2, EXACTLY);
        assertThat(stats.getMap("inference_stats[0]"))
                .as("what was found to be empty")
                .containsEntry("num_inferences", 1)
                .containsEntry("avg_confidence", 0.0)
                .containsEntry("avg_response_time", 0.0)
                .containsEntry("class_count", 1)
                .containsEntry("prev_num_inferences", null)
                .containsEntry("prev_model_num_inferences", null);
    }

    @Test
    void a_class_of_the_window_before_alone_has_null_for_this_one() {
        store(anInference(workspace, "2026-03-10T09:59:59.999999Z").confidences(0.5));

        var row = workspace.get(PATH, ONE_HOUR).getMap("inference_stats[0]");

        assertThat(row)
                .containsEntry("num_inferences", null)
                .containsEntry("avg_confidence", null)
                .containsEntry("class_count", null)
                .containsEntry("model_num_inferences", null)
                .containsEntry("prev_num_inferences", 1)
                .containsEntry("prev_avg_confidence", 0.5);
    }

    @Test
    void an_error_counts_as_a_request_and_an_error_and_as_no_class() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("is_error", true));

        var stats = workspace.get(PATH, ONE_HOUR);

        assertThat(stats.getInt("num_errors")).isEqualTo(1);
        assertThat(stats.getInt("num_inferences")).isEqualTo(1);
        assertThat(stats.getList("inference_stats")).isEmpty();
        assertThat(stats.<Object>get("avg_confidence")).isNull();
    }

    @Test
    void models_are_left_out_by_name() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").of("cars", "1"),
                anInference(workspace, "2026-03-10T10:00:00Z").of("trucks", "1"),
                anInference(workspace, "2026-03-10T10:00:00Z").of("boats", "1"));

        var stats = workspace.get(
                PATH,
                Map.of(
                        "startTime",
                        "2026-03-10 10:00:00",
                        "endTime",
                        "2026-03-10 11:00:00",
                        "modelNames",
                        "cars, trucks"));

        assertThat(stats.getInt("num_inferences")).isEqualTo(2);
        assertThat(stats.getList("inference_stats.model_name")).isEqualTo(List.of("cars", "trucks"));
    }

    @Test
    void without_times_it_is_the_last_day() {
        store(anInference(workspace, Instant.now().minusSeconds(60)));

        assertThat(workspace.get(PATH, Map.of("startTime", "", "endTime", "")).getInt("num_inferences"))
                .isEqualTo(1);
    }

    @Test
    void what_is_no_time_is_an_invalid_request() {
        for (String time : List.of("yesterday", "2026-03-10", "2999-01-01 00:00:00", "2026-03-10 25:00:00")) {
            workspace
                    .asProgram()
                    .queryParam("startTime", time)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("Invalid request"));
        }
    }

    @Test
    void a_key_reads_its_own_workspace_alone() {
        workspace
                .asProgram()
                .queryParam("workspace", "another")
                .get(PATH)
                .then()
                .statusCode(403);
        workspace
                .asProgram()
                .queryParam("workspace", workspace.slug())
                .get(PATH)
                .then()
                .statusCode(200);
    }
}
