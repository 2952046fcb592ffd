package dev.sightline.query.metadata;

import dev.sightline.query.window.TimeWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The fields that inferences of a window have, the most used first. */
@Schema(description = "The metadata fields that inferences of the window have, the most used first.")
record MetadataFields(
        TimeWindow window,

        @Schema(description = "Inferences that were looked at: the newest of the window, up to a bound.")
        long inferences,

        List<Field> fields) {
    /** A field, and what it holds. */
    @Schema(name = "MetadataField", description = "A field, and what it holds.")
    record Field(
            String name,

            @Schema(description = "Of its values: text, number, boolean.")
            List<String> types,

            @Schema(description = "Inferences that have it.")
            long inferences,

            @Schema(description = "The most frequent values, ten at most.")
            List<TopValue> values) {}

    /** A value, and how often it is there. */
    @Schema(name = "MetadataTopValue", description = "A value, and how many inferences have it.")
    record TopValue(MetadataValue value, long inferences) {}
}
