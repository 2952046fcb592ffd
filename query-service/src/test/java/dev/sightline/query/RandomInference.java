package dev.sightline.query;

import static dev.sightline.query.SampleInference.anInference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An inference of chance.
 *
 * @param seconds negative for none
 * @param location empty for none
 */
record RandomInference(
        Instant at,
        String project,
        String version,
        String device,
        List<Double> confidences,
        List<String> classes,
        boolean isClassification,
        boolean isError,
        double seconds,
        String location) {
    static RandomInference within(Instant from, Duration length, RandomGenerator random) {
        var confidences = random.doubles(random.nextInt(0, 6)).boxed().toList();
        var classes = confidences.stream()
                .map(_ -> "class-" + random.nextInt(1 + random.nextInt(5)))
                .toList();
        return new RandomInference(
                from.plusMillis(random.nextLong(length.toMillis())),
                random.nextInt(4) == 0 ? "cars" : "helmets",
                Integer.toString(random.nextInt(1, 4)),
                "line-" + random.nextInt(4),
                confidences,
                classes,
                !confidences.isEmpty() && random.nextInt(4) == 0,
                random.nextInt(10) == 0,
                random.nextInt(5) == 0 ? -1 : 0.002 * Math.pow(10, 3 * random.nextDouble()),
                random.nextInt(3) == 0 ? "" : "place-" + random.nextInt(3));
    }

    String model() {
        return project + '/' + version;
    }

    /** Where the answer chose one class, only its predictions count. */
    private IntStream counted() {
        return IntStream.range(0, classes.size())
                .filter(i -> !isClassification || classes.get(i).equals(classes.getFirst()));
    }

    DoubleStream countedConfidences() {
        return counted().mapToDouble(confidences::get);
    }

    List<String> countedClasses() {
        return counted().mapToObj(classes::get).toList();
    }

    DoubleStream confidencesOf(String className) {
        return counted().filter(i -> classes.get(i).equals(className)).mapToDouble(confidences::get);
    }

    SampleInference sample(TestWorkspace workspace) {
        var sample = anInference(workspace, at)
                .of(project, version)
                .with("device_id", device)
                .with("is_error", isError)
                .with("top", isClassification ? classes.getFirst() : "")
                .with("metadata", location.isEmpty() ? Map.of() : Map.of("camera_location", location))
                .predictions(
                        classes,
                        confidences.stream().mapToDouble(Double::doubleValue).toArray());
        return seconds < 0 ? sample : sample.with("inference_time", seconds);
    }
}
