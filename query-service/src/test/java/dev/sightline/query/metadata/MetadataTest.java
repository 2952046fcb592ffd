package dev.sightline.query.metadata;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.SampleInference;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class MetadataTest {
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();
    private int offset;

    @Test
    void values_are_shown_with_their_types_and_digits() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .with("inference_id", "one")
                .with("metadata", Map.of("n", "1.10", "b", "true", "t", "1.10", "odd", "NaN"))
                .with("metadata_types", Map.of("n", "number", "b", "boolean", "odd", "number")));

        String json = workspace.asProgram().get("/api/v1/inferences/one").asString();

        assertThat(json).contains("\"metadata\":{\"b\":true,\"n\":1.10,\"odd\":\"NaN\",\"t\":\"1.10\"}");
    }

    @Test
    void the_last_value_of_a_field_counts_and_that_of_the_inference_is_the_oldest() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .with("inference_id", "one")
                .with("metadata", Map.of("line", "A1", "shift", "early")));
        attach("one", "2026-03-10T10:05:00Z", Map.of("line", "A3"), Map.of());
        attach(
                "one",
                "2026-03-10T10:04:00Z",
                Map.of("line", "A2", "Line", "other", "count", "7"),
                Map.of("count", "number"));

        var inference = workspace.get("/api/v1/inferences/one", Map.of());

        assertThat(inference.getMap("metadata"))
                .as("by the broker's time, not in the order of arrival")
                .isEqualTo(Map.of("line", "A3", "Line", "other", "shift", "early", "count", 7));
        assertThat(workspace.get("/api/v1/inferences", ONE_HOUR).getMap("inferences[0].metadata"))
                .as("in the list")
                .isEqualTo(inference.getMap("metadata"));
    }

    @Test
    void of_two_values_of_one_instant_the_later_record_counts() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", "one"));
        attach("one", "2026-03-10T10:05:00Z", Map.of("line", "first"), Map.of());
        attach("one", "2026-03-10T10:05:00Z", Map.of("line", "second"), Map.of());

        assertThat(workspace.get("/api/v1/inferences/one", Map.of()).getString("metadata.line"))
                .isEqualTo("second");
    }

    @Test
    void metadata_that_came_before_its_inference_is_there_when_it_comes() {
        attach("one", "2026-03-10T09:50:00Z", Map.of("line", "A1"), Map.of());
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", "one"));

        assertThat(workspace.get("/api/v1/inferences/one", Map.of()).getString("metadata.line"))
                .isEqualTo("A1");
    }

    @Test
    void device_and_time_mean_the_nearest_inference_within_the_tolerance() {
        store(
                onDevice("far", "2026-03-10T10:00:59.100Z"),
                onDevice("near", "2026-03-10T10:01:00.200Z"),
                onDevice("other-model", "2026-03-10T10:01:00Z").of("cars", "1"),
                anInference(workspace, "2026-03-10T10:01:00Z")
                        .with("inference_id", "other-device")
                        .with("device_id", "line-2"));
        attachByTime("2026-03-10T10:01:00Z", 0.5, "helmets", Map.of("inspector", "Kim"));
        attachByTime("2026-03-10T10:01:05Z", 0.5, "", Map.of("inspector", "nobody"));
        attachByTime("2026-03-10T10:01:00.010Z", 0.5, "", Map.of("any", "model"));

        assertThat(metadataOf("near")).isEqualTo(Map.of("inspector", "Kim"));
        assertThat(metadataOf("far")).isEqualTo(Map.of());
        assertThat(metadataOf("other-device")).isEqualTo(Map.of());
        assertThat(metadataOf("other-model")).isEqualTo(Map.of("any", "model"));
    }

    @Test
    void ids_may_hold_anything() {
        String odd = "a'b\"c\\d\te\nf,]é\uD83D\uDE00";
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", odd));
        attach(odd, "2026-03-10T10:01:00Z", Map.of("line", "A1"), Map.of());

        assertThat(workspace.get("/api/v1/inferences", ONE_HOUR).getMap("inferences[0].metadata"))
                .isEqualTo(Map.of("line", "A1"));
    }

    @Test
    void a_filter_finds_what_counts_and_nothing_that_was_overwritten() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .with("inference_id", "came-with-it")
                        .with("metadata", Map.of("line", "A1")),
                anInference(workspace, "2026-03-10T10:01:00Z")
                        .with("inference_id", "overwritten")
                        .with("metadata", Map.of("line", "A1")),
                anInference(workspace, "2026-03-10T10:02:00Z").with("inference_id", "attached"),
                anInference(workspace, "2026-03-10T10:03:00Z").with("inference_id", "without"),
                onDevice("by-time", "2026-03-10T10:04:00Z"));
        attach("overwritten", "2026-03-10T10:05:00Z", Map.of("line", "A2"), Map.of());
        attach("attached", "2026-03-10T10:05:00Z", Map.of("line", "A0"), Map.of());
        attach("attached", "2026-03-10T10:06:00Z", Map.of("line", "A1", "shift", "late"), Map.of());
        attachByTime("2026-03-10T10:04:00Z", 0, "", Map.of("line", "A1"));

        assertThat(idsWith(Map.of("metadata.line", "A1"))).isEqualTo(List.of("by-time", "attached", "came-with-it"));
        assertThat(idsWith(Map.of("metadata.line", "A1", "metadata.shift", "late")))
                .isEqualTo(List.of("attached"));
        assertThat(idsWith(Map.of("metadata.line", "a1"))).isEqualTo(List.of());
        assertThat(idsWith(Map.of("metadata.Line", "A1"))).isEqualTo(List.of());
    }

    @Test
    void a_cursor_belongs_to_its_filter() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").with("metadata", Map.of("line", "A1")),
                anInference(workspace, "2026-03-10T10:01:00Z").with("metadata", Map.of("line", "A1")));
        String cursor = workspace
                .get("/api/v1/inferences", with(ONE_HOUR, Map.of("metadata.line", "A1", "limit", "1")))
                .getString("next_cursor");

        workspace
                .asProgram()
                .queryParams(Map.of("metadata.line", "A2", "cursor", cursor))
                .get("/api/v1/inferences")
                .then()
                .statusCode(422);
        workspace
                .asProgram()
                .queryParams(Map.of("metadata.line", "A1", "cursor", cursor))
                .get("/api/v1/inferences")
                .then()
                .statusCode(200);
    }

    @Test
    void the_fields_of_a_window_are_listed_with_types_and_values() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .with("inference_id", "one")
                        .with("metadata", Map.of("line", "A1")),
                anInference(workspace, "2026-03-10T10:01:00Z")
                        .with("inference_id", "two")
                        .with("metadata", Map.of("line", "A1")),
                anInference(workspace, "2026-03-10T10:02:00Z")
                        .with("inference_id", "three")
                        .with("metadata", Map.of("line", "A3")),
                anInference(workspace, "2026-03-10T12:00:00Z").with("metadata", Map.of("later", "x")));
        attach(
                "three",
                "2026-03-10T13:00:00Z",
                Map.of("line", "5", "late", "true"),
                Map.of("line", "number", "late", "boolean"));

        var fields = workspace.get("/api/v1/metadata/fields", ONE_HOUR);

        assertThat(fields.getInt("inferences")).isEqualTo(3);
        assertThat(fields.getList("fields.name")).isEqualTo(List.of("line", "late"));
        assertThat(fields.getList("fields[0].types")).isEqualTo(List.of("number", "text"));
        assertThat(fields.getInt("fields[0].inferences")).isEqualTo(3);
        assertThat(fields.getList("fields[0].values"))
                .isEqualTo(List.of(Map.of("value", "A1", "inferences", 2), Map.of("value", 5, "inferences", 1)));
        assertThat(fields.getList("fields[1].values")).isEqualTo(List.of(Map.of("value", true, "inferences", 1)));
    }

    @Test
    void another_workspace_sees_and_changes_nothing_of_it() {
        var other = TestWorkspace.create();
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", "one"),
                anInference(other, "2026-03-10T10:00:00Z").with("inference_id", "one"));
        attach("one", "2026-03-10T10:01:00Z", Map.of("line", "A1"), Map.of());

        assertThat(other.get("/api/v1/inferences/one", Map.of()).getMap("metadata"))
                .isEmpty();
        assertThat(other.get("/api/v1/metadata/fields", ONE_HOUR).getList("fields"))
                .isEmpty();
    }

    private SampleInference onDevice(String id, String at) {
        return anInference(workspace, at).with("inference_id", id).with("device_id", "line-1");
    }

    private void attach(String inferenceId, String loggedAt, Map<String, String> metadata, Map<String, String> types) {
        var row = row(loggedAt, metadata);
        row.put("inference_id", inferenceId);
        row.put("metadata_types", types);
        insert("inference_metadata", List.of(row));
    }

    private void attachByTime(String at, double tolerance, String project, Map<String, String> metadata) {
        var row = row("2026-03-10T10:10:00Z", metadata);
        row.put("device_id", "line-1");
        row.put("occurred_at", at);
        row.put("tolerance", tolerance);
        row.put("project", project);
        row.put("version", project.isEmpty() ? "" : "3");
        insert("inference_metadata", List.of(row));
    }

    private Map<String, Object> row(String loggedAt, Map<String, String> metadata) {
        return new HashMap<>(Map.of(
                "workspace", workspace.slug(),
                "metadata", metadata,
                "received_at", loggedAt,
                "logged_at", loggedAt,
                "kafka_offset", offset++));
    }

    private Map<String, Object> metadataOf(String id) {
        return workspace.get("/api/v1/inferences/" + id, Map.of()).getMap("metadata");
    }

    private List<String> idsWith(Map<String, String> filter) {
        return workspace.get("/api/v1/inferences", with(ONE_HOUR, filter)).getList("inferences.inference_id");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
