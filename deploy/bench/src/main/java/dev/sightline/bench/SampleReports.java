package dev.sightline.bench;

import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Inferences of a usual size, as a client's JSON and as the event that ingest-service makes of it. */
final class SampleReports {
    private static final String[] CLASSES = {"helmet", "head", "vest", "person", "forklift"};

    private SampleReports() {}

    /** A JSON array of new inferences with five detections each. */
    static byte[] json(int count, Instant at) {
        var json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append(inference(UUID.randomUUID().toString(), at));
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    static String inference(String id, Instant at) {
        var predictions = new StringBuilder();
        for (int i = 0; i < CLASSES.length; i++) {
            predictions.append(i == 0 ? "" : ",").append("""
                    {"x":%d.5,"y":241.0,"width":80.0,"height":120.0,"confidence":0.9%d,"class":"%s","class_id":%d,\
                    "detection_id":"%s"}""".formatted(100 * i, i, CLASSES[i], i, UUID.randomUUID()));
        }
        return """
                {"inference_id":"%s","model_id":"hard-hat/%d","timestamp":"%s","time":0.031,\
                "image":{"width":1280,"height":720},"device_id":"line-%d","metadata":{"camera":"c1","shift":"early"},\
                "predictions":[%s]}""".formatted(id, Math.floorMod(id.hashCode(), 6), at, Math.floorMod(id.hashCode(), 12), predictions);
    }

    /** The same inference as it stands on the topic. */
    static byte[] event(String workspace, Instant at) {
        long micros = at.getEpochSecond() * 1_000_000;
        var event = InferenceRecorded.newBuilder()
                .setWorkspace(workspace)
                .setInferenceId(UUID.randomUUID().toString())
                .setOccurredAtMicros(micros)
                .setReceivedAtMicros(micros)
                .setModelId("hard-hat/3")
                .setDeviceId("line-3")
                .setInferenceTime(0.031)
                .setImageWidth(1280)
                .setImageHeight(720)
                .putMetadata("camera", "c1")
                .putMetadata("shift", "early");
        for (int i = 0; i < CLASSES.length; i++) {
            event.addPredictions(Prediction.newBuilder()
                    .setClassName(CLASSES[i])
                    .setClassId(i)
                    .setConfidence(0.9 + i / 100.0)
                    .setX(100 * i + 0.5)
                    .setY(241)
                    .setWidth(80)
                    .setHeight(120)
                    .setDetectionId(UUID.randomUUID().toString()));
        }
        return event.build().toByteArray();
    }
}
