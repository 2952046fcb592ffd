package dev.sightline.ingest.pingback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entry of a pingback's {@code inference_results}, condensed or in full: a request, and the answers to its
 * images. An answer that says nothing, and one of a kind that we do not know, counts as an inference without predictions.
 */
@ApplicationScoped
class ResultReader {
    /** What a request for a foundation model without an id counts under. */
    private static final String NO_MODEL = "unknown";

    private final InferenceReader reader;
    private final Gate gate;

    ResultReader(InferenceReader reader, Gate gate) {
        this.reader = reader;
        this.gate = gate;
    }

    Pingback.Result read(JsonParser json, int index, long receivedAtMicros) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        var entry = new Entry(receivedAtMicros);
        Json.eachField(json, name -> {
            switch (name) {
                case "request_time" -> readTime(json, entry);
                case "inference" -> {
                    eachFieldOf(json, field -> readInference(json, field, entry));
                    entry.hasInference = true;
                }
                default -> json.skipChildren();
            }
        });
        if (!entry.hasInference) {
            throw RejectedField.in(json, "inference", "nothing", "an object");
        }
        if (entry.answers.isEmpty()) {
            entry.answers.add(new InferenceDraft()); // Nothing was found; the request counts.
        }
        for (int position = 0; position < entry.answers.size(); position++) {
            entry.complete(entry.answers.get(position), position);
        }
        return new Pingback.Result(index, entry.own, entry.requestTime, entry.answers);
    }

    /** Nothing is refused for its clock, since it would not come again: what cannot be a time is none. */
    private void readTime(JsonParser json, Entry entry) throws IOException {
        Instant at;
        try {
            at = Values.instant(json);
        } catch (RejectedField e) {
            return;
        }
        entry.requestTime = at;
        if (reader.isPlausible(at, Instant.EPOCH.plus(entry.receivedAtMicros, ChronoUnit.MICROS))) {
            entry.common.setOccurredAtMicros(Events.micros(at));
        }
    }

    private void readInference(JsonParser json, String name, Entry entry) throws IOException {
        switch (name) {
            case "inference_id" -> entry.common.setInferenceId(Values.id(json));
            case "inference_server_id" -> entry.common.setServerId(Values.id(json));
            case "inference_server_version" -> entry.common.setServerVersion(Values.id(json));
            case "request" -> eachFieldOf(json, field -> readRequest(json, field, entry));
            case "response" -> readResponse(json, entry);
            default -> json.skipChildren();
        }
    }

    private void readRequest(JsonParser json, String name, Entry entry) throws IOException {
        switch (name) {
            // Only looked up: neither the key nor its hash goes on from here.
            case "api_key" -> entry.own = gate.reporterOf(Values.text(json, 1000));
            case "model_id" -> entry.common.setModelId(Values.id(json));
            case "model_type" -> entry.common.setModelType(Values.id(json));
            case "source" -> entry.common.setSource(Values.id(json));
            case "source_info" -> entry.common.setSourceInfo(Values.id(json));
            case "confidence" -> {
                double threshold = Values.numberOrNaN(json); // "best" and "default" are no thresholds.
                if (threshold >= 0 && threshold <= 1) {
                    entry.common.setConfidenceThreshold(threshold);
                }
                json.skipChildren();
            }
            default -> json.skipChildren();
        }
    }

    private void readResponse(JsonParser json, Entry entry) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            entry.answers.add(readAnswer(json));
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            entry.answers.add(readAnswer(json));
        }
    }

    private InferenceDraft readAnswer(JsonParser json) throws IOException {
        var answer = new InferenceDraft();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            reader.readAnswer(json, answer);
        } else {
            json.skipChildren();
        }
        return answer;
    }

    private static void eachFieldOf(JsonParser json, Json.FieldReader field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Json.eachField(json, field);
    }

    /** An entry while it is read; its fields come in any order. */
    private static final class Entry {
        private final InferenceRecorded.Builder common;
        private final List<InferenceDraft> answers = new ArrayList<>(1);
        private final long receivedAtMicros;
        private boolean hasInference;
        private @Nullable Reporter own;
        private @Nullable String givenId;
        private @Nullable Instant requestTime;

        Entry(long receivedAtMicros) {
            this.receivedAtMicros = receivedAtMicros;
            this.common = InferenceRecorded.newBuilder()
                    .setReceivedAtMicros(receivedAtMicros)
                    .setOccurredAtMicros(receivedAtMicros);
        }

        void complete(InferenceDraft draft, int position) {
            InferenceRecorded.Builder answer = draft.fields();
            answer.mergeFrom(common.buildPartial()).setResponseIndex(position);
            if (answer.getInferenceId().isBlank()) {
                givenId = givenId == null ? UUID.randomUUID().toString() : givenId;
                answer.setInferenceId(givenId);
            }
            if (!InferenceReader.isModelId(answer.getModelId())) {
                answer.setModelId(answer.getModelType().isBlank() ? NO_MODEL : answer.getModelType());
            }
        }
    }
}
