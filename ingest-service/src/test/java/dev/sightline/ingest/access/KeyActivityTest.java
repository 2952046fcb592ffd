package dev.sightline.ingest.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the other services are told of a key. */
@QuarkusTest
@WithTestResource(Engines.class)
class KeyActivityTest {
    private final Camera camera = Camera.withNewKey();

    @Test
    void the_last_report_of_each_kind_is_told_with_its_device_server_and_size() {
        try (var told = told(activity -> activity.getWorkspace().equals(camera.workspace()))) {
            Camera.postsUnkeyed("/inference-stats", pingback());
            camera.posts("/v1/heartbeats", "{\"device_id\":\"line-4\",\"server_id\":\"s4\"}");
            camera.posts("/v1/metadata", "{\"inference_ids\":[\"a\",\"b\"],\"metadata\":{\"k\":1}}");

            var received = soon().until(() -> last(told).getReceivedList(), reports -> reports.size() == 3);

            assertThat(received)
                    .extracting(
                            ReportReceived::getKind,
                            ReportReceived::getDeviceId,
                            ReportReceived::getServerId,
                            ReportReceived::getItems)
                    .containsExactly(
                            tuple(ReportKind.REPORT_KIND_PINGBACK, "line-3", "s3", 2),
                            tuple(ReportKind.REPORT_KIND_HEARTBEATS, "line-4", "s4", 1),
                            tuple(ReportKind.REPORT_KIND_METADATA, "", "", 2));
            assertThat(last(told).getLastUsedAtMicros()).isPositive();
        }
    }

    @Test
    void what_was_refused_is_told_also_where_the_key_stood_in_the_body_and_the_rest_was_taken() {
        try (var told = told(activity -> activity.getWorkspace().equals(camera.workspace()))) {
            camera.posts("/v1/inferences", "{");
            Camera.postsUnkeyed(
                    "/inference-stats",
                    "{\"api_key\":\"" + camera.key() + "\",\"device_id\":\"d\",\"inference_results\":[7]}");
            Camera.postsUnkeyed("/inference-stats", "{\"api_key\":\"" + camera.key() + "\",");
            Camera.postsUnkeyed(
                    "/other/inference-stats/metadata", "{\"api_key\":\"" + camera.key() + "\",\"data\":[]}");

            var refusals = soon().until(() -> last(told).getRefusalsList(), all -> all.size() == 4);

            assertThat(refusals)
                    .extracting(RequestRefused::getReason, RequestRefused::getPath, RequestRefused::getStatus)
                    .containsExactly(
                            tuple("other-workspace", "/other/inference-stats/metadata", 403),
                            tuple("malformed-body", "/inference-stats", 400),
                            tuple("rejected-in-part", "/inference-stats", 422),
                            tuple("malformed-body", "/v1/inferences", 400));
            assertThat(told.records())
                    .allSatisfy(record -> assertThat(new String(record.value(), ISO_8859_1))
                            .doesNotContain(camera.key())
                            .doesNotContain(ApiKey.hash(camera.key())));
        }
    }

    @Test
    void what_was_refused_of_a_list_is_told_wherever_the_rest_was_taken() {
        try (var told = told(activity -> activity.getWorkspace().equals(camera.workspace()))) {
            String compatible = '/' + camera.workspace() + "/inference-stats/metadata";
            camera.posts("/v1/inferences", "[{\"model_id\":\"m/1\"},7]");
            camera.posts("/v1/heartbeats", "[{\"device_id\":\"d\"},7]");
            camera.posts("/v1/metadata", "[{\"inference_id\":\"a\",\"metadata\":{\"k\":1}},7]");
            camera.posts(compatible, """
                    {"data":[{"inference_ids":["a"],"field_name":"k","field_value":"v"},7]}""");
            camera.posts("/usage/inference", "[{\"category\":\"model\",\"resource_id\":\"m/1\"},7]");
            String samples = '/' + camera.workspace() + "/inference-stats";
            camera.posts(samples, "{\"inference_results\":[{\"model_id\":\"m/1\"},7]}");

            var refusals = soon().until(() -> last(told).getRefusalsList(), all -> all.size() == 6);

            assertThat(refusals)
                    .extracting(RequestRefused::getReason, RequestRefused::getPath, RequestRefused::getStatus)
                    .containsExactly(
                            tuple("rejected-in-part", samples, 422),
                            tuple("rejected-in-part", "/usage/inference", 422),
                            tuple("rejected-in-part", compatible, 422),
                            tuple("rejected-in-part", "/v1/metadata", 422),
                            tuple("rejected-in-part", "/v1/heartbeats", 422),
                            tuple("rejected-in-part", "/v1/inferences", 422));
        }
    }

    @Test
    void of_a_key_that_does_not_exist_only_its_first_characters_are_told_and_no_names() {
        String unknown = "rf_" + UUID.randomUUID().toString().replace("-", "");
        String hint = unknown.substring(0, 7) + '…';
        try (var told = told(activity -> refusalOf(activity, hint) != null)) {
            Camera.withKey(unknown).posts("/secret-customer/inference-stats/metadata", "{}");
            var refusal = soon().until(() -> refusalOf(last(told), hint), found -> found != null);

            assertThat(refusal.getReason()).isEqualTo("unknown-api-key");
            assertThat(refusal.getPath()).isEqualTo("/…/inference-stats/metadata");
            assertThat(last(told).getWorkspace()).isEmpty();
            assertThat(last(told).toString()).doesNotContain(unknown).doesNotContain("secret-customer");
        }
    }

    @Test
    void nothing_is_shown_of_a_short_key_and_a_request_without_any_is_told_too() {
        try (var told = told(activity -> activity.getKeyId().isEmpty())) {
            Camera.withKey("hunter2").posts("/v1/heartbeats", "{}");
            Camera.postsUnkeyed("/v1/heartbeats", "{}");

            soon().untilAsserted(() -> assertThat(told.poll())
                    .anySatisfy(activity -> assertThat(activity.getRefusalsList())
                            .filteredOn(refusal -> refusal.getPath().equals("/v1/heartbeats")
                                    && refusal.getKeyHint().isEmpty())
                            .extracting(RequestRefused::getReason)
                            .contains("unknown-api-key", "no-api-key")));
            assertThat(told.poll().toString()).doesNotContain("hunter2");
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static TopicTail<ApiKeyActivity> told(Predicate<ApiKeyActivity> isOurs) {
        return new TopicTail<>(Topics.API_KEY_ACTIVITY, ApiKeyActivity.parser(), isOurs);
    }

    private static ApiKeyActivity last(TopicTail<ApiKeyActivity> told) {
        List<ApiKeyActivity> all = told.poll();
        return all.isEmpty() ? ApiKeyActivity.getDefaultInstance() : all.getLast();
    }

    private static @Nullable RequestRefused refusalOf(ApiKeyActivity activity, String hint) {
        return activity.getRefusalsList().stream()
                .filter(refusal -> refusal.getKeyHint().equals(hint))
                .findFirst()
                .orElse(null);
    }

    private String pingback() {
        return """
                {"api_key":"%s","device_id":"line-3","inference_server_id":"s3","inference_server_version":"1.5.0",
                 "tags":[],"inference_results":[
                  {"request_time":%d,"inference":{"inference_id":"a","request":{"model_id":"m/1"},"response":[]}},
                  {"request_time":%d,"inference":{"inference_id":"b","request":{"model_id":"m/1"},"response":[]}}]}
                """.formatted(
                camera.key(), Instant.now().getEpochSecond(), Instant.now().getEpochSecond());
    }
}
