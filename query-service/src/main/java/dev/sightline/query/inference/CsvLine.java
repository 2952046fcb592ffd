package dev.sightline.query.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.query.inference.Inference.ImageSize;
import dev.sightline.query.inference.Inference.InferenceError;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An inference as a line of a table, its columns in this order: what has parts is JSON in one cell. */
record CsvLine(
        String inferenceId,
        int responseIndex,
        Instant occurredAt,
        Instant receivedAt,
        String modelId,
        @Nullable String modelType,
        @Nullable String deviceId,
        @Nullable String serverId,
        @Nullable String serverVersion,
        String tags,
        @Nullable String source,
        @Nullable String sourceInfo,
        @Nullable String workflowId,
        @Nullable String streamId,
        @Nullable Double confidenceThreshold,
        @Nullable Double inferenceTime,
        @Nullable Integer imageWidth,
        @Nullable Integer imageHeight,
        @Nullable String top,
        int predictionCount,
        @Nullable Double averageConfidence,
        @Nullable Integer errorStatus,
        @Nullable String errorType,
        @Nullable String errorMessage,
        boolean hasImage,
        String metadata,
        String predictions) {
    /** How a cell begins that spreadsheets would compute. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]");

    static CsvLine of(Inference inference, ObjectMapper json) throws JsonProcessingException {
        var image = Optional.ofNullable(inference.image());
        var error = Optional.ofNullable(inference.error());
        return new CsvLine(
                cell(inference.inferenceId()),
                inference.responseIndex(),
                inference.occurredAt(),
                inference.receivedAt(),
                cell(inference.modelId()),
                optional(inference.modelType()),
                optional(inference.deviceId()),
                optional(inference.serverId()),
                optional(inference.serverVersion()),
                json.writeValueAsString(inference.tags()),
                optional(inference.source()),
                optional(inference.sourceInfo()),
                optional(inference.workflowId()),
                optional(inference.streamId()),
                inference.confidenceThreshold(),
                inference.inferenceTime(),
                image.map(ImageSize::width).orElse(null),
                image.map(ImageSize::height).orElse(null),
                optional(inference.top()),
                inference.predictionCount(),
                inference.averageConfidence(),
                error.map(InferenceError::status).orElse(null),
                optional(error.map(InferenceError::type).orElse(null)),
                optional(error.map(InferenceError::message).orElse(null)),
                inference.hasImage(),
                json.writeValueAsString(inference.metadata()),
                json.writeValueAsString(inference.predictions()));
    }

    private static @Nullable String optional(@Nullable String text) {
        return text == null ? null : cell(text);
    }

    /** Text came from whoever may report: behind an apostrophe it is shown by spreadsheets and not computed. */
    private static String cell(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }
}
