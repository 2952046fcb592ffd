package dev.sightline.stats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.ApiFields;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The dashboard's types come from the description. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class OpenApiTest {
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
}
