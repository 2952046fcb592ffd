package dev.sightline.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inferences of a usual size as clients post them: five detections each, as different from one another as real ones,
 * since both compression and parsers are fast on what repeats.
 */
final class SampleReports {
    private static final String[] CLASSES = {"helmet", "head", "vest", "person", "forklift"};
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private SampleReports() {}

    /** A JSON array of new inferences. */
    static byte[] json(int count, Instant at) {
        var json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",")
                    .append(inference(UUID.randomUUID().toString(), at.plusNanos(1_000_000L * RANDOM.nextInt(1000))));
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON array of inferences without ids and times: new ones each time that it is sent. */
    static byte[] unnamed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{" + content() + "}")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String inference(String id, Instant at) {
        return "{\"inference_id\":\"%s\",\"timestamp\":\"%s\",%s}".formatted(id, at, content());
    }

    private static String content() {
        var predictions = new StringBuilder();
        for (int i = 0; i < CLASSES.length; i++) {
            predictions.append(i == 0 ? "" : ",").append(prediction());
        }
        return """
                "model_id":"hard-hat/%d","time":%s,\
                "image":{"width":1280,"height":720},"device_id":"line-%d","metadata":{"camera":"c%d","shift":"early"},\
                "predictions":[%s]""".formatted(
                        RANDOM.nextInt(1, 6),
                        RANDOM.nextDouble(0.02, 0.05),
                        RANDOM.nextInt(12),
                        RANDOM.nextInt(40),
                        predictions);
    }

    private static String prediction() {
        int classId = RANDOM.nextInt(CLASSES.length);
        return String.format(
                Locale.ROOT,
                """
                {"x":%.1f,"y":%.1f,"width":%d.0,"height":%d.0,"confidence":%s,"class":"%s","class_id":%d,\
                "detection_id":"%s"}""",
                RANDOM.nextInt(2560) / 2.0,
                RANDOM.nextInt(1440) / 2.0,
                RANDOM.nextInt(20, 300),
                RANDOM.nextInt(20, 300),
                RANDOM.nextDouble(0.4, 1),
                CLASSES[classId],
                classId,
                UUID.randomUUID());
    }
}
