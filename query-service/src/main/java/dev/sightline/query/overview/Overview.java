package dev.sightline.query.overview;

import dev.sightline.query.window.Figure;
import dev.sightline.query.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The headline figures of a workspace or a model, compared with the window before, and their course.
 *
 * @param bucketSeconds nominal length of a bucket; a day may have an hour more or less
 * @param series every bucket of the window, also those without a request
 */
@Schema(
        description =
                "The headline figures of a workspace or of a model, compared with the window before, and their course.")
record Overview(
        TimeWindow window,
        TimeWindow previousWindow,
        int bucketSeconds,
        @Schema(description = "Inferences in the window.") Figure requests,

        @Schema(description = "Sum of confidence over number of predictions.")
        Figure averageConfidence,

        @Schema(description = "From 20 bins, linear within a bin: off by less than 0.05.")
        Figure medianConfidence,

        @Schema(description = "Mean seconds over the inferences that carry a time.")
        Figure averageInferenceTime,

        @Schema(
                description =
                        "Seconds that half of the inferences with a time took at most; from bins of a fifth of a decade,"
                                + " linear within a bin.")
        Figure medianInferenceTime,

        @Schema(description = "Seconds that 95 % of the inferences with a time took at most; as the median.")
        Figure inferenceTimeP95,

        @Schema(description = "Share of requests that failed, in [0, 1].")
        Figure errorRate,

        @Schema(description = "Predictions in the window.") Figure predictions,

        @Schema(description = "Predictions by confidence: 20 bins of equal width over [0, 1].")
        List<Long> confidenceHistogram,

        @Schema(description = "The same of the window before.")
        List<Long> previousConfidenceHistogram,

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

            @Schema(description = "A tenth of the predictions lies below; from 20 bins.") @Nullable Double confidenceP10,

            @Schema(description = "A tenth of the predictions lies above; from 20 bins.") @Nullable Double confidenceP90,

            @Nullable Double averageInferenceTime,

            @Schema(description = "Seconds; from bins of a fifth of a decade.") @Nullable Double medianInferenceTime,

            @Schema(description = "Seconds; from bins of a fifth of a decade.") @Nullable Double inferenceTimeP95,

            @Schema(description = "False while the bucket is still filling, or when the window cuts it.")
            boolean isComplete) {}
}
