package dev.sightline.query.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataLimits;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.query.metadata.MetadataValue;
import dev.sightline.query.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Fields for an inference, as they are sent. */
@Schema(
        description = "Fields for an inference; of a field that it has already, the new value counts.",
        requiredProperties = "metadata")
record NewMetadata(
        @Schema(
                type = SchemaType.OBJECT,
                additionalProperties = MetadataValue.class,
                description =
                        "Up to 100 fields: names of up to 100 characters; text, numbers or booleans of up to 1000.")
        @Nullable Map<String, @Nullable JsonNode> metadata) {
    static final NewMetadata NOTHING = new NewMetadata(null);

    List<MetadataField> fields() {
        if (metadata == null || metadata.isEmpty() || metadata.size() > MetadataLimits.FIELDS) {
            throw ProblemException.input(
                    "metadata", metadata == null ? null : metadata.size() + " fields", "an object of 1 to 100 fields");
        }
        return metadata.entrySet().stream()
                .map(field -> field(field.getKey(), field.getValue()))
                .toList();
    }

    private static MetadataField field(String name, @Nullable JsonNode value) {
        if (name.isEmpty() || name.length() > MetadataLimits.NAME_LENGTH || !isWhole(name)) {
            throw ProblemException.input("metadata", shown(name), "fields with names of 1 to 100 characters");
        }
        String text = value != null && value.isValueNode() && !value.isNull() ? value.asText() : null;
        if (value == null || text == null || text.length() > MetadataLimits.VALUE_LENGTH || !isWhole(text)) {
            throw ProblemException.input(
                    "metadata." + name,
                    value == null ? null : shown(value.toString()),
                    "a string, number or boolean of at most 1000 characters");
        }
        return MetadataField.newBuilder()
                .setName(name)
                .setValue(text)
                .setType(
                        value.isNumber()
                                ? MetadataType.METADATA_TYPE_NUMBER
                                : value.isBoolean()
                                        ? MetadataType.METADATA_TYPE_BOOLEAN
                                        : MetadataType.METADATA_TYPE_TEXT)
                .build();
    }

    /** JSON can write one half of a surrogate pair, and nobody could store or show it. */
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** With a question mark for half a character. */
    private static String shown(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
