package dev.sightline.query.classes;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The classes that were predicted in a window or in the one before, the most frequent first. */
@Schema(description = "The classes that were predicted in the window or in the one before, the most frequent first.")
record ClassList(
        TimeWindow window,
        TimeWindow previousWindow,

        @Schema(description = "Predictions of all classes; where an answer chose one class, only that one.")
        Figure predictions,

        @Schema(description = "How many classes there are, also where not all are listed.")
        long classCount,

        @Schema(description = "Where each step of the series begins: at most 60 of equal length.")
        List<Instant> steps,

        @Schema(description = "500 at most.") List<PredictedClass> classes) {
    /** A class's figures. */
    @Schema(name = "PredictedClass", description = "A class's figures.")
    record PredictedClass(
            @JsonProperty("class") String className,
            Figure predictions,

            @Schema(description = "Share of the predictions of all classes, in [0, 1].")
            Figure share,

            @Schema(description = "Inferences in which it occurs.")
            Figure requests,

            Figure averageConfidence,
            List<Long> predictionsSeries,

            @Schema(description = "Average confidence; null is a gap.")
            List<@Nullable Double> confidenceSeries) {}
}
