package dev.sightline.ingest.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataLimits;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;

/** The customer's own fields, wherever they are sent: names, values, and what they may be. */
public final class MetadataFields {
    private MetadataFields() {}

    /** Reads the value at which the parser stands. */
    public static MetadataField read(JsonParser json, String name) throws IOException {
        requireName(json, name);
        // The token's own text: 1.10 stays 1.10.
        String value = json.currentToken().isScalarValue() ? json.getText() : null;
        if (value == null || value.length() > MetadataLimits.VALUE_LENGTH) {
            throw RejectedField.at(
                    json, "a string, number or boolean of at most " + MetadataLimits.VALUE_LENGTH + " characters");
        }
        return MetadataField.newBuilder()
                .setName(name)
                .setValue(Values.unbroken(json, value))
                .setType(typeOf(json))
                .build();
    }

    /** Refuses what is no name of a field; the parser stands at it or at its value. */
    public static void requireName(JsonParser json, String name) throws IOException {
        if (name.isEmpty() || name.length() > MetadataLimits.NAME_LENGTH) {
            throw RejectedField.at(json, "a name of 1 to " + MetadataLimits.NAME_LENGTH + " characters");
        }
        Values.unbroken(json, name);
    }

    private static MetadataType typeOf(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> MetadataType.METADATA_TYPE_BOOLEAN;
            case VALUE_NUMBER_INT -> MetadataType.METADATA_TYPE_NUMBER;
            // Python's NaN and Infinity are no numbers to anyone who reads JSON.
            case VALUE_NUMBER_FLOAT ->
                json.isNaN() ? MetadataType.METADATA_TYPE_TEXT : MetadataType.METADATA_TYPE_NUMBER;
            default -> MetadataType.METADATA_TYPE_TEXT;
        };
    }
}
