package dev.sightline.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Says of every field what it is, in which unit, and what null means: from one list ({@code fields.properties}), so that a word
 * means the same in all answers and its explanation stands once.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 30)
public class FieldDescriptions implements OASFilter {
    private final Properties words = read();

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().getSchemas().forEach((schema, described) -> {
            if (described.getProperties() != null) {
                described.getProperties().forEach((field, property) -> describe(schema, field, property));
            }
        });
    }

    private void describe(String schema, String field, Schema property) {
        String words = this.words.getProperty(schema + '.' + field, this.words.getProperty(field));
        // What a reference leads to describes itself.
        if (words == null || property.getDescription() != null || property.getRef() != null) {
            return;
        }
        String[] parts = words.split("\\|", 2);
        property.setDescription(parts[0]);
        if (parts.length == 2) {
            property.setExamples(List.of(example(property, parts[1])));
        }
    }

    private static Object example(Schema property, String text) {
        var types = property.getType();
        if (types != null && types.contains(Schema.SchemaType.INTEGER)) {
            return Long.valueOf(text);
        }
        return types != null && types.contains(Schema.SchemaType.NUMBER) ? Double.valueOf(text) : text;
    }

    private static Properties read() {
        var words = new Properties();
        try (var in = FieldDescriptions.class.getResourceAsStream("/fields.properties")) {
            if (in == null) {
                throw new IllegalStateException("fields.properties is missing from the class path");
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
