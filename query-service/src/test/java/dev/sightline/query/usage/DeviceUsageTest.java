package dev.sightline.query.usage;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.ApiKey;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class DeviceUsageTest {
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();
    private int rows;

    @Test
    void a_gap_between_what_servers_did_and_what_they_reported_shows() {
        beat("line-1", "2026-03-10T10:30:00Z");
        told(3801);
        count("2026-03-10T10:10:00Z", Map.of("frames", 3806));

        var usage = usage();

        assertThat(usage.getMap("counts")).isEqualTo(Map.of("server", 3806, "told", 3801, "pending", 0, "missing", 5));
        assertThat(usage.getMap("models[0]"))
                .isEqualTo(Map.of(
                        "model_id",
                        "helmets/3",
                        "counts",
                        Map.of("server", 3806, "told", 3801, "pending", 0, "missing", 5)));
        assertThat(workspace.get("/api/v1/devices", ONE_HOUR).getMap("devices[0].server_counts"))
                .isEqualTo(Map.of("inferences", 3806, "errors", 0, "streams", 0));
    }

    @Test
    void what_was_done_since_the_last_report_is_not_missing_yet() {
        beat("line-1", "2026-03-10T10:10:00Z");
        told(2);
        count("2026-03-10T10:09:50Z", Map.of("frames", 2));
        count("2026-03-10T10:10:01Z", Map.of("frames", 7));

        assertThat(usage().getMap("counts")).isEqualTo(Map.of("server", 9, "told", 2, "pending", 7, "missing", 0));
    }

    @Test
    void a_count_that_was_sent_again_counts_once_and_as_it_grew() {
        count("2026-03-10T10:10:00Z", Map.of("usage_id", "same", "frames", 3));
        count("2026-03-10T10:10:00Z", Map.of("usage_id", "same", "frames", 5, "stopped_at", "2026-03-10T10:10:20Z"));

        assertThat(usage().getInt("counts.server")).isEqualTo(5);
    }

    @Test
    void servers_that_say_nothing_leave_no_gap() {
        told(2);

        var usage = usage();

        assertThat(usage.<Object>get("counts.server")).isNull();
        assertThat(usage.<Object>get("counts.missing")).isNull();
        assertThat(usage.getInt("counts.told")).isEqualTo(2);
        assertThat(workspace.get("/api/v1/devices", ONE_HOUR).<Object>get("devices[0].server_counts"))
                .isNull();
    }

    @Test
    void failures_are_told_by_kind_and_found_by_their_session() {
        count("2026-03-10T10:10:00Z", Map.of("frames", 3));
        var failure = Map.<String, Object>of(
                "device_id", "",
                "category", "request",
                "frames", 1,
                "is_error", true,
                "error_type", "RuntimeError",
                "error_status", 500,
                "error_message", "CUDA out of memory");
        count("2026-03-10T10:10:00Z", failure);
        count("2026-03-10T10:20:00Z", failure);
        count("2026-03-10T10:20:00Z", Map.of("session_id", "another", "device_id", "", "is_error", true));

        var usage = usage();

        assertThat(usage.getList("errors"))
                .isEqualTo(List.of(Map.of(
                        "resource_id", "helmets/3",
                        "category", "request",
                        "type", "RuntimeError",
                        "status", 500,
                        "message", "CUDA out of memory",
                        "count", 2,
                        "last_at", "2026-03-10T10:20:10Z")));
        assertThat(usage.getInt("counts.server"))
                .as("failures are no inferences")
                .isEqualTo(3);
        assertThat(workspace.get("/api/v1/devices", ONE_HOUR).getInt("devices[0].server_counts.errors"))
                .isEqualTo(2);
    }

    @Test
    void a_session_that_names_no_device_is_found_by_its_host() {
        beat("line-1", "2026-03-10T09:00:00Z");
        count("2026-03-10T10:10:00Z", Map.of("device_id", "", "session_id", "s9", "hostname_hash", hashOfVm()));

        assertThat(usage().getInt("counts.server")).isEqualTo(1);
    }

    @Test
    void a_video_stream_shows_its_speed() {
        var stream = Map.<String, Object>of(
                "session_id", "video", "fps", 30, "source_duration", 10, "frames", 150, "category", "model");
        count("2026-03-10T10:10:00Z", stream);
        count("2026-03-10T10:10:10Z", stream);
        var workflow = new HashMap<>(stream);
        workflow.putAll(Map.of("category", "workflows", "resource_id", "wf-1"));
        count("2026-03-10T10:10:10Z", workflow);

        var usage = usage();

        assertThat(usage.getList("streams")).hasSize(1);
        assertThat(usage.getMap("streams[0]"))
                .containsEntry("stream_id", "video")
                .containsEntry("resources", List.of("helmets/3", "wf-1"))
                .containsEntry("fps", 30.0)
                .containsEntry("processed_fps", 15.0)
                .containsEntry("frames", 300)
                .containsEntry("source_duration", 20.0)
                .containsEntry("errors", 0)
                .containsEntry("started_at", "2026-03-10T10:10:00Z")
                .containsEntry("last_at", "2026-03-10T10:10:20Z");
    }

    @Test
    void samples_are_shown_and_are_in_no_total() {
        insert(
                "inference_sample",
                List.of(Map.of(
                        "workspace", workspace.slug(),
                        "received_at", "2026-03-10T10:10:00Z",
                        "device_id", "line-1",
                        "project", "helmets",
                        "version", "3",
                        "class", "helmet",
                        "confidence", 0.9)));

        var usage = usage();

        assertThat(usage.getMap("samples[0]"))
                .containsEntry("model_id", "helmets/3")
                .containsEntry("class", "helmet")
                .containsEntry("samples", 1)
                .containsEntry("average_confidence", 0.9);
        assertThat(usage.getInt("counts.told")).isZero();
        assertThat(workspace.get("/api/v1/overview", ONE_HOUR).getDouble("requests.value"))
                .isZero();
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        count("2026-03-10T10:10:00Z", Map.of());

        var usage = TestWorkspace.create().get("/api/v1/devices/line-1/usage", ONE_HOUR);

        assertThat(usage.<Object>get("counts.server")).isNull();
    }

    private JsonPath usage() {
        return workspace.get("/api/v1/devices/line-1/usage", ONE_HOUR);
    }

    private void told(int count) {
        List<SampleInference> inferences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inferences.add(anInference(workspace, "2026-03-10T10:05:00Z").with("device_id", "line-1"));
        }
        store(inferences);
    }

    /** One image of helmets/3 that a server on line-1 counted, in ten seconds from this time on. */
    private void count(String startedAt, Map<String, ?> changes) {
        var row = new HashMap<String, Object>(Map.of(
                "workspace",
                workspace.slug(),
                "usage_id",
                "usage " + rows++,
                "started_at",
                startedAt,
                "stopped_at",
                Instant.parse(startedAt).plusSeconds(10).toString(),
                "session_id",
                "s1",
                "category",
                "model",
                "resource_id",
                "helmets/3",
                "device_id",
                "line-1",
                "frames",
                1));
        row.putAll(changes);
        insert("server_usage", List.of(row));
    }

    private void beat(String device, String at) {
        insert(
                "device_heartbeat",
                List.of(Map.of(
                        "workspace", workspace.slug(), "device_id", device, "received_at", at, "hostname", "vm")));
    }

    private static String hashOfVm() {
        return ApiKey.hash("vm").substring(0, 5);
    }
}
