package dev.sightline.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dashboard's numbers equal the raw rows': traffic, windows, time zones and filters of chance, each figure of the API
 * beside what plain Java makes of the rows. Two months in which the clocks change, windows from minutes to weeks.
 */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class DashboardNumbersEqualRawRowsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration TRAFFIC = Duration.ofDays(60);
    private static final int INFERENCES = 4_000;
    private static final int WINDOWS = 8;
    private static final String LOCATION = "camera_location";
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland");

    private final TestWorkspace workspace = TestWorkspace.create();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20260310, 987654321})
    void figures_of_any_window_zone_and_filter_equal_the_sums_over_the_rows(long seed) {
        var random =
                RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
        var rows = Stream.generate(() -> RandomInference.within(BEGIN, TRAFFIC, random))
                .limit(INFERENCES)
                .toList();
        SampleInference.store(rows.stream().map(row -> row.sample(workspace)).toList());
        // What others report is in none of it.
        SampleInference.store(List.of(rows.getFirst().sample(TestWorkspace.create())));

        for (int i = 0; i < WINDOWS; i++) {
            Question.random(random).check(workspace, rows);
        }
    }

    /** A window, a zone and a filter of chance. */
    private record Question(Instant from, Instant until, String zone, Map<String, String> filter) {
        static Question random(RandomGenerator random) {
            long minutes = (long) Math.pow(10, random.nextDouble(1, 4.6));
            long latest = TRAFFIC.toMinutes() - minutes;
            var from = BEGIN.plus(random.nextLong(Math.max(1, latest)), ChronoUnit.MINUTES);
            Map<String, String> filter = new HashMap<>();
            if (random.nextInt(3) > 0) {
                filter.put("project", random.nextBoolean() ? "helmets" : "cars");
                if (random.nextBoolean()) {
                    filter.put("version", Integer.toString(random.nextInt(1, 4)));
                }
            }
            var zone = ZONES.get(random.nextInt(ZONES.size()));
            return new Question(from, from.plus(minutes, ChronoUnit.MINUTES), zone, filter);
        }

        void check(TestWorkspace workspace, List<RandomInference> all) {
            var rows = all.stream()
                    .filter(row -> row.project().equals(filter.getOrDefault("project", row.project()))
                            && row.version().equals(filter.getOrDefault("version", row.version())))
                    .toList();
            var before = from.minus(Duration.between(from, until));
            var current = new RawFigures(rows).where(row -> isWithin(row, from, until));
            var previous = new RawFigures(rows).where(row -> isWithin(row, before, from));
            checkOverview(answer(workspace, "/api/v1/overview", Map.of()), current, previous);
            checkClasses(answer(workspace, "/api/v1/classes", Map.of()), current, previous);
            checkDevices(answer(workspace, "/api/v1/devices", Map.of()), current, previous);
            checkMetadata(answer(workspace, "/api/v1/metadata/breakdown", Map.of("field", LOCATION)), current);
            if (!filter.containsKey("version")) {
                var ofVersions = answer(workspace, "/api/v1/models", Map.of());
                checkModels(ofVersions, RandomInference::model, current, previous);
                var ofProjects = answer(workspace, "/api/v1/models", Map.of("by", "project"));
                checkModels(ofProjects, RandomInference::project, current, previous);
            }
        }

        private void checkOverview(Map<String, ?> overview, RawFigures current, RawFigures previous) {
            current.equal(overview, previous);
            assertThat(overview.get("confidence_histogram")).isEqualTo(current.histogram());
            assertThat(overview.get("previous_confidence_histogram")).isEqualTo(previous.histogram());
            var buckets = list(overview, "series");
            for (int i = 0; i < buckets.size(); i++) {
                var start = Instant.parse((String) buckets.get(i).get("at"));
                var end = i + 1 < buckets.size()
                        ? Instant.parse((String) buckets.get(i + 1).get("at"))
                        : until;
                current.where(row -> isWithin(row, start, end)).equalBucket(buckets.get(i));
            }
        }

        private static void checkModels(
                Map<String, ?> answer, Function<RandomInference, String> id, RawFigures current, RawFigures previous) {
            var models = list(answer, "models");
            assertThat(models)
                    .extracting(model -> String.valueOf(model.get("model_id")))
                    .containsExactlyInAnyOrderElementsOf(distinct(current, previous, row -> Stream.of(id.apply(row))));
            for (var model : models) {
                Predicate<RandomInference> isOfIt = row -> id.apply(row).equals(model.get("model_id"));
                var rows = current.where(isOfIt);
                rows.equal(model, previous.where(isOfIt));
                rows.bandIsNear(model);
                RawFigures.compare(
                        model, "devices", rows.devices(), previous.where(isOfIt).devices());
                RawFigures.compare(
                        model,
                        "share",
                        share(rows.rows().size(), current.rows().size()),
                        share(
                                previous.where(isOfIt).rows().size(),
                                previous.rows().size()));
                assertThat(sum(model, "requests_series")).isEqualTo(rows.rows().size());
            }
        }

        private static void checkClasses(Map<String, ?> answer, RawFigures current, RawFigures previous) {
            RawFigures.compare(answer, "predictions", current.predictions(), previous.predictions());
            var classes = list(answer, "classes");
            assertThat(classes)
                    .extracting(one -> String.valueOf(one.get("class")))
                    .containsExactlyInAnyOrderElementsOf(
                            distinct(current, previous, row -> row.countedClasses().stream()));
            for (var one : classes) {
                var name = String.valueOf(one.get("class"));
                double now = current.countOf(name);
                double before = previous.countOf(name);
                RawFigures.compare(one, "predictions", now, before);
                RawFigures.compare(
                        one, "share", share(now, current.predictions()), share(before, previous.predictions()));
                RawFigures.compare(
                        one,
                        "average_confidence",
                        current.averageConfidenceOf(name),
                        previous.averageConfidenceOf(name));
                RawFigures.compare(one, "requests", current.inferencesWith(name), previous.inferencesWith(name));
                assertThat(sum(one, "predictions_series")).isEqualTo((long) now);
            }
        }

        private void checkDevices(Map<String, ?> answer, RawFigures current, RawFigures previous) {
            var devices = list(answer, "devices");
            assertThat(devices)
                    .extracting(one -> String.valueOf(one.get("device_id")))
                    .containsExactlyInAnyOrderElementsOf(distinct(current, previous, row -> Stream.of(row.device())));
            for (var device : devices) {
                Predicate<RandomInference> isOfIt = row -> row.device().equals(device.get("device_id"));
                var rows = current.where(isOfIt);
                var before = previous.where(isOfIt);
                RawFigures.compare(
                        device, "requests", rows.rows().size(), before.rows().size());
                RawFigures.compare(device, "average_confidence", rows.averageConfidence(), before.averageConfidence());
                RawFigures.compare(device, "average_inference_time", rows.averageTime(), before.averageTime());
                RawFigures.compare(device, "error_rate", rows.errorRate(), before.errorRate());
            }
        }

        private static void checkMetadata(Map<String, ?> answer, RawFigures current) {
            RawFigures.same(answer.get("inferences"), current.rows().size(), "inferences that were looked at");
            for (var value : list(answer, "values")) {
                String location = value.get("value") == null ? "" : (String) value.get("value");
                var rows = current.where(row -> row.location().equals(location));
                RawFigures.same(value.get("requests"), rows.rows().size(), "requests of " + location);
                RawFigures.same(value.get("average_confidence"), rows.averageConfidence(), "confidence of " + location);
                RawFigures.same(value.get("average_inference_time"), rows.averageTime(), "time of " + location);
                RawFigures.same(value.get("error_rate"), rows.errorRate(), "error rate of " + location);
            }
        }

        private Map<String, ?> answer(TestWorkspace workspace, String path, Map<String, String> more) {
            Map<String, String> parameters = new HashMap<>(filter);
            parameters.putAll(more);
            parameters.put("from", from.toString());
            parameters.put("until", until.toString());
            if (path.endsWith("overview")) {
                parameters.put("time_zone", zone);
            }
            return workspace.get(path, parameters).getMap("");
        }
    }

    private static boolean isWithin(RandomInference row, Instant from, Instant until) {
        return !row.at().isBefore(from) && row.at().isBefore(until);
    }

    private static Set<String> distinct(
            RawFigures current, RawFigures previous, Function<RandomInference, Stream<String>> of) {
        return Stream.of(current, previous)
                .flatMap(figures -> figures.rows().stream())
                .flatMap(of)
                .collect(Collectors.toSet());
    }

    private static @Nullable Double share(double part, double all) {
        return all == 0 ? null : (Double) (part / all);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> list(Map<String, ?> answer, String name) {
        return (List<Map<String, ?>>) requireNonNull(answer.get(name), name);
    }

    private static long sum(Map<String, ?> answer, String name) {
        return ((List<?>) requireNonNull(answer.get(name), name))
                .stream().mapToLong(number -> ((Number) number).longValue()).sum();
    }
}
