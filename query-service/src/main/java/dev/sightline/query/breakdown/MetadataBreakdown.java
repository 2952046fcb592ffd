package dev.sightline.query.breakdown;

import dev.sightline.query.metadata.MetadataValue;
import dev.sightline.query.window.TimeWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The figures of inferences with one value of a metadata field beside those with another. */
@Schema(description = "The figures of inferences with one value of a metadata field beside those with another.")
record MetadataBreakdown(
        TimeWindow window,
        String field,

        @Schema(description = "Inferences that were looked at: the newest of the window, 100 000 at most.")
        long inferences,

        @Schema(description = "Whether these are all of the window.")
        boolean isWhole,

        @Schema(description = "How many values there are, also where not all are listed; having none counts as one.")
        long valueCount,

        @Schema(description = "The most frequent first, 100 at most.")
        List<Value> values) {
    /**
     * The figures of one value.
     *
     * @param value null for inferences without the field
     */
    @Schema(name = "MetadataBreakdownValue", description = "The figures of one value.")
    record Value(
            @Schema(description = "Null for inferences without the field.") @Nullable MetadataValue value,

            long requests,

            @Schema(description = "Share of the inferences that were looked at, in [0, 1].")
            double share,

            long errors,

            @Schema(description = "Share of its requests that failed, in [0, 1].")
            double errorRate,

            long predictions,
            @Nullable Double averageConfidence,

            @Schema(description = "A tenth of the predictions lies below; exact.") @Nullable Double confidenceP10,

            @Schema(description = "A tenth of the predictions lies above; exact.") @Nullable Double confidenceP90,

            @Schema(description = "Mean seconds over the inferences that carry a time.") @Nullable Double averageInferenceTime) {}
}
