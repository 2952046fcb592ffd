package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What callers are told while ClickHouse and Kafka are away. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
@TestProfile(EnginesAwayTest.Away.class)
class EnginesAwayTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void figures_are_unavailable_and_say_when_to_ask_again() {
        for (String path : List.of("overview", "models", "devices", "inferences", "inferences/x")) {
            var answer = workspace.asProgram().get("/api/v1/" + path);

            answer.then().statusCode(503).contentType("application/problem+json");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        }
    }

    @Test
    void the_service_is_alive_and_not_ready() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503);
    }

    @Test
    void a_key_that_cannot_be_published_is_refused_and_does_not_work() {
        var owner = workspace.as(Role.OWNER);

        var answer = owner.contentType(ContentType.JSON)
                .body(Map.of("name", "cameras", "scopes", List.of("read")))
                .post("/api/v1/api-keys");

        answer.then().statusCode(503).contentType("application/problem+json");
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.asString()).doesNotContain("sl_");
        assertThat(owner.get("/api/v1/api-keys").jsonPath().getString("api_keys[0].revoked_at"))
                .isNotNull();
    }

    /** Nobody listens on the first port. */
    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("query.clickhouse.url", "http://127.0.0.1:1", "kafka.bootstrap.servers", "127.0.0.1:1");
        }
    }
}
