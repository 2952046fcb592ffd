package dev.sightline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contract.access.Scope;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class RefusalsTest {
    private final String workspace = "refusals-" + UUID.randomUUID();
    private final Camera camera = Camera.withKey(
            Camera.aKeyOf(workspace)
                    .setKeyId("a-" + workspace)
                    .addScopes(Scope.READ.id())
                    .build(),
            200);

    @Test
    void what_was_refused_to_a_key_is_told_with_its_reason() {
        camera.posts("/v1/inferences?api_key=secret", "{\"model_id\":\"\"}");
        camera.posts("/v1/inferences", "{");

        JsonNode key = uses().get(0);
        assertThat(key.get("key_id").asText()).isEqualTo("a-" + workspace);
        assertThat(key.get("last_received_at").asText()).startsWith("20");
        assertThat(key.at("/refusals/0/reason").asText()).isEqualTo("malformed-body");
        assertThat(key.at("/refusals/1/field").asText()).isEqualTo("model_id");
        assertThat(key.at("/refusals/1/path").asText()).isEqualTo("/v1/inferences");
        assertThat(key.toString()).doesNotContain("secret").doesNotContain(camera.key());
    }

    @Test
    void a_revoked_key_in_a_body_or_a_header_is_told_too() {
        Camera revoked = Camera.withKey(
                Camera.aKeyOf(workspace)
                        .setKeyId("b-" + workspace)
                        .setRevoked(true)
                        .build(),
                401);

        Camera.postsUnkeyed("/inference-stats", "{\"api_key\":\"" + revoked.key() + "\",\"device_id\":\"d\"}");
        revoked.posts("/v1/inferences", "{}");

        JsonNode key = uses().get(1);
        assertThat(key.get("key_id").asText()).isEqualTo("b-" + workspace);
        assertThat(key.get("last_received_at").isNull()).isTrue();
        assertThat(key.get("refusals"))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        refusal -> assertThat(refusal.get("reason").asText()).isEqualTo("revoked-api-key"));
    }

    @Test
    void only_the_last_twenty_are_kept_and_the_same_one_is_counted() {
        for (int i = 0; i < 30; i++) {
            camera.posts("/v1/heartbeats", "{\"device_id\":" + i + "}");
            camera.posts("/v1/inferences", "{");
        }

        JsonNode refusals = uses().get(0).get("refusals");
        assertThat(refusals).hasSize(20);
        assertThat(refusals.get(0).get("reason").asText()).isEqualTo("malformed-body");
        assertThat(refusals.get(0).get("count").asInt()).isEqualTo(30);
    }

    @Test
    void another_workspace_sees_nothing_and_a_key_that_only_reports_may_not_ask() {
        camera.posts("/v1/inferences", "{");
        Camera other = Camera.withKey(
                Camera.aKeyOf("other-" + workspace).addScopes(Scope.READ.id()).build(), 200);

        assertThat(other.get("/v1/refusals").response().body()).doesNotContain("a-" + workspace);
        Camera.withNewKey().get("/v1/refusals").isProblem(403, "wrong-scope");
    }

    private JsonNode uses() {
        return camera.get("/v1/refusals").json().get("keys");
    }
}
