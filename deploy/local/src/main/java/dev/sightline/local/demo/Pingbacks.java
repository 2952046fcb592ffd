package dev.sightline.local.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sightline.local.demo.Inference.Prediction;
import java.io.IOException;
import java.util.List;

/** Bodies of {@code POST /inference-stats}: what an unmodified inference server posts once a minute. */
final class Pingbacks {
    private Pingbacks() {}

    /** A report of one device; without inferences it is a mere sign of life. */
    static byte[] report(Device device, List<Inference> inferences, String key) {
        return Payloads.gzipped(json -> {
            json.writeStartObject();
            json.writeStringField("api_key", key);
            json.writeStringField("device_id", device.id());
            json.writeStringField("inference_server_id", device.serverId());
            json.writeStringField("inference_server_version", device.serverVersion());
            json.writeArrayFieldStart("tags");
            for (String tag : device.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
            json.writeStringField("platform", device.hardware().platform());
            json.writeStringField("hostname", device.id());
            json.writeArrayFieldStart("inference_results");
            for (Inference inference : inferences) {
                // Servers do not report their errors this way.
                if (inference.failure() == null) {
                    writeResult(json, inference, key);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeResult(JsonGenerator json, Inference inference, String key) throws IOException {
        var device = inference.stream().device();
        json.writeStartObject();
        json.writeNumberField("request_time", inference.at().toEpochMilli() / 1000.0);
        json.writeObjectFieldStart("inference");
        json.writeStringField("inference_id", inference.id());
        json.writeStringField("inference_server_version", device.serverVersion());
        json.writeStringField("inference_server_id", device.serverId());
        json.writeObjectFieldStart("request");
        json.writeStringField("api_key", key);
        json.writeStringField("source", "external");
        json.writeStringField("source_info", "external");
        json.writeStringField("model_id", inference.modelId());
        json.writeStringField("model_type", inference.stream().model().task().modelType());
        json.writeNumberField("confidence", inference.stream().model().threshold());
        json.writeEndObject();
        json.writeFieldName("response");
        if (device.protocol() == Device.Protocol.FULL_PINGBACK) {
            writeFull(json, inference);
        } else {
            writeCondensed(json, inference);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** When nothing was found, servers leave out even the time. */
    private static void writeCondensed(JsonGenerator json, Inference inference) throws IOException {
        json.writeStartArray();
        if (!inference.predictions().isEmpty()) {
            json.writeStartObject();
            json.writeArrayFieldStart("predictions");
            for (Prediction prediction : inference.predictions()) {
                json.writeStartObject();
                json.writeStringField("class", prediction.className());
                json.writeNumberField("confidence", prediction.confidence());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeTime(json, inference);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeFull(JsonGenerator json, Inference inference) throws IOException {
        json.writeStartObject();
        json.writeNullField("visualization");
        json.writeStringField("inference_id", inference.id());
        json.writeNullField("frame_id");
        writeTime(json, inference);
        json.writeFieldName("predictions");
        Payloads.writePredictions(json, inference.stream().model(), inference.predictions());
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, Inference inference) throws IOException {
        if (inference.seconds() != null) {
            json.writeNumberField("time", inference.seconds());
        }
    }
}
