package dev.sightline.query.device;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
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
class DevicesTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void a_window_that_begins_and_ends_within_quarter_hours_is_exact() {
        store(
                anInference(workspace, "2026-03-10T09:06:59.999999Z").with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T09:07:00Z")
                        .with("device_id", "line-1")
                        .confidences(0.5),
                anInference(workspace, "2026-03-10T09:16:00Z")
                        .with("device_id", "line-1")
                        .confidences(0.7),
                anInference(workspace, "2026-03-10T10:06:59Z")
                        .with("device_id", "line-1")
                        .confidences(0.9),
                anInference(workspace, "2026-03-10T10:07:00Z")
                        .with("device_id", "line-1")
                        .predictions(List.of("ok", "bad"), 0.8, 0.2)
                        .with("top", "ok")
                        .with("server_version", "0.9"),
                anInference(workspace, "2026-03-10T10:30:00Z")
                        .of("cars", "1")
                        .with("device_id", "line-1")
                        .with("server_version", "1.0")
                        .with("is_error", true),
                anInference(workspace, "2026-03-10T11:06:59.999999Z")
                        .with("device_id", "line-1")
                        .confidences(0.6),
                anInference(workspace, "2026-03-10T11:07:00Z")
                        .with("device_id", "line-1")
                        .confidences(0.1));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:07:00Z", "until", "2026-03-10T11:07:00Z"));

        assertThat(list.getList("devices.device_id")).isEqualTo(List.of("line-1"));
        assertThat(list.getMap("devices[0].requests")).isEqualTo(Map.of("value", 3.0, "previous", 3.0, "change", 0.0));
        assertThat(list.getDouble("devices[0].average_confidence.value")).isCloseTo(0.7, EXACTLY);
        assertThat(list.getDouble("devices[0].average_confidence.previous")).isCloseTo(0.7, EXACTLY);
        assertThat(list.getInt("devices[0].errors")).isEqualTo(1);
        assertThat(list.getList("devices[0].models")).isEqualTo(List.of("cars/1", "helmets/3"));
        assertThat(list.getList("devices[0].server_versions")).isEqualTo(List.of("0.9", "1.0"));
        assertThat(list.getString("devices[0].last_inference_at")).isEqualTo("2026-03-10T11:06:59.999999Z");
        assertThat(list.<Object>get("devices[0].last_heartbeat_at")).isNull();
    }

    @Test
    void a_window_shorter_than_a_quarter_hour_is_exact() {
        store(
                anInference(workspace, "2026-03-10T10:01:59Z").with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:02:00Z").with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:04:00Z").with("device_id", "line-1"));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:02:00Z", "until", "2026-03-10T10:04:00Z"));

        assertThat(list.getMap("devices[0].requests")).isEqualTo(Map.of("value", 1.0, "previous", 1.0, "change", 0.0));
    }

    @Test
    void a_device_that_only_sends_heartbeats_is_listed_with_what_it_said_last() {
        insert(
                "device_heartbeat",
                List.of(
                        heartbeat("server-1", "2026-03-10T10:00:00Z", "0.9"),
                        heartbeat("server-2", "2026-03-10T10:00:30.5Z", "1.0"),
                        heartbeat("server-1", "2026-03-10T12:00:00Z", "2.0")));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getString("devices[0].device_id")).isEqualTo("line-9");
        assertThat(list.getInt("devices[0].servers")).isEqualTo(2);
        assertThat(list.getString("devices[0].last_heartbeat_at")).isEqualTo("2026-03-10T10:00:30.500Z");
        assertThat(list.getList("devices[0].server_versions")).isEqualTo(List.of("1.0"));
        assertThat(list.getList("devices[0].tags")).isEqualTo(List.of("plant-a"));
        assertThat(list.getString("devices[0].platform")).isEqualTo("jetson");
        assertThat(list.getDouble("devices[0].requests.value")).isZero();
        assertThat(list.<Object>get("devices[0].last_inference_at")).isNull();
    }

    @Test
    void without_heartbeats_tags_come_from_the_newest_inference() {
        store(
                anInference(workspace, "2026-03-10T10:10:00Z")
                        .with("device_id", "line-1")
                        .with("tags", List.of("old")),
                anInference(workspace, "2026-03-10T10:20:00Z")
                        .with("device_id", "line-1")
                        .with("tags", List.of("new")));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getList("devices[0].tags")).isEqualTo(List.of("new"));
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("device_id", "line-1"));
        insert("device_heartbeat", List.of(heartbeat("server-1", "2026-03-10T10:00:00Z", "0.9")));

        var list = TestWorkspace.create()
                .get("/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getList("devices")).isEmpty();
    }

    @Test
    void the_error_rate_is_that_of_each_window() {
        store(
                anInference(workspace, "2026-03-10T10:10:00Z").with("device_id", "line-1"),
                anInference(workspace, "2026-03-10T10:20:00Z")
                        .with("device_id", "line-1")
                        .with("is_error", true),
                anInference(workspace, "2026-03-10T09:20:00Z").with("device_id", "line-1"));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getDouble("devices[0].error_rate.value")).isEqualTo(0.5);
        assertThat(list.getDouble("devices[0].error_rate.previous")).isZero();
    }

    @Test
    void a_wrong_clock_shows_as_of_the_last_report() {
        insert(
                "device_heartbeat",
                List.of(
                        beatOf("ahead", "2026-03-10T10:00:00Z", "newest_result_at", "2026-03-10T10:00:00Z"),
                        beatOf("ahead", "2026-03-10T10:01:00Z", "newest_result_at", "2026-03-10T10:06:00Z"),
                        beatOf("behind", "2026-03-10T10:01:00Z", "newest_result_at", "2026-03-10T09:01:00Z"),
                        beatOf("idle", "2026-03-10T10:01:00Z", "newest_result_at", "2026-03-10T10:00:01Z"),
                        beatOf("says", "2026-03-10T10:01:00Z", "sent_at", "2026-03-10T10:00:59.500Z"),
                        beatOf("silent", "2026-03-10T10:01:00Z", "server_id", "s")));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getList("devices.collect { it.device_id + ' ' + it.clock_skew }"))
                .isEqualTo(List.of("ahead 300.0", "behind -3600.0", "idle 0.0", "says -0.5", "silent null"));
    }

    @Test
    void starts_of_processes_are_counted_however_their_ids_change() {
        insert(
                "device_heartbeat",
                List.of(
                        beatOf("line-9", "2026-03-10T10:00:00Z", "started_at", "2026-03-10T09:00:00Z"),
                        beatOf("line-9", "2026-03-10T10:10:00Z", "started_at", "2026-03-10T10:09:00Z"),
                        beatOf("line-9", "2026-03-10T10:11:00Z", "started_at", "2026-03-10T10:09:00Z"),
                        beatOf("line-9", "2026-03-10T10:20:00Z", "started_at", "2026-03-10T10:19:00Z")));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getInt("devices[0].restarts")).isEqualTo(2);
        assertThat(list.getBoolean("devices[0].is_server_too_old")).isFalse();
    }

    @Test
    void a_server_that_reports_sums_is_too_old() {
        insert("device_heartbeat", List.of(beatOf("line-9", "2026-03-10T10:00:00Z", "reports_aggregates", true)));

        var list = workspace.get(
                "/api/v1/devices", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(list.getBoolean("devices[0].is_server_too_old")).isTrue();
    }

    private Map<String, Object> beatOf(String device, String at, String column, Object value) {
        return Map.of("workspace", workspace.slug(), "device_id", device, "received_at", at, column, value);
    }

    private Map<String, Object> heartbeat(String server, String at, String version) {
        return Map.of(
                "workspace",
                workspace.slug(),
                "device_id",
                "line-9",
                "server_id",
                server,
                "server_version",
                version,
                "received_at",
                at,
                "tags",
                List.of("plant-a"),
                "platform",
                "jetson",
                "hostname",
                "orin-9");
    }
}
