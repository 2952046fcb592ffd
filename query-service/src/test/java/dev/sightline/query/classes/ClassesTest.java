package dev.sightline.query.classes;

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
class ClassesTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final String FROM = "2026-03-10T10:00:00Z";
    private static final String UNTIL = "2026-03-10T11:00:00Z";

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void the_most_frequent_class_comes_first_with_share_and_change() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .predictions(List.of("helmet", "helmet", "head"), 0.9, 0.7, 0.5),
                anInference(workspace, "2026-03-10T10:59:59Z").predictions(List.of("helmet"), 0.8),
                anInference(workspace, "2026-03-10T09:30:00Z").predictions(List.of("head", "head"), 0.4, 0.6));

        var list = workspace.get("/api/v1/classes", Map.of("from", FROM, "until", UNTIL));

        assertThat(list.getList("classes.class")).isEqualTo(List.of("helmet", "head"));
        assertThat(list.getMap("predictions")).isEqualTo(Map.of("value", 4.0, "previous", 2.0, "change", 1.0));
        assertThat(list.getInt("class_count")).isEqualTo(2);
        assertThat(list.getDouble("classes[0].predictions.value")).isEqualTo(3);
        assertThat(list.<Object>get("classes[0].predictions.change")).isNull();
        assertThat(list.getDouble("classes[0].share.value")).isEqualTo(0.75);
        assertThat(list.getDouble("classes[0].requests.value")).isEqualTo(2);
        assertThat(list.getDouble("classes[0].average_confidence.value")).isCloseTo(0.8, EXACTLY);
        assertThat(list.getMap("classes[1].share")).isEqualTo(Map.of("value", 0.25, "previous", 1.0, "change", -0.75));
        assertThat(list.getDouble("classes[1].average_confidence.previous")).isCloseTo(0.5, EXACTLY);
    }

    @Test
    void the_series_has_a_step_for_each_part_of_the_window() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").predictions(List.of("helmet", "helmet"), 0.9, 0.7),
                anInference(workspace, "2026-03-10T10:59:59Z").predictions(List.of("helmet"), 0.5));

        var list = workspace.get("/api/v1/classes", Map.of("from", FROM, "until", UNTIL));

        assertThat(list.getList("steps")).hasSize(60).startsWith(FROM);
        assertThat(list.getList("classes[0].predictions_series", Integer.class))
                .hasSize(60)
                .startsWith(2, 0)
                .endsWith(0, 1);
        assertThat(list.getList("classes[0].confidence_series"))
                .hasSize(60)
                .startsWith(0.8, null)
                .endsWith(null, 0.5);
    }

    @Test
    void only_the_chosen_class_of_a_classification_counts() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .predictions(List.of("ok", "scratch"), 0.7, 0.3)
                .with("top", "ok"));

        var list = workspace.get("/api/v1/classes", Map.of("from", FROM, "until", UNTIL));

        assertThat(list.getList("classes.class")).isEqualTo(List.of("ok"));
    }

    @Test
    void classes_of_one_version_leave_all_others_out() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("helmets", "3")
                        .predictions(List.of("helmet"), 0.9),
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("helmets", "4")
                        .predictions(List.of("hat"), 0.9),
                anInference(workspace, "2026-03-10T10:00:00Z").of("cars", "3").predictions(List.of("car"), 0.9));

        var ofModel = workspace.get("/api/v1/classes", Map.of("from", FROM, "until", UNTIL, "project", "helmets"));
        var ofVersion = workspace.get(
                "/api/v1/classes", Map.of("from", FROM, "until", UNTIL, "project", "helmets", "version", "4"));

        assertThat(ofModel.getList("classes.class")).isEqualTo(List.of("hat", "helmet"));
        assertThat(ofVersion.getList("classes.class")).isEqualTo(List.of("hat"));
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").predictions(List.of("helmet"), 0.9));

        var list = TestWorkspace.create().get("/api/v1/classes", Map.of("from", FROM, "until", UNTIL));

        assertThat(list.getList("classes")).isEmpty();
        assertThat(list.getDouble("predictions.value")).isZero();
    }
}
