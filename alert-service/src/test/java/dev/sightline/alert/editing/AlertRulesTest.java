package dev.sightline.alert.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.alert.Engines;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as people write them. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class AlertRulesTest {
    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'condition': {'type': 'confidence_drop'}}",
                "{'condition': {'type': 'confidence_drop', 'sensitivity': 4}, 'model': 'a', 'version': '3', 'class': 'helmet'}",
                "{'condition': {'type': 'threshold', 'metric': 'error_rate', 'direction': 'above'}, 'warning': 0.05, 'critical': 0.2, 'recovery': 0.02}",
                "{'condition': {'type': 'threshold', 'metric': 'requests', 'direction': 'below'}, 'critical': 10, 'model': 'a'}",
                "{'condition': {'type': 'threshold', 'metric': 'inference_time_p95', 'direction': 'above'}, 'warning': 0.5}",
                "{'condition': {'type': 'threshold', 'metric': 'class_share', 'direction': 'above'}, 'warning': 0.5, 'class': 'helmet'}",
                "{'condition': {'type': 'last_week'}, 'warning': 0.1, 'on_no_data': 'alert'}",
                "{'condition': {'type': 'drift', 'of': 'classes'}}",
                "{'condition': {'type': 'device_silent'}, 'device_id': 'line-3'}"
            })
    void every_condition_is_kept_as_it_was_sent_and_can_be_sent_again(String sent) {
        var created = me().body(sent.replace('\'', '"')).post("/api/v1/alert-rules");

        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        String id = created.jsonPath().getString("id");
        Map<String, Object> before =
                me().get("/api/v1/alert-rules/" + id).jsonPath().getMap("");
        var replaced = me().body(before).put("/api/v1/alert-rules/" + id);
        assertThat(replaced.statusCode()).as(replaced.asString()).isEqualTo(200);
        Map<String, Object> after = replaced.jsonPath().getMap("");
        before.keySet().removeAll(List.of("updated_at", "series"));
        after.keySet().removeAll(List.of("updated_at", "series"));
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | condition",
                "{'condition': {'type': 'magic'}} | condition.type",
                "{'condition': {'type': 'threshold', 'metric': 'luck', 'direction': 'above'}} | condition.metric",
                "{'condition': {'type': 'threshold', 'metric': 'errors', 'direction': 'above'}} | warning",
                "{'condition': {'type': 'threshold', 'metric': 'error_rate', 'direction': 'above'}, 'warning': 2} | warning",
                "{'condition': {'type': 'threshold', 'metric': 'errors', 'direction': 'above'}, 'warning': 9, 'critical': 5} | critical",
                "{'condition': {'type': 'threshold', 'metric': 'errors', 'direction': 'below'}, 'warning': 9, 'critical': 15} | critical",
                "{'condition': {'type': 'threshold', 'metric': 'errors', 'direction': 'above'}, 'warning': 9, 'recovery': 10} | recovery",
                "{'condition': {'type': 'threshold', 'metric': 'class_count', 'direction': 'above'}, 'warning': 9} | class",
                "{'condition': {'type': 'threshold', 'metric': 'errors', 'direction': 'above'}, 'warning': 9, 'class': 'a'} | class",
                "{'condition': {'type': 'confidence_drop'}, 'version': '3'} | version",
                "{'condition': {'type': 'confidence_drop'}, 'bucket_seconds': 77} | bucket_seconds",
                "{'condition': {'type': 'confidence_drop'}, 'bucket_seconds': 300, 'window_seconds': 400} | window_seconds",
                "{'condition': {'type': 'confidence_drop'}, 'device_id': 'a', 'bucket_seconds': 300} | bucket_seconds",
                "{'condition': {'type': 'device_silent'}, 'model': 'a'} | model",
                "{'condition': {'type': 'confidence_drop'}, 'on_no_data': 'panic'} | on_no_data",
                "{'condition': {'type': 'confidence_drop'}, 'recipients': {'emails': ['not an address']}} | recipients.emails",
                "{'condition': {'type': 'confidence_drop'}, 'recipients': {'webhooks': [{'url': 'ftp://a/b'}]}} | recipients.webhooks.url",
                "{'condition': {'type': 'confidence_drop'}, 'recipients': {'webhooks': [{'url': 'http://0x7f.1/'}]}} | recipients.webhooks.url",
                "{'condition': {'type': 'confidence_drop'}, 'recipients': {}} | recipients",
                "{'condition': {'type': 'confidence_drop'}, 'limits': {'per_hour': 0}} | limits.per_hour",
                "{'condition': {'type': 'confidence_drop'}, 'warning': 'much'} | warning"
            })
    void what_cannot_be_meant_is_refused_by_its_field(String sent, String field) {
        var answer = me().body(sent.replace('\'', '"')).post("/api/v1/alert-rules");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
        assertThat(answer.jsonPath().getString("expected")).isNotEmpty();
    }

    @Test
    void a_viewer_looks_and_does_not_touch() {
        String id = me().body("{\"condition\": {\"type\": \"device_silent\"}}")
                .post("/api/v1/alert-rules")
                .jsonPath()
                .getString("id");
        var viewer = TestSessions.viewer(workspace);

        assertThat(viewer.get("/api/v1/alert-rules/" + id).statusCode()).isEqualTo(200);
        assertThat(viewer.delete("/api/v1/alert-rules/" + id).statusCode()).isEqualTo(403);
        assertThat(TestSessions.editor("another", "a@example.com")
                        .get("/api/v1/alert-rules/" + id)
                        .statusCode())
                .as("another workspace sees nothing of it")
                .isEqualTo(404);
        assertThat(me().delete("/api/v1/alert-rules/" + id).statusCode()).isEqualTo(204);
    }

    @Test
    void ready_made_rules_can_be_posted_as_they_are() {
        List<Map<String, Object>> templates =
                me().get("/api/v1/alert-rules/templates").jsonPath().getList("templates.rule");

        assertThat(templates)
                .hasSize(2)
                .allSatisfy(rule -> assertThat(
                                me().body(rule).post("/api/v1/alert-rules").statusCode())
                        .isEqualTo(201));
    }

    @Test
    void each_recipient_can_be_sent_a_test_by_itself() {
        String hook = "http://127.0.0.1:9/alerts";
        String id = me().body(Map.of(
                        "condition",
                        Map.of("type", "device_silent"),
                        "recipients",
                        Map.of(
                                "emails",
                                List.of(workspace + "@example.com"),
                                "webhooks",
                                List.of(Map.of("url", hook, "kind", "slack")))))
                .post("/api/v1/alert-rules")
                .jsonPath()
                .getString("id");

        assertThat(tested(id, "{}").jsonPath().getInt("recipients")).isEqualTo(2);
        assertThat(tested(id, "{\"to\": \"%s\"}".formatted(hook)).jsonPath().getInt("recipients"))
                .isEqualTo(1);

        assertThat(me().get("/api/v1/deliveries?rule_id=" + id).jsonPath().getList("deliveries.channel"))
                .containsExactlyInAnyOrder("email", "slack", "slack");
        var stranger = tested(id, "{\"to\": \"somebody@example.com\"}");
        assertThat(stranger.statusCode()).isEqualTo(422);
        assertThat(stranger.jsonPath().getString("field")).isEqualTo("to");
    }

    private Response tested(String rule, String body) {
        return me().body(body).post("/api/v1/alert-rules/" + rule + "/test");
    }

    private RequestSpecification me() {
        return TestSessions.editor(workspace, workspace + "@example.com");
    }
}
