package dev.sightline.ingest.metadata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataLimits;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.inference.InferenceIds;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.inference.MetadataFields;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one item of {@code POST /v1/metadata}: the inference it means, and fields for it.
 *
 * <p>An inference is named by its id; by the {@code Idempotency-Key} of the request that reported it; or by its device and
 * time, which is for answers without an id.
 */
final class MetadataItemReader {
    private static final String HOW =
            "inference_id, inference_ids, request_id, or device_id with occurred_at: one of them";
    private static final int MOST_IDS = 1000;
    private static final double DEFAULT_TOLERANCE = 1;
    private static final double MOST_TOLERANCE = 60;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final JsonParser json;
    private final InferenceReader times;
    private final String workspace;
    private final Instant receivedAt;
    private final Set<String> inferenceIds = new LinkedHashSet<>();
    private final List<MetadataField> fields = new ArrayList<>();
    private final InferenceMetadataSet.Builder byTime = InferenceMetadataSet.newBuilder();
    private double tolerance = DEFAULT_TOLERANCE;
    private @Nullable String requestId;
    private int requestIndex;
    private @Nullable Instant occurredAt;

    MetadataItemReader(JsonParser json, InferenceReader times, String workspace, Instant receivedAt) {
        this.json = json;
        this.times = times;
        this.workspace = workspace;
        this.receivedAt = receivedAt;
    }

    void readInto(MetadataSink.Batch batch) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Json.eachField(json, this::readField);
        if (fields.isEmpty()) {
            throw RejectedField.in(json, "metadata", "nothing", "an object with at least one field");
        }
        if (requestId != null) {
            inferenceIds.add(InferenceIds.ofRequest(workspace, requestId, requestIndex));
        }
        boolean isByTime = !byTime.getDeviceId().isEmpty() || occurredAt != null;
        if (isByTime == !inferenceIds.isEmpty()) {
            throw RejectedField.in(json, "inference_id", isByTime ? "two names" : "nothing", HOW);
        }
        if (isByTime) {
            batch.sets().add(byTime());
        } else {
            batch.add(inferenceIds, fields);
        }
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "inference_id" -> inferenceIds.add(inferenceId(json));
            case "inference_ids" -> readIds(json, inferenceIds);
            case "request_id" -> requestId = inferenceId(json);
            case "request_index" -> requestIndex = Values.whole(json, 0, 1_000_000);
            case "device_id" -> byTime.setDeviceId(inferenceId(json));
            case "occurred_at", "timestamp" -> occurredAt = times.occurredAt(json, receivedAt);
            case "tolerance" -> readTolerance();
            case "model_id" -> byTime.setModelId(modelId());
            case "metadata" -> readMetadata();
            default -> json.skipChildren();
        }
    }

    private InferenceMetadataSet.Builder byTime() throws IOException {
        if (byTime.getDeviceId().isEmpty() || occurredAt == null) {
            String missing = occurredAt == null ? "occurred_at" : "device_id";
            throw RejectedField.in(json, missing, "nothing", "both device_id and occurred_at, or an inference_id");
        }
        return byTime.setOccurredAtMicros(Events.micros(occurredAt))
                .setToleranceMicros(Math.round(tolerance * MICROS_PER_SECOND))
                .addAllFields(fields);
    }

    private void readTolerance() throws IOException {
        tolerance = Values.seconds(json);
        if (tolerance > MOST_TOLERANCE) {
            throw RejectedField.at(json, "seconds from 0 to " + MOST_TOLERANCE);
        }
    }

    private String modelId() throws IOException {
        String id = Values.id(json);
        if (!InferenceReader.isModelId(id)) {
            throw RejectedField.at(json, "a model id such as project/version");
        }
        return id;
    }

    private void readMetadata() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Json.eachField(json, name -> {
            fields.add(MetadataFields.read(json, name));
            if (fields.size() > MetadataLimits.FIELDS) {
                throw RejectedField.at(json, "at most " + MetadataLimits.FIELDS + " fields");
            }
        });
    }

    /** Reads an id, or a list of them; each once. */
    static void readIds(JsonParser json, Set<String> ids) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            ids.add(inferenceId(json));
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ids.add(inferenceId(json));
            if (ids.size() > MOST_IDS) {
                throw RejectedField.at(json, "at most " + MOST_IDS + " ids");
            }
        }
    }

    private static String inferenceId(JsonParser json) throws IOException {
        String id = Values.id(json);
        if (id.isBlank()) {
            throw RejectedField.at(json, "an id");
        }
        return id;
    }
}
