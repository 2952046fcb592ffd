package dev.sightline.query.metadata;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A field's value, as it was sent: text, a number with all of its digits, or a boolean. */
@Schema(
        description = "Text, a number or a boolean, as it was sent.",
        oneOf = {String.class, Double.class, Boolean.class})
public final class MetadataValue {
    private final Object json;

    private MetadataValue(Object json) {
        this.json = json;
    }

    /** A value as tables have it. */
    public static MetadataValue of(String text, String type) {
        return new MetadataValue(
                switch (type) {
                    case "number" -> number(text);
                    case "boolean" -> Boolean.valueOf(text);
                    default -> text;
                });
    }

    /** What JSON shows. */
    @JsonValue
    public Object json() {
        return json;
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
