package dev.sightline.ingest.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one item of a body into the batch: an inference, a list of them, or a CloudEvent around either. */
final class ItemReader {
    private final InferenceReader reader;
    private final InferenceBatch batch;

    ItemReader(InferenceReader reader, InferenceBatch batch) {
        this.reader = reader;
        this.batch = batch;
    }

    void read(JsonParser json, int index) throws IOException {
        List<InferenceDraft> inferences = inferences(json, index, depthOf(json));
        accept(index, inferences, null);
    }

    /**
     * Reads a CloudEvent. Its {@code id} and {@code source}, which together are unique, name an inference that has no id,
     * and its {@code time} is when an inference without a time occurred.
     */
    void readCloudEvent(JsonParser json, int index) throws IOException {
        int depth = depthOf(json);
        var event = new CloudEvent();
        try {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RejectedField.at(json, "a CloudEvent: an object");
            }
            Json.eachField(json, name -> readAttribute(json, name, index, depth, event));
            if (!event.hasData) {
                throw RejectedField.in(json, "data", "nothing", "an inference");
            }
        } catch (RejectedField e) {
            batch.reject(e.atIndex(index, depth));
            Json.leave(json, depth);
            return;
        }
        if (event.time != null) {
            long occurredAt = Events.micros(event.time);
            event.inferences.stream()
                    .filter(inference -> inference.fields().getOccurredAtMicros() == 0)
                    .forEach(inference -> inference.fields().setOccurredAtMicros(occurredAt));
        }
        accept(index, event.inferences, event.id.isEmpty() ? null : event.source + '\n' + event.id);
    }

    private void readAttribute(JsonParser json, String name, int index, int depth, CloudEvent event)
            throws IOException {
        switch (name) {
            case "id" -> event.id = Values.id(json);
            case "source" -> event.source = Values.text(json, 1000);
            case "time" -> event.time = reader.occurredAt(json, batch.begin());
            case "data_base64" -> throw RejectedField.at(json, "data, not data_base64");
            case "data" -> {
                event.hasData = true;
                event.inferences.addAll(inferences(json, index, depth));
            }
            default -> json.skipChildren();
        }
    }

    /** Reads an inference or a list of them; what cannot be taken is refused and left out. */
    private List<InferenceDraft> inferences(JsonParser json, int index, int depth) throws IOException {
        var inferences = new ArrayList<InferenceDraft>(1);
        if (json.currentToken() != JsonToken.START_ARRAY) {
            addInference(json, index, depth, 0, inferences);
            return inferences;
        }
        for (int position = 0; json.nextToken() != JsonToken.END_ARRAY; position++) {
            addInference(json, index, depth, position, inferences);
        }
        return inferences;
    }

    private void addInference(JsonParser json, int index, int depth, int position, List<InferenceDraft> inferences)
            throws IOException {
        int ownDepth = depthOf(json);
        InferenceDraft inference = batch.begin();
        inference.fields().setResponseIndex(position);
        try {
            reader.readInference(json, inference);
            inferences.add(inference);
        } catch (RejectedField e) {
            batch.reject(e.atIndex(index, depth));
            Json.leave(json, ownDepth);
        }
    }

    private void accept(int index, List<InferenceDraft> inferences, @Nullable String name) {
        String id = null;
        for (InferenceDraft inference : inferences) {
            if (inference.fields().getInferenceId().isEmpty()) {
                if (id == null) { // The images of one request share its id.
                    id = name == null ? batch.idFor(index) : batch.nameBased(name);
                }
                inference.fields().setInferenceId(id);
            }
            batch.accept(index, inference);
        }
    }

    /** Depth of the value at which the parser stands, once it is entered. */
    private static int depthOf(JsonParser json) {
        int around = json.getParsingContext().getNestingDepth();
        return json.currentToken().isStructStart() ? around : around + 1;
    }

    private static final class CloudEvent {
        private final List<InferenceDraft> inferences = new ArrayList<>(1);
        private String id = "";
        private String source = "";
        private @Nullable Instant time;
        private boolean hasData;
    }
}
