package dev.sightline.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be asked of a service, as its own description says.
 *
 * @param id "get /path" where the description gives none
 * @param isStream whether its answer has no end
 */
public record ApiOperation(
        String id,
        String method,
        String path,
        List<String> inPath,
        List<String> inQuery,
        boolean hasBody,
        boolean isStream,
        boolean isOpen) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * All that there are.
     *
     * @param description OpenAPI, as JSON
     */
    public static List<ApiOperation> in(String description) {
        List<ApiOperation> operations = new ArrayList<>();
        read(description).get("paths").properties().forEach(path -> {
            for (var method : path.getValue().properties()) {
                if (method.getValue().has("responses")) {
                    operations.add(of(path.getKey(), method.getKey(), method.getValue()));
                }
            }
        });
        return operations;
    }

    private static JsonNode read(String description) {
        try {
            return JSON.readTree(description);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a description in JSON", e);
        }
    }

    private static ApiOperation of(String path, String method, JsonNode described) {
        var security = described.path("security");
        return new ApiOperation(
                described.path("operationId").asText(method + ' ' + path),
                method,
                path,
                parameters(described, "path"),
                parameters(described, "query"),
                described.has("requestBody"),
                described.at("/responses/200/content").has("text/event-stream"),
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
