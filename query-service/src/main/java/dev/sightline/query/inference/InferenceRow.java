package dev.sightline.query.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sightline.contract.events.ModelId;
import dev.sightline.query.metadata.MetadataValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An inference as the table has it: empty text, 0 pixels and class -1 stand for unknown. */
record InferenceRow(
        String inferenceId,
        int responseIndex,
        Instant occurredAt,
        Instant receivedAt,
        String project,
        String version,
        String modelType,
        String deviceId,
        String serverId,
        String serverVersion,
        List<String> tags,
        String source,
        String sourceInfo,
        String workflowId,
        String streamId,
        @Nullable Double confidenceThreshold,
        @Nullable Double inferenceTime,
        int imageWidth,
        int imageHeight,
        String top,
        boolean isError,
        int errorStatus,
        String errorType,
        String errorMessage,
        Map<String, String> metadata,
        Map<String, String> metadataTypes,
        List<PredictionRow> predictions,
        int predictionCount,
        @Nullable Double averageConfidence) {

    private static final ObjectReader SHAPE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Shape.class);

    /** @param attached fields that were attached later, which count before those that came with the inference */
    Inference shown(Map<String, MetadataValue> attached, boolean hasImage) {
        return new Inference(
                inferenceId,
                responseIndex,
                occurredAt,
                receivedAt,
                new ModelId(project, version).toString(),
                project,
                known(version),
                known(modelType),
                known(deviceId),
                known(serverId),
                known(serverVersion),
                tags,
                known(source),
                known(sourceInfo),
                known(workflowId),
                known(streamId),
                confidenceThreshold,
                inferenceTime,
                imageWidth == 0 || imageHeight == 0 ? null : new Inference.ImageSize(imageWidth, imageHeight),
                known(top),
                predictions.stream().map(PredictionRow::shown).toList(),
                predictionCount,
                averageConfidence,
                isError
                        ? new Inference.InferenceError(
                                errorStatus == 0 ? null : errorStatus, known(errorType), known(errorMessage))
                        : null,
                effective(attached),
                hasImage);
    }

    private Map<String, MetadataValue> effective(Map<String, MetadataValue> attached) {
        var effective = new TreeMap<String, MetadataValue>();
        metadata.forEach((name, value) ->
                effective.put(name, MetadataValue.of(value, metadataTypes.getOrDefault(name, "text"))));
        effective.putAll(attached);
        return effective;
    }

    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Boxes come as null where the table has NaN. */
    record PredictionRow(
            @JsonProperty("class") String className,
            int classId,
            double confidence,
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double width,
            @Nullable Double height,
            String detectionId,
            String trackerId,
            String shape) {
        Inference.Prediction shown() {
            var parts = parts();
            return new Inference.Prediction(
                    className,
                    classId < 0 ? null : classId,
                    confidence,
                    x,
                    y,
                    width,
                    height,
                    known(detectionId),
                    known(trackerId),
                    parts.points(),
                    parts.keypoints(),
                    parts.rle());
        }

        private Shape parts() {
            try {
                return shape.isEmpty() ? Shape.NONE : SHAPE.readValue(shape);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the table holds a shape that is no JSON", e);
            }
        }
    }

    /** What a prediction has besides a box. */
    private record Shape(
            @Nullable List<Inference.Point> points,
            @Nullable List<Inference.Keypoint> keypoints,
            @Nullable Map<String, Object> rle) {
        static final Shape NONE = new Shape(null, null, null);
    }
}
