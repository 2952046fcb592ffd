package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.ApiFields;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class OpenApiTest {
    private static final Path CHECKED_IN = Path.of("openapi.yaml");
    private static final Path FROM_CODE = Path.of("target/openapi-from-code.yaml");

    @Test
    void the_checked_in_description_is_what_the_code_says() throws IOException {
        String description =
                given().accept("application/yaml").get("/q/openapi").asString();
        Files.writeString(FROM_CODE, description);

        assertThat(Files.readString(CHECKED_IN))
                .as(
                        "query-service/openapi.yaml; when the change is meant: cp query-service/%s query-service/%s,"
                                + " then generate the dashboard's types again",
                        FROM_CODE, CHECKED_IN)
                .isEqualTo(description);
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
