package dev.sightline.query.models;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class ModelsTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void the_busiest_model_comes_first_with_its_share() {
        store(
                anInference(workspace, "2026-03-10T10:10:00Z").of("cars", "1"),
                anInference(workspace, "2026-03-10T10:20:00Z")
                        .of("helmets", "3")
                        .confidences(0.9, 0.5)
                        .with("inference_time", 0.2)
                        .with("model_type", "object-detection")
                        .with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:20:30Z")
                        .of("helmets", "3")
                        .with("device_id", "line-2")
                        .with("model_type", "object-detection")
                        .with("is_error", true),
                anInference(workspace, "2026-03-10T10:59:59.5Z")
                        .of("helmets", "3")
                        .with("device_id", "line-1")
                        .with("model_type", "object-detection"),
                anInference(workspace, "2026-03-10T09:30:00Z")
                        .of("helmets", "3")
                        .confidences(0.6));

        var list = workspace.get("/api/v1/models", ONE_HOUR);

        assertThat(list.getList("models.model_id")).isEqualTo(List.of("helmets/3", "cars/1"));
        assertThat(list.getMap("models[0].requests")).isEqualTo(Map.of("value", 3.0, "previous", 1.0, "change", 2.0));
        assertThat(list.getDouble("models[0].share.value")).isEqualTo(0.75);
        assertThat(list.getDouble("models[0].average_confidence.value")).isCloseTo(0.7, EXACTLY);
        assertThat(list.getDouble("models[0].average_inference_time.value")).isCloseTo(0.2, EXACTLY);
        assertThat(list.getDouble("models[0].errors.value")).isEqualTo(1);
        assertThat(list.getDouble("models[0].error_rate.value")).isCloseTo(1 / 3.0, EXACTLY);
        assertThat(list.getDouble("models[0].devices.value")).isEqualTo(2);
        assertThat(list.getString("models[0].model_type")).isEqualTo("object-detection");
        assertThat(list.getString("models[0].last_seen_at")).isEqualTo("2026-03-10T10:59:59.500Z");
        assertThat(list.<Object>get("models[1].model_type")).isNull();
    }

    @Test
    void the_series_has_a_step_for_each_part_of_the_window() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.4, 0.6),
                anInference(workspace, "2026-03-10T10:59:59Z"));

        var list = workspace.get("/api/v1/models", ONE_HOUR);

        assertThat(list.getList("models[0].requests_series", Integer.class))
                .hasSize(60)
                .startsWith(1, 0)
                .endsWith(0, 1);
        assertThat(list.getList("models[0].confidence_series")).hasSize(60).startsWith(0.5, null);
    }

    @Test
    void a_model_that_only_answered_before_is_listed_too() {
        store(anInference(workspace, "2026-03-10T09:30:00Z")
                .of("yolov8n-640", "")
                .confidences(0.6));

        var list = workspace.get("/api/v1/models", ONE_HOUR);

        assertThat(list.getList("models.model_id")).isEqualTo(List.of("yolov8n-640"));
        assertThat(list.<Object>get("models[0].version")).isNull();
        assertThat(list.getMap("models[0].requests")).isEqualTo(Map.of("value", 0.0, "previous", 1.0, "change", -1.0));
        assertThat(list.<Object>get("models[0].share.value")).isNull();
        assertThat(list.<Object>get("models[0].median_confidence.value")).isNull();
    }

    @Test
    void the_median_is_linear_within_a_bin() {
        // Half of 4 predictions is reached at the end of the bin [0.20, 0.25).
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.21, 0.22, 0.81, 0.99));

        var list = workspace.get("/api/v1/models", ONE_HOUR);

        assertThat(list.getDouble("models[0].median_confidence.value")).isCloseTo(0.25, EXACTLY);
    }

    @Test
    void all_versions_of_a_model_are_one_row_when_asked_by_project() {
        store(
                anInference(workspace, "2026-03-10T10:10:00Z")
                        .of("helmets", "3")
                        .confidences(0.9, 0.7)
                        .with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:20:00Z")
                        .of("helmets", "4")
                        .confidences(0.2)
                        .with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:30:00Z").of("cars", "1"),
                anInference(workspace, "2026-03-10T09:30:00Z")
                        .of("helmets", "2")
                        .with("device_id", "line-2"));

        var list = workspace.get("/api/v1/models", with("by", "project"));

        assertThat(list.getList("models.model_id")).isEqualTo(List.of("helmets", "cars"));
        assertThat(list.<Object>get("models[0].version")).isNull();
        assertThat(list.getList("models[0].versions")).isEqualTo(List.of("2", "3", "4"));
        assertThat(list.getMap("models[0].requests")).isEqualTo(Map.of("value", 2.0, "previous", 1.0, "change", 1.0));
        assertThat(list.getMap("models[0].devices")).isEqualTo(Map.of("value", 1.0, "previous", 1.0, "change", 0.0));
        assertThat(list.getDouble("models[0].average_confidence.value")).isCloseTo(0.6, EXACTLY);
        assertThat(list.getDouble("models[0].share.value")).isCloseTo(2 / 3.0, EXACTLY);
        assertThat(list.getDouble("models[0].share.previous")).isEqualTo(1);
        assertThat(list.getList("models[0].requests_series", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void one_model_is_listed_with_its_versions_alone_and_shares_of_its_own_requests() {
        store(
                anInference(workspace, "2026-03-10T10:10:00Z")
                        .of("helmets", "3")
                        .with("inference_time", 0.012),
                anInference(workspace, "2026-03-10T10:20:00Z").of("helmets", "4"),
                anInference(workspace, "2026-03-10T10:30:00Z").of("cars", "1"));

        var list = workspace.get("/api/v1/models", with("project", "helmets"));

        assertThat(list.getList("models.version")).isEqualTo(List.of("3", "4"));
        assertThat(list.getDouble("models[0].share.value")).isEqualTo(0.5);
        // In the bin from 10.0 to 15.8 ms: its middle.
        assertThat(list.getDouble("models[0].median_inference_time.value")).isCloseTo(0.0129, within(1e-4));
        assertThat(list.getList("models[0].inference_time_series").get(10)).isEqualTo(0.012);
    }

    @Test
    void a_row_is_a_version_or_a_project_and_nothing_else() {
        workspace
                .asProgram()
                .queryParam("by", "colour")
                .get("/api/v1/models")
                .then()
                .statusCode(422);
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("from", ONE_HOUR.get("from"), "until", ONE_HOUR.get("until"), name, value);
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.9));

        var list = TestWorkspace.create().get("/api/v1/models", ONE_HOUR);

        assertThat(list.getList("models")).isEmpty();
    }
}
