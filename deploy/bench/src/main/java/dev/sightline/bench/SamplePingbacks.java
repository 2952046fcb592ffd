package dev.sightline.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Reports as inference servers write them: an envelope, and a minute's results with three detections each. */
final class SamplePingbacks {
    private static final String[] CLASSES = {"helmet", "head", "vest"};
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private SamplePingbacks() {}

    /** As a server sends it unless told otherwise: class and confidence of each detection. */
    static byte[] condensed(String key, int inferences, Instant at) {
        return report(key, inferences, at, false);
    }

    /** With {@code TINY_CACHE=False}: the answers as the server's own clients get them. */
    static byte[] full(String key, int inferences, Instant at) {
        return report(key, inferences, at, true);
    }

    private static byte[] report(String key, int inferences, Instant at, boolean isFull) {
        var json = new StringBuilder("""
                {"api_key": "%s", "timestamp": "1795353874", "device_id": "line-3", "inference_server_id": "SxVv9x",
                 "inference_server_version": "1.5.0", "tags": ["plant-b"], "platform": "Linux", "hostname": "vm-9",
                 "inference_results": [""".formatted(key));
        for (int i = 0; i < inferences; i++) {
            json.append(i == 0 ? "" : ", ").append(result(key, at.toEpochMilli() / 1000.0 - i * 0.01, isFull));
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String result(String key, double at, boolean isFull) {
        var predictions = new StringBuilder();
        for (int i = 0; i < CLASSES.length; i++) {
            predictions.append(i == 0 ? "" : ", ").append(prediction(i, isFull));
        }
        String answer = isFull
                ? "{\"visualization\": null, \"frame_id\": null, \"time\": %s, \"image\": {\"width\": 1280, \"height\": 720}, \"predictions\": [%s]}"
                : "[{\"time\": %s, \"predictions\": [%s]}]";
        String id = UUID.randomUUID().toString();
        return String.format(
                Locale.ROOT,
                """
                {"request_time": %.6f, "inference": {"inference_id": "%s", "inference_server_version": "1.5.0", \
                "inference_server_id": "SxVv9x", "request": {"api_key": "%s", "source": "external", "source_info": \
                "external", "model_id": "hard-hat/%d", "model_type": null, "confidence": 0.4}, "response": %s}}""",
                at,
                id,
                key,
                RANDOM.nextInt(1, 6),
                answer.formatted(RANDOM.nextDouble(0.02, 0.05), predictions));
    }

    private static String prediction(int classId, boolean isFull) {
        double confidence = RANDOM.nextDouble(0.4, 1);
        return isFull
                ? String.format(
                        Locale.ROOT,
                        """
                        {"x": %.1f, "y": %.1f, "width": %d.0, "height": %d.0, "confidence": %s, "class": "%s", \
                        "class_confidence": null, "class_id": %d, "tracker_id": null, "detection_id": "%s", \
                        "parent_id": null}""",
                        RANDOM.nextInt(2560) / 2.0,
                        RANDOM.nextInt(1440) / 2.0,
                        RANDOM.nextInt(20, 300),
                        RANDOM.nextInt(20, 300),
                        confidence,
                        CLASSES[classId],
                        classId,
                        UUID.randomUUID())
                : "{\"class\": \"" + CLASSES[classId] + "\", \"confidence\": " + confidence + "}";
    }
}
