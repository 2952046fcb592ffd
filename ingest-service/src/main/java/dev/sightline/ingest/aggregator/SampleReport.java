package dev.sightline.ingest.aggregator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One report of an aggregator while it is read: who reports, and the most confident prediction of each class. */
final class SampleReport {
    /** Index of what is refused in the report and not in a sample. */
    private static final int REPORT = -1;

    private static final int KEY_LENGTH = 1000;

    private final InferenceSampled.Builder common = InferenceSampled.newBuilder();
    private final List<InferenceSampled.Builder> samples = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final int maxItems;
    private @Nullable String key;
    private String hostname = "";
    private String macAddress = "";

    SampleReport(int maxItems) {
        this.maxItems = maxItems;
    }

    SampleReport read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw ProblemException.malformed("A report is an object with inference_results.");
        }
        Json.eachField(json, name -> {
            try {
                readField(json, name);
            } catch (RejectedField e) {
                // The report is never sent again: a strange field of it is no reason to lose the samples.
                rejections.add(e.atIndex(REPORT, 1));
                Json.leave(json, 2);
            }
        });
        return this;
    }

    /** The samples as events of a workspace. */
    List<InferenceSampled> samples(String workspace, long receivedAtMicros) {
        if (common.getDeviceId().isEmpty()) {
            common.setDeviceId(hostname.isEmpty() ? macAddress : hostname);
        }
        common.setWorkspace(workspace).setReceivedAtMicros(receivedAtMicros);
        return samples.stream()
                .map(sample -> sample.mergeFrom(common.buildPartial()).build())
                .toList();
    }

    /** The key inside the report. */
    String requireKey() {
        if (key == null) {
            throw Gate.noKey();
        }
        return key;
    }

    /** Known once the samples are. */
    String deviceId() {
        return common.getDeviceId();
    }

    List<Rejection> rejections() {
        return rejections;
    }

    private void readField(JsonParser json, String name) throws IOException {
        switch (name) {
            case "api_key" -> key = Values.text(json, KEY_LENGTH);
            case "device_id" -> common.setDeviceId(Values.id(json));
            case "inference_server_version" -> common.setServerVersion(Values.id(json));
            case "source" -> common.setSource(Values.id(json));
            case "source_info" -> common.setSourceInfo(Values.id(json));
            case "hostname" -> hostname = Values.id(json);
            case "mac_address" -> macAddress = Values.id(json);
            case "inference_results" -> readSamples(json);
            // The report's time carries no zone: ours counts.
            default -> json.skipChildren();
        }
    }

    private void readSamples(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedField.at(json, "a list of samples");
        }
        int depth = json.getParsingContext().getNestingDepth() + 1;
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == maxItems) {
                throw ProblemException.tooLarge("A report may have up to " + maxItems + " samples.");
            }
            try {
                samples.add(readSample(json).setSampleIndex(index));
            } catch (RejectedField e) {
                rejections.add(e.atIndex(index, depth));
                Json.leave(json, depth);
            }
        }
    }

    private static InferenceSampled.Builder readSample(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object");
        }
        var sample = InferenceSampled.newBuilder();
        Json.eachField(json, name -> {
            switch (name) {
                case "model_id" -> sample.setModelId(Values.id(json));
                case "model_type" -> sample.setModelType(Values.id(json));
                case "class_name", "class" -> sample.setClassName(Values.id(json));
                case "confidence" -> sample.setConfidence(Values.confidence(json));
                case "inference_id" -> sample.setInferenceId(Values.id(json));
                default -> json.skipChildren();
            }
        });
        if (!InferenceReader.isModelId(sample.getModelId())) {
            throw RejectedField.in(json, "model_id", "nothing", "a model id such as project/version");
        }
        return sample;
    }
}
