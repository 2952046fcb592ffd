package dev.sightline.query.compatible;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a window and of the one before, in Roboflow's shape and weighting: averages are taken over detections, and
 * an answer without any counts as one of confidence 0 and time 0. The dashboard's own figures are per inference.
 */
@Schema(
        description = "In Roboflow's shape and weighting: averages are taken over detections, and an answer without any"
                + " counts as one of confidence 0. The dashboard's own figures are per inference.")
record InferenceStats(
        long numInferences,
        long prevNumInferences,
        long numErrors,
        long prevNumErrors,
        @Nullable Double avgConfidence,
        @Nullable Double prevAvgConfidence,
        @Nullable Double avgResponseTime,
        @Nullable Double prevAvgResponseTime,
        List<Row> inferenceStats) {
    /** A model's class; there when it occurred in either window, with null for the window in which it did not. */
    @Schema(
            name = "InferenceStatsRow",
            description =
                    "A model and class that occurred in either window, with null for the one in which it did not; the"
                            + " class is empty for answers without detections.")
    record Row(
            String modelName,
            String predictedClass,
            @Nullable Long numInferences,
            @Nullable Long prevNumInferences,

            @Schema(description = "Always null: a failure has no class.") @Nullable Long numErrors,

            @Nullable Long prevNumErrors,
            @Nullable Double avgConfidence,
            @Nullable Double prevAvgConfidence,
            @Nullable Double avgResponseTime,
            @Nullable Double prevAvgResponseTime,
            @Nullable Double medianConfidence,

            @Schema(description = "Detections of the class.") @Nullable Long classCount,

            @Nullable String deploymentTypes,
            @Nullable String inferenceServerVersions,
            @Nullable Long modelNumInferences,
            @Nullable Long prevModelNumInferences) {}
}
