package dev.sightline.query.breakdown;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class MetadataBreakdownTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void each_value_has_figures_of_its_own_and_so_have_inferences_without_the_field() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .confidences(0.9, 0.7)
                        .with("inference_time", 0.02)
                        .with("metadata", Map.of("camera_location", "gate")),
                anInference(workspace, "2026-03-10T10:01:00Z")
                        .with("is_error", true)
                        .with("inference_time", 0.04)
                        .with("metadata", Map.of("camera_location", "gate")),
                anInference(workspace, "2026-03-10T10:02:00Z")
                        .confidences(0.3)
                        .with("metadata", Map.of("camera_location", "yard")),
                anInference(workspace, "2026-03-10T10:03:00Z").confidences(0.5),
                anInference(workspace, "2026-03-10T11:00:00Z")
                        .confidences(0.1)
                        .with("metadata", Map.of("camera_location", "gate")));

        var breakdown = by("camera_location", Map.of());

        assertThat(breakdown.getList("values.value")).isEqualTo(Arrays.asList("gate", null, "yard"));
        assertThat(breakdown.getDouble("values[0].requests")).isEqualTo(2);
        assertThat(breakdown.getDouble("values[0].share")).isEqualTo(0.5);
        assertThat(breakdown.getDouble("values[0].error_rate")).isEqualTo(0.5);
        assertThat(breakdown.getDouble("values[0].average_confidence")).isCloseTo(0.8, EXACTLY);
        assertThat(breakdown.getDouble("values[0].confidence_p10")).isCloseTo(0.72, EXACTLY);
        assertThat(breakdown.getDouble("values[0].average_inference_time")).isCloseTo(0.03, EXACTLY);
        assertThat(breakdown.<Object>get("values[2].average_inference_time")).isNull();
        assertThat(breakdown.getDouble("inferences")).isEqualTo(4);
        assertThat(breakdown.getBoolean("is_whole")).isTrue();
    }

    @Test
    void what_was_attached_later_counts_before_what_came_along() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .with("inference_id", "one")
                .confidences(0.9)
                .with("metadata", Map.of("shift", "early")));
        insert(
                "inference_metadata",
                List.of(Map.of(
                        "workspace",
                        workspace.slug(),
                        "inference_id",
                        "one",
                        "metadata",
                        Map.of("shift", "2"),
                        "metadata_types",
                        Map.of("shift", "number"),
                        "received_at",
                        "2026-03-10T12:00:00Z",
                        "logged_at",
                        "2026-03-10T12:00:00Z")));

        var breakdown = by("shift", Map.of());

        assertThat(breakdown.getList("values.value", Integer.class)).isEqualTo(List.of(2));
    }

    @Test
    void values_of_one_model_leave_all_others_out() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("helmets", "3")
                        .with("metadata", Map.of("shift", "early")),
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("cars", "3")
                        .with("metadata", Map.of("shift", "late")));

        assertThat(by("shift", Map.of("project", "helmets")).getList("values.value"))
                .isEqualTo(List.of("early"));
        assertThat(by("shift", Map.of("project", "helmets", "version", "2")).getList("values"))
                .isEmpty();
    }

    @Test
    void a_field_must_be_named() {
        workspace.asProgram().get("/api/v1/metadata/breakdown").then().statusCode(422);
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("metadata", Map.of("shift", "early")));

        var parameters = new HashMap<>(ONE_HOUR);
        parameters.put("field", "shift");
        var breakdown = TestWorkspace.create().get("/api/v1/metadata/breakdown", parameters);

        assertThat(breakdown.getList("values")).isEmpty();
    }

    private JsonPath by(String field, Map<String, String> scope) {
        var parameters = new HashMap<>(ONE_HOUR);
        parameters.put("field", field);
        parameters.putAll(scope);
        return workspace.get("/api/v1/metadata/breakdown", parameters);
    }
}
