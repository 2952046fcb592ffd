package dev.sightline.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The fields of an API's schemas. */
public final class ApiFields {
    private ApiFields() {}

    /**
     * Those that do not say what they are, as Schema.field.
     *
     * @param description OpenAPI as JSON
     */
    public static List<String> withoutDescription(String description) throws JsonProcessingException {
        var schemas = new ObjectMapper().readTree(description).at("/components/schemas");
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
        return silent;
    }
}
