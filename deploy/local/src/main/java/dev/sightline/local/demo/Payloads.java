package dev.sightline.local.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sightline.local.demo.Inference.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bodies of the native endpoints, compressed. */
final class Payloads {
    private static final JsonFactory JSON = new JsonFactory();

    private Payloads() {}

    /** A batch for {@code POST /v1/inferences}. */
    static byte[] inferences(List<Inference> inferences) {
        return gzipped(json -> {
            json.writeStartArray();
            for (Inference inference : inferences) {
                writeInference(json, inference);
            }
            json.writeEndArray();
        });
    }

    /** A batch for {@code POST /v1/heartbeats}. */
    static byte[] heartbeats(List<Device> devices, Instant at, int intervalSeconds) {
        return gzipped(json -> {
            json.writeStartArray();
            for (Device device : devices) {
                json.writeStartObject();
                writeDevice(json, device);
                json.writeStringField("timestamp", at.toString());
                json.writeNumberField("interval_seconds", intervalSeconds);
                json.writeStringField("platform", device.hardware().platform());
                json.writeStringField("hostname", device.id());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeInference(JsonGenerator json, Inference inference) throws IOException {
        var stream = inference.stream();
        json.writeStartObject();
        json.writeStringField("inference_id", inference.id());
        json.writeStringField("model_id", inference.modelId());
        json.writeStringField("model_type", stream.model().task().modelType());
        json.writeStringField("timestamp", inference.at().toString());
        writeDevice(json, stream.device());
        json.writeStringField("stream_id", stream.camera());
        json.writeStringField("source", "demo");
        json.writeNumberField("confidence_threshold", stream.model().threshold());
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : inference.metadata().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        if (inference.seconds() != null) {
            json.writeNumberField("time", inference.seconds());
        }
        json.writeObjectFieldStart("image");
        json.writeNumberField("width", stream.width());
        json.writeNumberField("height", stream.height());
        json.writeEndObject();
        writeAnswer(json, inference);
        json.writeEndObject();
    }

    private static void writeAnswer(JsonGenerator json, Inference inference) throws IOException {
        if (inference.failure() != null) {
            json.writeObjectFieldStart("error");
            json.writeNumberField("status", inference.failure().status());
            json.writeStringField("type", inference.failure().type());
            json.writeStringField("message", inference.failure().message());
            json.writeEndObject();
            return;
        }
        if (inference.top() != null) {
            json.writeStringField("top", inference.top());
            json.writeNumberField(
                    "confidence", inference.predictions().getFirst().confidence());
        }
        json.writeFieldName("predictions");
        writePredictions(json, inference.stream().model(), inference.predictions());
    }

    /** As an inference server writes them: multi-label classification as a map by class, everything else as a list. */
    static void writePredictions(JsonGenerator json, Model model, List<Prediction> predictions) throws IOException {
        boolean isMap = model.task() == Model.Task.MULTI_LABEL;
        if (isMap) {
            json.writeStartObject();
        } else {
            json.writeStartArray();
        }
        for (Prediction prediction : predictions) {
            if (isMap) {
                json.writeObjectFieldStart(prediction.className());
            } else {
                json.writeStartObject();
                json.writeStringField("class", prediction.className());
            }
            json.writeNumberField("class_id", model.classId(prediction.className()));
            json.writeNumberField("confidence", prediction.confidence());
            if (prediction.thing() != null) {
                writePlace(json, prediction.thing());
                json.writeStringField("detection_id", prediction.detectionId());
            }
            json.writeEndObject();
        }
        if (isMap) {
            json.writeEndObject();
        } else {
            json.writeEndArray();
        }
    }

    private static void writePlace(JsonGenerator json, Thing thing) throws IOException {
        writeSpot(json, thing.box().x(), thing.box().y());
        json.writeNumberField("width", thing.box().width());
        json.writeNumberField("height", thing.box().height());
        if (!thing.outline().isEmpty()) {
            json.writeArrayFieldStart("points");
            for (Spot spot : thing.outline()) {
                json.writeStartObject();
                writeSpot(json, spot.x(), spot.y());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!thing.joints().isEmpty()) {
            writeJoints(json, thing.joints());
        }
    }

    private static void writeJoints(JsonGenerator json, List<Spot> joints) throws IOException {
        json.writeArrayFieldStart("keypoints");
        for (int i = 0; i < joints.size(); i++) {
            json.writeStartObject();
            json.writeStringField("class", Skeleton.JOINTS.get(i));
            json.writeNumberField("class_id", i);
            // The farther from the body, the less sure.
            json.writeNumberField("confidence", i < 5 ? 0.94 : i < 9 ? 0.9 : 0.83);
            writeSpot(json, joints.get(i).x(), joints.get(i).y());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeSpot(JsonGenerator json, double x, double y) throws IOException {
        // Centres lie on half tenths.
        json.writeNumberField("x", Math.round(x * 100) / 100.0);
        json.writeNumberField("y", Math.round(y * 100) / 100.0);
    }

    private static void writeDevice(JsonGenerator json, Device device) throws IOException {
        json.writeStringField("device_id", device.id());
        json.writeStringField("server_id", device.serverId());
        json.writeStringField("server_version", device.serverVersion());
        json.writeArrayFieldStart("tags");
        for (String tag : device.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
    }

    static byte[] gzipped(Body body) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try (var zip = new GZIPOutputStream(bytes, 1 << 14) {
                    {
                        // Half the time of the default for nearly the same size.
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                };
                var json = JSON.createGenerator(zip)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** What writes a body. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
