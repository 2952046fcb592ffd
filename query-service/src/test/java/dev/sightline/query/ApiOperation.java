package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What can be asked of the API, as its own description says. */
record ApiOperation(String id, String method, String path, List<String> inPath, List<String> inQuery, boolean isOpen) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that there are. */
    static List<ApiOperation> all() throws JsonProcessingException {
        var description = JSON.readTree(
                given().accept("application/json").get("/q/openapi").asString());
        List<ApiOperation> operations = new ArrayList<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("operationId")) {
                        operations.add(of(path.getKey(), method.getKey(), method.getValue()));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    private static ApiOperation of(String path, String method, JsonNode described) {
        var security = described.path("security");
        return new ApiOperation(
                described.get("operationId").asText(),
                method,
                path,
                parameters(described, "path"),
                parameters(described, "query"),
                security.isArray() && security.isEmpty());
    }

    private static List<String> parameters(JsonNode operation, String in) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals(in)) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }
}
