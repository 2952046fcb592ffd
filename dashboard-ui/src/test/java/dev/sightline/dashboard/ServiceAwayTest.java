package dev.sightline.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ServiceAwayTest.NobodyListens.class)
class ServiceAwayTest {

    @Test
    void a_service_that_is_away_is_named_and_said_to_be_worth_another_try() {
        Response answer = given().get("/api/v1/overview");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.jsonPath().getString("detail")).contains("query-service");
    }

    @Test
    void the_pages_stand_while_services_are_away() {
        Response page = given().get("/models");

        assertThat(page.statusCode()).isEqualTo(200);
    }

    public static class NobodyListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // Port 1 is reserved, and nothing listens there.
            return Map.of("dashboard.query-url", "http://127.0.0.1:1", "dashboard.alert-url", "http://127.0.0.1:1");
        }
    }
}
