package dev.sightline.ingest.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.ServerUsageReported;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class UsageResourceTest {
    private static final String PATH = "/usage/inference";

    private final long startedAt = Instant.now().minusSeconds(10).getEpochSecond() * 1_000_000_000 + 756_576_117;
    private Camera server;
    private TopicTail<ServerUsageReported> usages;

    @BeforeEach
    void listen() {
        server = Camera.withNewKey();
        usages = new TopicTail<>(
                Topics.SERVER_USAGE,
                ServerUsageReported.parser(),
                usage -> usage.getWorkspace().equals(server.workspace()));
    }

    @AfterEach
    void close() {
        usages.close();
    }

    @Test
    void a_row_is_taken_with_all_that_it_says() {
        var answer = posts(
                "[" + row("model", "{\\\"device_id\\\": \\\"line-3\\\", \\\"source_info\\\": \\\"external\\\"}") + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        ServerUsageReported usage = usages.waitFor(1).getFirst();
        assertThat(usage.getCategory()).isEqualTo("model");
        assertThat(usage.getResourceId()).isEqualTo("hard-hat/3");
        assertThat(usage.getDeviceId()).isEqualTo("line-3");
        assertThat(usage.getSourceInfo()).isEqualTo("external");
        assertThat(usage.getSessionId()).isEqualTo("1795354114732659186_5efa");
        assertThat(usage.getHostnameHash()).isEqualTo("5bce9");
        assertThat(usage.getServerVersion()).isEqualTo("1.5.0");
        assertThat(usage.getFrames()).isEqualTo(3);
        assertThat(usage.getFps()).isEqualTo(29.97);
        assertThat(usage.getExecutionDuration()).isEqualTo(0.0931);
        assertThat(usage.getStartedAtMicros()).isEqualTo(startedAt / 1000);
        assertThat(usage.getStoppedAtMicros()).isEqualTo(startedAt / 1000 + 2_000_000);
        assertThat(usage.hasError()).isFalse();
    }

    @Test
    void a_failure_is_taken_with_type_and_status_and_without_keys() {
        posts("[" + row("request", """
                {\\"billable\\": true, \\"error\\": \\"HTTPError: 401 for https://x/?api_key=%s\\",\
                 \\"error_type\\": \\"HTTPError\\", \\"error_status_code\\": 401}""".formatted(server.key())) + "]");

        ServerUsageReported usage = usages.waitFor(1).getFirst();
        assertThat(usage.getError().getType()).isEqualTo("HTTPError");
        assertThat(usage.getError().getStatus()).isEqualTo(401);
        assertThat(usage.getError().getMessage()).isEqualTo("HTTPError: 401 for https://x/?api_key=…");
        assertThat(new String(usages.records().getFirst().value(), StandardCharsets.UTF_8))
                .doesNotContain(server.key());
    }

    @Test
    void a_row_that_comes_again_has_the_same_id_and_others_do_not() {
        String row = row("model", "{}");

        posts("[" + row + "," + row.replace("\"processed_frames\":3", "\"processed_frames\":9") + ","
                + row.replace("\"model\"", "\"request\"") + ","
                + row.replace(Long.toString(startedAt), Long.toString(startedAt + 1)) + "]");

        var ids =
                usages.waitFor(4).stream().map(ServerUsageReported::getUsageId).toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.stream().distinct()).hasSize(3);
    }

    @Test
    void a_row_belongs_to_the_workspace_of_its_own_key() {
        Camera other = Camera.withNewKey();
        try (var others = new TopicTail<>(
                Topics.SERVER_USAGE,
                ServerUsageReported.parser(),
                usage -> usage.getWorkspace().equals(other.workspace()))) {
            posts("[" + row("model", "{}") + "," + row("model", "{}").replace("rf_UNKNOWN", other.key()) + "]");

            others.waitFor(1);
            usages.waitFor(1);
        }
    }

    @Test
    void a_row_that_can_never_be_taken_does_not_come_again() {
        var answer = posts("[7,{},{\"category\":\"model\",\"fps\":\"fast\"},"
                + "{\"category\":\"model\",\"resource_details\":\"{broken\"}," + row("model", "{}") + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().get("rejected").findValuesAsText("field"))
                .containsExactly("", "category", "fps", "resource_details");
        usages.waitFor(1);
    }

    @Test
    void a_time_that_cannot_be_is_ours() {
        posts("[" + row("model", "{}").replace(Long.toString(startedAt), "17") + "]");

        ServerUsageReported usage = usages.waitFor(1).getFirst();
        assertThat(usage.getStartedAtMicros()).isEqualTo(usage.getReceivedAtMicros());
    }

    @Test
    void counts_that_do_not_say_when_they_began_are_told_apart() {
        String unsaid = row("model", "{}").replace("\"timestamp_start\":" + startedAt, "\"timestamp_start\":null");
        posts("[" + unsaid + "]");
        posts("[" + unsaid.replace(Long.toString(startedAt + 2_000_000_000L), "null") + "]");

        assertThat(usages.waitFor(2))
                .extracting(ServerUsageReported::getUsageId)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothing_to_count_and_a_plan_are_answered() {
        assertThat(posts("[]").statusCode()).isEqualTo(200);
        var plan = Camera.send(Camera.to("/usage/plan").header("Authorization", "Bearer " + server.key()));
        assertThat(plan.statusCode()).isEqualTo(200);
        assertThat(plan.response().body())
                .isEqualTo("{\"is_enterprise\":false,\"is_pro\":true,\"is_trial\":false,\"is_billed\":true,"
                        + "\"over_quota\":false}");
    }

    @Test
    void who_has_no_key_is_told_so_and_keeps_its_rows() {
        Camera.postsUnkeyed(PATH, "[" + row("model", "{}").replace("\"api_key\":\"rf_UNKNOWN\",", "") + "]")
                .isProblem(401, "no-api-key");
        Camera.postsUnkeyed(PATH, "[" + row("model", "{}") + "]").isProblem(401, "unknown-api-key");
        posts("nonsense").isProblem(400, "malformed-body");
    }

    private Camera.Answer posts(String body) {
        return Camera.send(Camera.to(PATH)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + server.key())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String row(String category, String details) {
        return """
                {"timestamp_start":%d,"timestamp_stop":%d,"exec_session_id":"1795354114732659186_5efa",
                 "hostname":"5bce9","ip_address_hash":"12ca1","processed_frames":3,"fps":29.97,"source_duration":0,
                 "category":"%s","resource_id":"hard-hat/3","resource_details":"%s",
                 "hosted":false,"is_gpu_available":false,"python_version":"3.11.7","inference_version":"1.5.0",
                 "enterprise":0,"execution_duration":0.0931,"megapixel_buckets":{},"api_key":"rf_UNKNOWN","x":null}
                """.formatted(startedAt, startedAt + 2_000_000_000L, category, details);
    }
}
