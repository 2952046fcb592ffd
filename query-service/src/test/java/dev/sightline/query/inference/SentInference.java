package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;

import dev.sightline.query.SampleInference;
import dev.sightline.query.TestWorkspace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An inference of chance, of few values each, so that every combination of filters meets some.
 *
 * @param texts by column; empty where it does not say
 * @param attached fields that were attached later
 */
record SentInference(
        String id,
        Instant at,
        Map<String, String> texts,
        List<String> tags,
        List<Seen> predictions,
        String top,
        boolean isError,
        @Nullable Double seconds,
        Map<String, String> metadata,
        Map<String, String> attached,
        boolean hasImage) {
    static final Instant FROM = Instant.parse("2026-03-10T10:00:00Z");
    static final int MINUTES = 120;

    /** Text columns and what they hold; quotes and backslashes must do no harm. */
    static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("project", List.of("helmets", "cars")),
            Map.entry("version", List.of("1", "2", "")),
            Map.entry("model_type", List.of("object-detection", "classification")),
            Map.entry("device_id", List.of("line-1", "li'ne\\2", "a,]b", "")),
            Map.entry("server_id", List.of("server-1", "server-2")),
            Map.entry("server_version", List.of("1.5.0", "0.9.0", "")),
            Map.entry("source", List.of("hosted", "camera")),
            Map.entry("source_info", List.of("", "north")),
            Map.entry("workflow_id", List.of("", "wf-1")),
            Map.entry("stream_id", List.of("", "s1", "s2")),
            Map.entry("error_type", List.of("InferenceError", "TimeoutError")));

    static final List<String> CLASSES = List.of("helmet", "head", "it's \"a\" vest");
    static final List<String> TAGS = List.of("plant-a", "plant-b", "n'ight");

    /** A prediction. */
    record Seen(String className, double confidence) {}

    static SentInference random(RandomGenerator random, int number) {
        Map<String, String> texts = new HashMap<>();
        // A map's order is another one in every run; a seed stands for the same inferences in all.
        new TreeMap<>(TEXTS).forEach((column, values) -> texts.put(column, values.get(random.nextInt(values.size()))));
        List<Seen> predictions = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            predictions.add(new Seen(CLASSES.get(random.nextInt(3)), random.nextInt(101) / 100.0));
        }
        boolean isError = random.nextInt(5) == 0;
        if (!isError) {
            texts.put("error_type", "");
        }
        return new SentInference(
                "i-" + number,
                FROM.plusMillis(random.nextLong(MINUTES * 60_000L)),
                texts,
                TAGS.stream().filter(_ -> random.nextInt(3) == 0).toList(),
                predictions,
                predictions.isEmpty() || random.nextInt(4) > 0
                        ? ""
                        : predictions.getFirst().className(),
                isError,
                random.nextInt(4) == 0 ? null : random.nextInt(100) / 1000.0,
                metadata(random),
                random.nextInt(4) == 0 ? metadata(random) : Map.of(),
                random.nextInt(3) == 0);
    }

    private static Map<String, String> metadata(RandomGenerator random) {
        Map<String, String> metadata = new HashMap<>();
        if (random.nextBoolean()) {
            metadata.put("camera", "c'" + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            // 20.0 is 20 to whoever asks for the number.
            metadata.put("temperature", random.nextInt(18, 22) + (random.nextBoolean() ? ".0" : ""));
        }
        return metadata;
    }

    /** What counts as predicted. */
    List<Seen> counted() {
        return predictions.stream()
                .filter(seen -> top.isEmpty() || seen.className().equals(top))
                .toList();
    }

    /** A field as it counts; null when the inference has none. */
    @Nullable String field(String name) {
        return attached.getOrDefault(name, metadata.get(name));
    }

    SampleInference sample(TestWorkspace workspace) {
        var sample = anInference(workspace, at)
                .with("inference_id", id)
                .with("tags", tags)
                .with("top", top)
                .with("is_error", isError)
                .with("metadata", metadata)
                .with("metadata_types", typesOf(metadata));
        texts.forEach(sample::with);
        if (seconds != null) {
            sample.with("inference_time", seconds);
        }
        return sample.predictions(
                predictions.stream().map(Seen::className).toList(),
                predictions.stream().mapToDouble(Seen::confidence).toArray());
    }

    /** Rows for the tables beside {@code inference}. */
    static void storeBeside(TestWorkspace workspace, List<SentInference> sent) {
        // However long ago they were taken, they came just now: the service ends old images while the tests run.
        String received = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        SampleInference.insert(
                "inference_image",
                sent.stream()
                        .filter(SentInference::hasImage)
                        .map(one -> Map.of(
                                "workspace",
                                workspace.slug(),
                                "inference_id",
                                one.id,
                                "received_at",
                                received,
                                "object_key",
                                workspace.slug() + "/x"))
                        .toList());
        SampleInference.insert(
                "inference_metadata",
                IntStream.range(0, sent.size())
                        .filter(i -> !sent.get(i).attached.isEmpty())
                        .mapToObj(i -> Map.of(
                                "workspace", workspace.slug(),
                                "inference_id", sent.get(i).id,
                                "metadata", sent.get(i).attached,
                                "metadata_types", typesOf(sent.get(i).attached),
                                "received_at", sent.get(i).at.toString(),
                                "logged_at", sent.get(i).at.toString(),
                                "kafka_offset", i))
                        .toList());
    }

    static Map<String, String> typesOf(Map<String, String> metadata) {
        return metadata.containsKey("temperature") ? Map.of("temperature", "number") : Map.of();
    }

    static double average(List<Seen> predictions) {
        return predictions.stream().mapToDouble(Seen::confidence).sum() / predictions.size();
    }

    static boolean isOneOf(List<String> values, @Nullable String... held) {
        return Arrays.stream(held).anyMatch(values::contains);
    }
}
