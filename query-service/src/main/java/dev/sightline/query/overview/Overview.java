package dev.sightline.query.overview;

import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A workspace's headline figures, compared with the window before, and their course.
 *
 * @param bucketSeconds nominal length of a bucket; a day may have an hour more or less
 * @param series every bucket of the window, also those without a request
 */
@Schema(description = "A workspace's headline figures, compared with the window before, and their course over time.")
record Overview(
        TimeWindow window,
        TimeWindow previousWindow,
        int bucketSeconds,
        @Schema(description = "Inferences in the window.") Figure requests,

        @Schema(description = "Sum of confidence over number of predictions.")
        Figure averageConfidence,

        @Schema(description = "Mean seconds over the inferences that carry a time.")
        Figure averageInferenceTime,

        @Schema(description = "Share of requests that failed, in [0, 1].")
        Figure errorRate,

        @Schema(description = "Predictions in the window.") Figure predictions,

        @Schema(description = "Every bucket of the window, also those without a request.")
        List<Point> series) {
    /**
     * One bucket.
     *
     * @param at where the bucket begins; the first may begin before the window, of which it then holds only its part
     * @param averageConfidence null when nothing was predicted
     * @param averageInferenceTime null when no inference carried a time
     * @param isComplete false while the bucket is still filling, or when the window cuts it
     */
    @Schema(name = "OverviewPoint", description = "One bucket of the series.")
    record Point(
            Instant at,
            long requests,
            long errors,
            long predictions,
            @Nullable Double averageConfidence,
            @Nullable Double averageInferenceTime,

            @Schema(description = "False while the bucket is still filling, or when the window cuts it.")
            boolean isComplete) {}
}
