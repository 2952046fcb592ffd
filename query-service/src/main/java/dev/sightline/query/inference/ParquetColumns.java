package dev.sightline.query.inference;

import static com.jerolba.carpet.model.FieldTypes.BOOLEAN;
import static com.jerolba.carpet.model.FieldTypes.DOUBLE;
import static com.jerolba.carpet.model.FieldTypes.INSTANT;
import static com.jerolba.carpet.model.FieldTypes.INTEGER;
import static com.jerolba.carpet.model.FieldTypes.LIST;
import static com.jerolba.carpet.model.FieldTypes.MAP;
import static com.jerolba.carpet.model.FieldTypes.STRING;
import static com.jerolba.carpet.model.FieldTypes.writeRecordModel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.WriteRecordModelType;
import dev.sightline.query.inference.Inference.ImageSize;
import dev.sightline.query.inference.Inference.InferenceError;
import dev.sightline.query.inference.Inference.Prediction;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An inference as a row of a Parquet file, its columns in the order of {@link CsvLine}. Times are microseconds in UTC. Metadata
 * is a map of text, since one field may be text for one device and a number for another; what a prediction has besides its
 * box is a JSON object, {@code shape}, with points, keypoints or rle.
 */
final class ParquetColumns {
    private final ObjectMapper json;

    /** @param json the API's, for shapes */
    ParquetColumns(ObjectMapper json) {
        this.json = json;
    }

    WriteRecordModelType<Inference> ofInference() {
        return writeRecordModel(Inference.class)
                .withField("inference_id", STRING.notNull(), Inference::inferenceId)
                .withField("response_index", INTEGER.notNull(), Inference::responseIndex)
                .withField("occurred_at", INSTANT.notNull(), Inference::occurredAt)
                .withField("received_at", INSTANT.notNull(), Inference::receivedAt)
                .withField("model_id", STRING.notNull(), Inference::modelId)
                .withField("model_type", STRING, Inference::modelType)
                .withField("device_id", STRING, Inference::deviceId)
                .withField("server_id", STRING, Inference::serverId)
                .withField("server_version", STRING, Inference::serverVersion)
                .withField("tags", LIST.ofType(STRING.notNull()).notNull(), Inference::tags)
                .withField("source", STRING, Inference::source)
                .withField("source_info", STRING, Inference::sourceInfo)
                .withField("workflow_id", STRING, Inference::workflowId)
                .withField("stream_id", STRING, Inference::streamId)
                .withField("confidence_threshold", DOUBLE, Inference::confidenceThreshold)
                .withField("inference_time", DOUBLE, Inference::inferenceTime)
                .withField("image_width", INTEGER, image(ImageSize::width))
                .withField("image_height", INTEGER, image(ImageSize::height))
                .withField("top", STRING, Inference::top)
                .withField("prediction_count", INTEGER.notNull(), Inference::predictionCount)
                .withField("average_confidence", DOUBLE, Inference::averageConfidence)
                .withField("error_status", INTEGER, error(InferenceError::status))
                .withField("error_type", STRING, error(InferenceError::type))
                .withField("error_message", STRING, error(InferenceError::message))
                .withField("has_image", BOOLEAN.notNull(), Inference::hasImage)
                .withField("metadata", ofMetadata(), ParquetColumns::metadata)
                .withField("predictions", LIST.ofType(ofPrediction().notNull()).notNull(), Inference::predictions);
    }

    private WriteRecordModelType<Prediction> ofPrediction() {
        return writeRecordModel(Prediction.class)
                .withField("class", STRING.notNull(), Prediction::className)
                .withField("class_id", INTEGER, Prediction::classId)
                .withField("confidence", DOUBLE.notNull(), Prediction::confidence)
                .withField("x", DOUBLE, Prediction::x)
                .withField("y", DOUBLE, Prediction::y)
                .withField("width", DOUBLE, Prediction::width)
                .withField("height", DOUBLE, Prediction::height)
                .withField("detection_id", STRING, Prediction::detectionId)
                .withField("tracker_id", STRING, Prediction::trackerId)
                .withField("shape", STRING, this::shape);
    }

    private static FieldType ofMetadata() {
        return MAP.ofTypes(STRING.notNull(), STRING.notNull()).notNull();
    }

    private static Map<String, String> metadata(Inference inference) {
        var texts = new TreeMap<String, String>();
        inference.metadata().forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private @Nullable String shape(Prediction prediction) {
        var shape = new TreeMap<String, Object>();
        Optional.ofNullable(prediction.points()).ifPresent(points -> shape.put("points", points));
        Optional.ofNullable(prediction.keypoints()).ifPresent(keypoints -> shape.put("keypoints", keypoints));
        Optional.ofNullable(prediction.rle()).ifPresent(mask -> shape.put("rle", mask));
        try {
            return shape.isEmpty() ? null : json.writeValueAsString(shape);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Function<Inference, @Nullable Object> image(Function<ImageSize, @Nullable Object> part) {
        return inference -> Optional.ofNullable(inference.image()).map(part).orElse(null);
    }

    private static Function<Inference, @Nullable Object> error(Function<InferenceError, @Nullable Object> part) {
        return inference -> Optional.ofNullable(inference.error()).map(part).orElse(null);
    }
}
