package dev.sightline.query;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's numbers equal the raw rows': summed here in plain Java from what was stored. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class RollupsEqualRawRowsTest {
    private static final Instant FROM = Instant.parse("2026-03-10T10:07:00Z");
    private static final long MINUTES = 3 * 60 + 11;
    private static final Instant UNTIL = FROM.plusSeconds(MINUTES * 60);

    private final TestWorkspace workspace = TestWorkspace.create();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20260310, 987654321})
    void figures_equal_the_sums_over_what_was_stored(long seed) {
        var random =
                RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            stored.add(Stored.random(random));
        }
        store(stored.stream().map(row -> row.sample(workspace)).toList());

        var window = Map.of("from", FROM.toString(), "until", UNTIL.toString());
        var overview = workspace.get("/api/v1/overview", window);
        var models = workspace.get("/api/v1/models", window);
        var devices = workspace.get("/api/v1/devices", window);

        var current = stored.stream().filter(row -> !row.at.isBefore(FROM)).toList();
        assertEqual("", overview, current);
        for (String model : List.of("helmets/0", "helmets/1", "helmets/2")) {
            var rows = current.stream().filter(row -> row.model().equals(model)).toList();
            assertEqual("models.find { it.model_id == '" + model + "' }.", models, rows);
        }
        for (String device : List.of("line-0", "line-1", "line-2")) {
            var rows =
                    current.stream().filter(row -> row.device().equals(device)).toList();
            var before = stored.stream()
                    .filter(row -> row.at.isBefore(FROM) && row.device().equals(device))
                    .toList();
            String path = "devices.find { it.device_id == '" + device + "' }.";
            assertThat(devices.getDouble(path + "requests.value")).isEqualTo(rows.size());
            assertThat(devices.getDouble(path + "requests.previous")).isEqualTo(before.size());
            assertThat(devices.getDouble(path + "average_confidence.value"))
                    .isCloseTo(averageConfidence(rows), within(1e-9));
        }
        assertThat(overview.getList("series.requests", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .as("sum of the series")
                .isEqualTo(current.size());
    }

    private static void assertEqual(String path, JsonPath answer, List<Stored> rows) {
        int predictions = rows.stream().mapToInt(row -> row.counted().length).sum();
        var timed = rows.stream().filter(row -> row.seconds >= 0).toList();
        assertThat(answer.getDouble(path + "requests.value"))
                .as("%srequests", path)
                .isEqualTo(rows.size());
        assertThat(answer.getDouble(path + "predictions.value")).isEqualTo(predictions);
        assertThat(answer.getDouble(path + "average_confidence.value"))
                .isCloseTo(averageConfidence(rows), within(1e-9));
        assertThat(answer.getDouble(path + "average_inference_time.value"))
                .isCloseTo(
                        timed.stream().mapToDouble(row -> row.seconds).average().orElseThrow(), within(1e-9));
    }

    private static double averageConfidence(List<Stored> rows) {
        return rows.stream()
                .flatMapToDouble(row -> Arrays.stream(row.counted()))
                .average()
                .orElseThrow();
    }

    /** An inference of chance; a negative time is none. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(
            Instant at,
            int modelVersion,
            int deviceNumber,
            double[] confidences,
            boolean isClassification,
            double seconds) {
        static Stored random(RandomGenerator random) {
            var confidences = random.doubles(random.nextInt(0, 6)).toArray();
            return new Stored(
                    FROM.plusMillis(random.nextLong(-MINUTES * 60_000, MINUTES * 60_000)),
                    random.nextInt(3),
                    random.nextInt(3),
                    confidences,
                    confidences.length > 0 && random.nextInt(4) == 0,
                    random.nextInt(5) == 0 ? -1 : random.nextDouble());
        }

        String model() {
            return "helmets/" + modelVersion;
        }

        String device() {
            return "line-" + deviceNumber;
        }

        double[] counted() {
            return isClassification ? new double[] {confidences[0]} : confidences;
        }

        SampleInference sample(TestWorkspace workspace) {
            List<String> classes = new ArrayList<>(Collections.nCopies(confidences.length, "other"));
            if (isClassification) {
                classes.set(0, "chosen");
            }
            var sample = anInference(workspace, at)
                    .of("helmets", Integer.toString(modelVersion))
                    .with("device_id", device())
                    .with("top", isClassification ? "chosen" : "")
                    .predictions(classes, confidences);
            return seconds < 0 ? sample : sample.with("inference_time", seconds);
        }
    }
}
