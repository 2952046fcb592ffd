package dev.sightline.ingest.metadata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.inference.MetadataFields;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"data":[{"inference_ids":[…],"field_name":"…","field_value":"…"}, …]}}, with or without a key in it. */
final class CompatibleMetadata {
    private static final int KEY_LENGTH = 1000;

    private final JsonParser json;
    private final int maxItems;
    private final MetadataSink.Batch batch = new MetadataSink.Batch();
    private @Nullable String key;
    private boolean hasData;

    CompatibleMetadata(JsonParser json, int maxItems) {
        this.json = json;
        this.maxItems = maxItems;
    }

    /** The key inside the body; null when there is none. */
    @Nullable String key() {
        return key;
    }

    MetadataSink.Batch batch() {
        return batch;
    }

    /** Reads all of it; an entry that cannot be taken is refused alone. */
    CompatibleMetadata read() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Json.eachField(json, name -> {
            switch (name) {
                case "api_key" -> key = Values.text(json, KEY_LENGTH);
                case "data" -> readData();
                default -> json.skipChildren();
            }
        });
        if (!hasData) {
            throw RejectedField.in(json, "data", "nothing", "a list of entries");
        }
        return this;
    }

    private void readData() throws IOException {
        hasData = true;
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedField.at(json, "a list of entries");
        }
        int depth = json.getParsingContext().getNestingDepth() + 1;
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (batch.sets().size() + batch.rejections().size() >= maxItems) {
                throw ProblemException.tooLarge("A request may name up to " + maxItems + " inferences.");
            }
            try {
                readEntry();
            } catch (RejectedField e) {
                batch.rejections().add(e.atIndex(index, depth));
                Json.leave(json, depth);
            }
        }
    }

    private void readEntry() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        Set<String> ids = new LinkedHashSet<>();
        var field = MetadataField.newBuilder();
        var hasValue = new boolean[1];
        Json.eachField(json, name -> {
            switch (name) {
                case "inference_ids", "inference_id" -> MetadataItemReader.readIds(json, ids);
                case "field_name" -> {
                    field.setName(Values.text(json, Integer.MAX_VALUE));
                    MetadataFields.requireName(json, field.getName());
                }
                case "field_value" -> {
                    MetadataField read = MetadataFields.read(json, name);
                    field.setValue(read.getValue()).setType(read.getType());
                    hasValue[0] = true;
                }
                default -> json.skipChildren();
            }
        });
        require(!ids.isEmpty(), "inference_ids", "a list of ids");
        require(!field.getName().isEmpty(), "field_name", "a name");
        require(hasValue[0], "field_value", "a string, number or boolean");
        batch.add(ids, List.of(field.build()));
    }

    private void require(boolean isThere, String field, String expected) throws IOException {
        if (!isThere) {
            throw RejectedField.in(json, field, "nothing", expected);
        }
    }
}
