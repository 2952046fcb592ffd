package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        var schemas = new ObjectMapper()
                .readTree(given().accept("application/json").get("/q/openapi").asString())
                .at("/components/schemas");

        List<String> silent = new ArrayList<>();
        schemas.properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(field -> {
                            var property = field.getValue();
                            // What a reference leads to describes itself.
                            if (!property.has("description") && !property.has("$ref") && !property.has("anyOf")) {
                                silent.add(schema.getKey() + '.' + field.getKey());
                            }
                        }));

        assertThat(silent).as("without a description: fields.properties").isEmpty();
    }
}
