package dev.sightline.query.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.query.metadata.MetadataValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One image asked of one model version, and its answer; what nobody reported is null. */
@Schema(description = "One image asked of one model version, and its answer; what nobody reported is null.")
record Inference(
        String inferenceId,

        @Schema(description = "Position in the answer when one request carried several images; 0 otherwise.")
        int responseIndex,

        Instant occurredAt,
        Instant receivedAt,
        String modelId,
        String project,
        @Nullable String version,
        @Nullable String modelType,
        @Nullable String deviceId,
        @Nullable String serverId,
        @Nullable String serverVersion,
        List<String> tags,
        @Nullable String source,
        @Nullable String sourceInfo,
        @Nullable String workflowId,
        @Nullable String streamId,
        @Nullable Double confidenceThreshold,

        @Schema(description = "Seconds, preprocessing included.") @Nullable Double inferenceTime,

        @Nullable ImageSize image,

        @Schema(description = "The class that a single-label classification chose.") @Nullable String top,

        List<Prediction> predictions,

        @Schema(description = "Predictions that count: all, or only the chosen class where one was chosen.")
        int predictionCount,

        @Nullable Double averageConfidence,
        @Nullable InferenceError error,

        @Schema(description = "The customer's own fields; of several values for one the last that was sent.")
        Map<String, MetadataValue> metadata,

        @Schema(description = "Whether GET …/image has something.")
        boolean hasImage) {

    /** The same with these predictions, measured in an image of this size. */
    Inference with(ImageSize size, List<Prediction> drawn) {
        return new Inference(
                inferenceId,
                responseIndex,
                occurredAt,
                receivedAt,
                modelId,
                project,
                version,
                modelType,
                deviceId,
                serverId,
                serverVersion,
                tags,
                source,
                sourceInfo,
                workflowId,
                streamId,
                confidenceThreshold,
                inferenceTime,
                size.width() == 0 || size.height() == 0 ? image : size,
                top,
                drawn,
                predictionCount,
                averageConfidence,
                error,
                metadata,
                hasImage);
    }

    /** In pixels. */
    record ImageSize(int width, int height) {}

    /** Why there is no answer. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record InferenceError(
            @Nullable Integer status,
            @Nullable String type,
            @Nullable String message) {}

    /** One entry of the answer. Boxes are pixels around their centre; what the task does not have is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            description =
                    "One entry of the answer; boxes are pixels around their centre; what is not there is left out.")
    record Prediction(
            @JsonProperty("class") String className,
            @Nullable Integer classId,
            double confidence,
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double width,
            @Nullable Double height,
            @Nullable String detectionId,
            @Nullable String trackerId,
            @Nullable List<Point> points,
            @Nullable List<Keypoint> keypoints,

            @Schema(description = "Run-length mask, as it was sent.") @Nullable Map<String, Object> rle) {

        /** The same with the box and shape of another, and its ids where this one has none. */
        Prediction drawnAs(Prediction box) {
            return new Prediction(
                    className,
                    classId == null ? box.classId : classId,
                    confidence,
                    box.x,
                    box.y,
                    box.width,
                    box.height,
                    detectionId == null ? box.detectionId : detectionId,
                    trackerId == null ? box.trackerId : trackerId,
                    box.points,
                    box.keypoints,
                    box.rle);
        }
    }

    /** A corner of a polygon, in pixels. */
    record Point(double x, double y) {}

    /** A named point, in pixels. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Keypoint(
            @JsonProperty("class") @Nullable String className,
            @Nullable Integer classId,
            @Nullable Double confidence,
            double x,
            double y) {}
}
