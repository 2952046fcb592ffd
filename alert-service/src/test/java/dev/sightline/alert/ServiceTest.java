package dev.sightline.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.ApiFields;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators and other programs rely on beside the API itself. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class ServiceTest {
    @Test
    void the_checked_in_description_of_the_api_equals_the_code() throws IOException {
        String actual = given().get("/q/openapi").asString();
        Files.writeString(Path.of("target", "openapi.yaml"), actual);

        assertThat(Path.of("openapi.yaml"))
                .as("after a wanted change: cp target/openapi.yaml openapi.yaml")
                .content()
                .isEqualTo(actual);
    }

    @Test
    void every_field_says_what_it_is() throws IOException {
        String description =
                given().accept("application/json").get("/q/openapi").asString();

        assertThat(ApiFields.withoutDescription(description))
                .as("without a description: openapi/src/main/resources/fields.properties")
                .isEmpty();
    }

    @Test
    void it_is_ready_when_heartbeats_and_ended_sessions_are_read() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200));
        assertThat(given().get("/q/health/ready").jsonPath().getList("checks.name"))
                .contains("heartbeats", "sessions");
    }

    @Test
    void heartbeats_are_counted_for_prometheus() {
        assertThat(given().get("/q/metrics").asString())
                .contains("sightline_alert_heartbeats_total", "sightline_alert_heartbeats_unreadable_total");
    }
}
