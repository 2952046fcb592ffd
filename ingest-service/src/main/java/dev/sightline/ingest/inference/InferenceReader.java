package dev.sightline.ingest.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.InferenceError;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataLimits;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.ModelId;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.Secrets;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Reads one inference: the answer as the inference server gave it, and what its client wrote beside it.
 *
 * <p>Unknown fields are passed over, null counts as absent, and the first value that cannot be taken refuses the whole
 * inference by its name. Nothing is mended in silence, but error messages are cut to a length.
 */
@Singleton
public class InferenceReader {
    private static final int MESSAGE_LENGTH = 1000;

    private final int maxPredictions;
    private final Duration maxAge;
    private final Duration clockAhead;

    InferenceReader(IngestConfig config) {
        this.maxPredictions = config.limits().predictions();
        this.maxAge = config.limits().age();
        this.clockAhead = config.limits().clockAhead();
    }

    /** Reads an inference as clients post it. Its time of arrival must be set before. */
    public void readInference(JsonParser json, InferenceDraft inference) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an inference: an object");
        }
        Json.eachField(json, name -> readField(json, name, inference));
        if (inference.fields().getModelId().isEmpty()) {
            throw RejectedField.in(json, "model_id", "nothing", "a model id such as project/version");
        }
        completeModelType(inference);
    }

    /** Reads an answer alone, as it lies inside a pingback. */
    public void readAnswer(JsonParser json, InferenceDraft inference) throws IOException {
        Json.eachField(json, name -> readAnswerField(json, name, inference));
        completeModelType(inference);
    }

    /** Reads a time that must be one that inferences can have. */
    Instant occurredAt(JsonParser json, InferenceDraft inference) throws IOException {
        return occurredAt(json, receivedAt(inference));
    }

    /** Reads a time that something can have which arrived then. */
    public Instant occurredAt(JsonParser json, Instant receivedAt) throws IOException {
        Instant at = Values.instant(json);
        if (!isPlausible(at, receivedAt)) {
            throw RejectedField.at(
                    json,
                    "a time at most " + maxAge.toDays() + " days old and at most " + clockAhead.toMinutes()
                            + " minutes ahead");
        }
        return at;
    }

    /** Whether something that arrived then can have happened at that time. */
    public boolean isPlausible(Instant at, Instant receivedAt) {
        return !at.isBefore(receivedAt.minus(maxAge)) && !at.isAfter(receivedAt.plus(clockAhead));
    }

    private void readField(JsonParser json, String name, InferenceDraft inference) throws IOException {
        InferenceRecorded.Builder fields = inference.fields();
        switch (name) {
            case "model_id" -> fields.setModelId(modelId(json));
            case "timestamp", "occurred_at" -> fields.setOccurredAtMicros(Events.micros(occurredAt(json, inference)));
            case "response_index" -> fields.setResponseIndex(Values.whole(json, 0, 1_000_000));
            case "device_id" -> fields.setDeviceId(Values.id(json));
            case "server_id" -> fields.setServerId(Values.id(json));
            case "server_version" -> fields.setServerVersion(Values.id(json));
            case "tags" -> fields.clearTags().addAllTags(Values.tags(json));
            case "source" -> fields.setSource(Values.id(json));
            case "source_info" -> fields.setSourceInfo(Values.id(json));
            case "workflow_id" -> fields.setWorkflowId(Values.id(json));
            case "stream_id" -> fields.setStreamId(Values.id(json));
            case "confidence_threshold" -> fields.setConfidenceThreshold(Values.confidence(json));
            case "error" -> fields.setError(error(json));
            case "metadata" -> readMetadata(json, fields);
            default -> readAnswerField(json, name, inference);
        }
    }

    private void readAnswerField(JsonParser json, String name, InferenceDraft inference) throws IOException {
        InferenceRecorded.Builder fields = inference.fields();
        switch (name) {
            case "inference_id" -> fields.setInferenceId(inferenceId(json));
            case "model_type", "task_type" -> fields.setModelType(Values.id(json));
            case "time", "inference_time" -> fields.setInferenceTime(Values.seconds(json));
            case "image" -> readImage(json, fields);
            case "top" -> fields.setTop(Values.id(json));
            case "predictions" -> {
                inference.predictions().clear();
                new PredictionReader(json, inference, maxPredictions).read();
            }
            default -> json.skipChildren();
        }
    }

    private static String inferenceId(JsonParser json) throws IOException {
        String id = Values.id(json);
        if (id.isBlank()) {
            throw RejectedField.at(json, "an id, or no such field to be given one");
        }
        return id;
    }

    private static String modelId(JsonParser json) throws IOException {
        String id = Values.id(json);
        if (!isModelId(id)) {
            throw RejectedField.at(json, "a model id such as project/version");
        }
        return id;
    }

    /** Whether a text names a model; whoever reads the log must be able to tell project and version. */
    public static boolean isModelId(String id) {
        try {
            return !id.isBlank() && !ModelId.parse(id).project().isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void readImage(JsonParser json, InferenceRecorded.Builder fields) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return; // Some kinds of models answer with an image, and not with the size of theirs.
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object with width and height");
        }
        Json.eachField(json, name -> {
            switch (name) {
                case "width" -> fields.setImageWidth(Values.whole(json, 0, Integer.MAX_VALUE));
                case "height" -> fields.setImageHeight(Values.whole(json, 0, Integer.MAX_VALUE));
                default -> json.skipChildren();
            }
        });
    }

    private static InferenceError error(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object with status, type and message");
        }
        var error = InferenceError.newBuilder();
        Json.eachField(json, name -> {
            switch (name) {
                case "status" -> error.setStatus(Values.whole(json, 0, 999));
                case "type" -> error.setType(Values.id(json));
                case "message" -> {
                    String message = Secrets.masked(Values.text(json, Integer.MAX_VALUE), null);
                    error.setMessage(message.substring(0, Math.min(message.length(), MESSAGE_LENGTH)));
                }
                default -> json.skipChildren();
            }
        });
        return error.build();
    }

    private static void readMetadata(JsonParser json, InferenceRecorded.Builder fields) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Json.eachField(json, name -> {
            MetadataField field = MetadataFields.read(json, name);
            fields.putMetadata(name, field.getValue());
            if (field.getType() == MetadataType.METADATA_TYPE_TEXT) {
                fields.removeMetadataTypes(name);
            } else {
                fields.putMetadataTypes(name, field.getType());
            }
            if (fields.getMetadataCount() > MetadataLimits.FIELDS) {
                throw RejectedField.at(json, "at most " + MetadataLimits.FIELDS + " entries");
            }
        });
    }

    /** Names the task where the answer's shape gives it away. */
    private static void completeModelType(InferenceDraft inference) {
        InferenceRecorded.Builder fields = inference.fields();
        if (fields.getModelType().isEmpty()) {
            fields.setModelType(fields.getTop().isEmpty() ? inference.shownType() : "classification");
        }
    }

    private static Instant receivedAt(InferenceDraft inference) {
        return Instant.EPOCH.plus(inference.fields().getReceivedAtMicros(), ChronoUnit.MICROS);
    }
}
