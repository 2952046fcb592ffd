package dev.sightline.query.models;

import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Every model that answered in a window or in the one before, the busiest first. */
@Schema(description = "Every model that answered in the window or in the one before, the busiest first.")
record ModelList(
        TimeWindow window,
        TimeWindow previousWindow,

        @Schema(description = "Where each step of the series begins: at most 60 of equal length.")
        List<Instant> steps,

        List<Model> models) {
    /**
     * A model version's figures, or those of all versions of a model.
     *
     * @param version null for a model that is named without one, and for all versions of a model
     * @param versions those that answered in either window, without the empty one
     * @param modelType null when neither sender nor answer told
     * @param share of the requests of all that is listed; null when there were none
     */
    @Schema(description = "A model version's figures, or those of all versions of a model.")
    record Model(
            @Schema(description = "project/version; the project alone where all versions are one.")
            String modelId,

            String project,
            @Nullable String version,

            @Schema(description = "Those that answered in the window or in the one before.")
            List<String> versions,

            @Nullable String modelType,
            Figure requests,

            @Schema(description = "Share of the requests of all that is listed, in [0, 1].")
            Figure share,

            Figure predictions,
            Figure averageConfidence,

            @Schema(description = "From 20 bins, linear within a bin: off by less than 0.05.")
            Figure medianConfidence,

            @Schema(description = "A tenth of the predictions lies below; as the median.") @Nullable Double confidenceP10,

            @Schema(description = "A tenth of the predictions lies above; as the median.") @Nullable Double confidenceP90,

            @Schema(description = "Seconds.") Figure averageInferenceTime,

            @Schema(description = "Seconds; from bins of a fifth of a decade, linear within a bin.")
            Figure medianInferenceTime,

            @Schema(description = "Seconds that 95 % took at most; as the median.")
            Figure inferenceTimeP95,

            Figure errors,

            @Schema(description = "Share of its requests that failed, in [0, 1].")
            Figure errorRate,

            @Schema(description = "Devices that asked it.") Figure devices,

            Instant lastSeenAt,
            List<Long> requestsSeries,
            List<Long> errorsSeries,

            @Schema(description = "Average confidence; null is a gap.")
            List<@Nullable Double> confidenceSeries,

            @Schema(description = "Average seconds; null is a gap.")
            List<@Nullable Double> inferenceTimeSeries) {}
}
