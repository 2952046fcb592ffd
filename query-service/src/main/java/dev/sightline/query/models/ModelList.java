package dev.sightline.query.models;

import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Every model version that answered in a window or in the one before, the busiest first. */
@Schema(description = "Every model version that answered in the window or in the one before, the busiest first.")
record ModelList(TimeWindow window, TimeWindow previousWindow, List<Model> models) {
    /**
     * A model version's figures.
     *
     * @param version null for a model that is named without one
     * @param modelType null when neither sender nor answer told
     * @param share of the workspace's requests; null when there were none
     * @param medianConfidence from 20 bins, linear within a bin; null when nothing was predicted
     * @param errorRate null without requests
     * @param requestsSeries at most 60 steps of equal length
     */
    @Schema(description = "A model version's figures.")
    record Model(
            String modelId,
            String project,
            @Nullable String version,
            @Nullable String modelType,
            Figure requests,

            @Schema(description = "Share of the workspace's requests, in [0, 1].") @Nullable Double share,

            Figure predictions,
            Figure averageConfidence,

            @Schema(description = "From 20 bins, linear within a bin.") @Nullable Double medianConfidence,

            Figure averageInferenceTime,
            Figure errors,
            @Nullable Double errorRate,

            @Schema(description = "Devices that asked it in the window.")
            int devices,

            Instant lastSeenAt,

            @Schema(description = "Requests in at most 60 steps of equal length.")
            List<Long> requestsSeries,

            @Schema(description = "Average confidence in the same steps; null is a gap.")
            List<@Nullable Double> confidenceSeries) {}
}
