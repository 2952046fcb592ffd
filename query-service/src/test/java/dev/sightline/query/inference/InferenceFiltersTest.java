package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters let through what plain Java chooses from what was sent, in the same order, and nobody else's. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class InferenceFiltersTest {
    private static final int SENT = 250;
    private static final Map<String, List<String>> WINDOW = Map.of(
            "from", List.of(SentInference.FROM.toString()),
            "until",
                    List.of(SentInference.FROM
                            .plusSeconds(60L * SentInference.MINUTES)
                            .toString()));

    private final TestWorkspace workspace = TestWorkspace.create();

    /** A filter of a request, and what it lets through. */
    private record Asked(Map<String, List<String>> parameters, Predicate<SentInference> passes) {
        /** Of one filter there can be one; a class and a confidence mean one prediction, which is a filter of its own. */
        boolean isApartFrom(Asked other) {
            return parameters.keySet().stream()
                    .map(Asked::group)
                    .noneMatch(
                            other.parameters.keySet().stream().map(Asked::group).collect(Collectors.toSet())::contains);
        }

        private static String group(String parameter) {
            return parameter.startsWith("confidence_") ? "class" : parameter.replaceAll("_(from|below)$", "");
        }

        Asked and(Asked other) {
            Map<String, List<String>> all = new HashMap<>(parameters);
            all.putAll(other.parameters);
            return new Asked(all, passes.and(other.passes));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 20261123})
    void each_filter_alone_finds_what_was_sent(long seed) {
        var random = seeded(seed);
        var sent = send(random);

        for (var filter : filters()) {
            assertFound(sent, filter.apply(random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, 987654321})
    void combinations_find_what_was_sent(long seed) {
        var random = seeded(seed);
        var sent = send(random);

        for (int i = 0; i < 15; i++) {
            var asked = new Asked(Map.of(), _ -> true);
            for (int more = random.nextInt(2, 5); more > 0; more--) {
                var filters = filters();
                var another = filters.get(random.nextInt(filters.size())).apply(random);
                asked = asked.isApartFrom(another) ? asked.and(another) : asked;
            }
            assertFound(sent, asked);
        }
    }

    @Test
    void what_is_no_filter_is_refused_with_what_came_and_what_is_expected() {
        var wrong = new TreeMap<String, String>(Map.of(
                "confidence_from", "1.1",
                "confidence_below", "low",
                "inference_time_from", "-1",
                "prediction_count_below", "NaN",
                "is_error", "yes",
                "has_image", "",
                "model_id", " ",
                "devise_id", "line-1",
                "metadata_from.temperature", "warm",
                "metadata.", "x"));

        wrong.forEach((name, value) -> {
            for (String path : List.of("", "/count")) {
                var answer = workspace.asProgram().queryParam(name, value).get("/api/v1/inferences" + path);

                assertThat(answer.statusCode()).as(name + '=' + value).isEqualTo(422);
                assertThat(answer.jsonPath().getString("field")).isEqualTo(name);
                assertThat(answer.jsonPath().getString("got")).isEqualTo(value);
                assertThat(answer.jsonPath().getString("expected")).isNotEmpty();
            }
        });
    }

    @Test
    void bounds_the_wrong_way_round_are_refused() {
        workspace
                .asProgram()
                .queryParams(Map.of("confidence_from", "0.8", "confidence_below", "0.2"))
                .get("/api/v1/inferences")
                .then()
                .statusCode(422);
    }

    @Test
    void facets_tell_what_there_is_to_filter_by_and_how_often() {
        var sent = send(seeded(3));

        var facets = workspace.get("/api/v1/inferences/facets", WINDOW);

        assertThat(facets.getInt("inferences")).isEqualTo(SENT);
        Map<String, Function<SentInference, List<String>>> holds = new HashMap<>();
        SentInference.TEXTS.keySet().forEach(column -> holds.put(column, one -> List.of(textOf(one, column))));
        holds.put("tag", SentInference::tags);
        holds.put("model_id", one -> List.of(modelOf(one)));
        holds.put(
                "class",
                one -> one.counted().stream()
                        .map(SentInference.Seen::className)
                        .distinct()
                        .toList());
        assertThat(facets.getList("facets.filter")).containsExactlyInAnyOrderElementsOf(holds.keySet());
        holds.forEach((filter, values) -> {
            Map<String, Integer> expected = new HashMap<>();
            sent.forEach(one -> values.apply(one).forEach(value -> expected.merge(value, 1, Integer::sum)));
            expected.remove("");
            Map<String, Integer> found = new HashMap<>();
            facets.param("filter", filter)
                    .<Map<String, Object>>getList("facets.find { it.filter == filter }.values")
                    .forEach(value -> found.put(
                            Objects.toString(value.get("value")),
                            ((Number) Objects.requireNonNull(value.get("inferences"))).intValue()));
            assertThat(found).as(filter).isEqualTo(expected);
        });
    }

    /** What is sent to this workspace is sent to another one as well, which has images and fields of its own. */
    private List<SentInference> send(RandomGenerator random) {
        var sent = IntStream.range(0, SENT)
                .mapToObj(number -> SentInference.random(random, number))
                .toList();
        store(sent.stream().map(one -> one.sample(workspace)).toList());
        SentInference.storeBeside(workspace, sent);
        var other = TestWorkspace.create();
        var theirs = IntStream.range(0, SENT)
                .mapToObj(number -> SentInference.random(random, number))
                .toList();
        store(theirs.stream().map(one -> one.sample(other)).toList());
        SentInference.storeBeside(other, theirs);
        return sent;
    }

    private void assertFound(List<SentInference> sent, Asked asked) {
        var expected = sent.stream()
                .filter(asked.passes)
                .sorted(Comparator.comparing(SentInference::at)
                        .thenComparing(SentInference::id)
                        .reversed())
                .map(SentInference::id)
                .toList();

        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            var page = workspace.get("/api/v1/inferences", with(asked.parameters, cursor));
            found.addAll(page.getList("inferences.inference_id", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        assertThat(found).as(asked.parameters.toString()).isEqualTo(expected);
        assertThat(workspace
                        .get("/api/v1/inferences/count", with(asked.parameters, null))
                        .getInt("inferences"))
                .as("count of %s", asked.parameters)
                .isEqualTo(expected.size());
    }

    private static Map<String, Object> with(Map<String, List<String>> parameters, @Nullable String cursor) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.putAll(WINDOW);
        if (cursor != null) {
            all.put("cursor", cursor);
        }
        return all;
    }

    private static List<Function<RandomGenerator, Asked>> filters() {
        Stream<Function<RandomGenerator, Asked>> texts = SentInference.TEXTS.keySet().stream()
                .filter(column -> !column.equals("error_type"))
                .sorted()
                .map(column -> random ->
                        ofTexts(column, SentInference.TEXTS.get(column), random, one -> List.of(textOf(one, column))));
        Stream<Function<RandomGenerator, Asked>> others = Stream.of(
                random -> ofTexts(
                        "error_type",
                        SentInference.TEXTS.get("error_type"),
                        random,
                        one -> one.isError() ? List.of(textOf(one, "error_type")) : List.of()),
                random -> ofTexts("tag", SentInference.TAGS, random, SentInference::tags),
                random -> ofTexts("inference_id", List.of("i-3", "i-99", "nobody's"), random, one -> List.of(one.id())),
                random -> ofTexts(
                        "model_id",
                        List.of("helmets/1", "cars/2", "cars", "acme/helmets/2"),
                        random,
                        one -> List.of(modelOf(one), "acme/" + modelOf(one))),
                random -> ofBounds(
                        "average_confidence",
                        random,
                        1,
                        one -> one.counted().isEmpty() ? List.of() : List.of(SentInference.average(one.counted()))),
                random -> ofBounds(
                        "prediction_count",
                        random,
                        5,
                        one -> List.of((double) one.counted().size())),
                random -> ofBounds("inference_time", random, 0.1, one -> {
                    var seconds = one.seconds();
                    return seconds == null ? List.of() : List.of(seconds);
                }),
                random -> ofBounds(
                        "confidence",
                        random,
                        1,
                        one -> one.counted().stream()
                                .map(SentInference.Seen::confidence)
                                .toList()),
                InferenceFiltersTest::ofClass,
                random -> ofFlag("is_error", random.nextBoolean(), SentInference::isError),
                random -> ofFlag("has_image", random.nextBoolean(), SentInference::hasImage),
                random -> ofMetadata("metadata.camera", List.of("c'0", "c'1"), random),
                InferenceFiltersTest::ofTemperature);
        return Stream.concat(texts, others).toList();
    }

    private static Asked ofTexts(
            String name,
            @Nullable List<String> values,
            RandomGenerator random,
            Function<SentInference, List<String>> held) {
        var some = some(Objects.requireNonNull(values), random);
        return new Asked(Map.of(name, some), one -> held.apply(one).stream().anyMatch(some::contains));
    }

    private static Asked ofBounds(
            String name, RandomGenerator random, double most, Function<SentInference, List<Double>> held) {
        double from = Math.floor(random.nextDouble() * 60) / 100 * most;
        double below = Math.min(most, from + most * random.nextInt(1, 40) / 100);
        return switch (random.nextInt(3)) {
            case 0 ->
                new Asked(
                        Map.of(name + "_from", List.of("" + from)),
                        one -> held.apply(one).stream().anyMatch(number -> number >= from));
            case 1 ->
                new Asked(
                        Map.of(name + "_below", List.of("" + below)),
                        one -> held.apply(one).stream().anyMatch(number -> number < below));
            default ->
                new Asked(
                        Map.of(name + "_from", List.of("" + from), name + "_below", List.of("" + below)),
                        one -> held.apply(one).stream().anyMatch(number -> number >= from && number < below));
        };
    }

    /** Of the class, and where a bound is asked for as well, one of that class within it. */
    private static Asked ofClass(RandomGenerator random) {
        var classes = some(SentInference.CLASSES, random);
        double below = random.nextInt(1, 100) / 100.0;
        return random.nextBoolean()
                ? new Asked(
                        Map.of("class", classes),
                        one -> one.counted().stream().anyMatch(seen -> classes.contains(seen.className())))
                : new Asked(
                        Map.of("class", classes, "confidence_below", List.of("" + below)),
                        one -> one.counted().stream()
                                .anyMatch(seen -> classes.contains(seen.className()) && seen.confidence() < below));
    }

    private static Asked ofFlag(String name, boolean wanted, Predicate<SentInference> holds) {
        return new Asked(Map.of(name, List.of("" + wanted)), one -> holds.test(one) == wanted);
    }

    private static Asked ofMetadata(String name, List<String> values, RandomGenerator random) {
        return ofTexts(name, values, random, one -> {
            var held = one.field(name.substring("metadata.".length()));
            return held == null ? List.of() : List.of(held);
        });
    }

    /** 20 finds 20.0 as well, since both are numbers; a range finds what reads as one. */
    private static Asked ofTemperature(RandomGenerator random) {
        double wanted = random.nextInt(18, 22);
        Function<SentInference, List<Double>> held = one -> {
            var temperature = one.field("temperature");
            return temperature == null ? List.of() : List.of(Double.valueOf(temperature));
        };
        return random.nextBoolean()
                ? new Asked(
                        Map.of("metadata.temperature", List.of("" + (int) wanted)),
                        one -> held.apply(one).contains(wanted))
                : new Asked(
                        Map.of("metadata_from.temperature", List.of("" + wanted)),
                        one -> held.apply(one).stream().anyMatch(number -> number >= wanted));
    }

    private static List<String> some(List<String> values, RandomGenerator random) {
        var some = values.stream().filter(_ -> random.nextInt(3) == 0).toList();
        return some.isEmpty() ? List.of(values.get(random.nextInt(values.size()))) : some;
    }

    private static String textOf(SentInference sent, String column) {
        return Objects.requireNonNull(sent.texts().get(column));
    }

    private static String modelOf(SentInference sent) {
        String version = textOf(sent, "version");
        return textOf(sent, "project") + (version.isEmpty() ? "" : "/" + version);
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    }
}
