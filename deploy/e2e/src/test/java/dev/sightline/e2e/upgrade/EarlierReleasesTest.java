package dev.sightline.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The services of now start on what a release left behind, bring its schemas up to date, answer what it answered, and go on.
 *
 * <p>Every field that it gave is still there and says the same; there may be more.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EarlierReleasesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of the contract's sample of an inference. */
    private static final String WAITING = "137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001";

    static Stream<StoredRelease> releases() throws IOException {
        try (var folders = Files.list(folder())) {
            List<Path> sorted = folders.sorted().toList();
            assertThat(sorted).isNotEmpty();
            return sorted.stream().map(StoredRelease::new);
        }
    }

    static Path folder() {
        return RunningSystem.home().resolve("deploy/e2e/src/test/resources/releases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void what_it_wrote_is_read_and_goes_on(StoredRelease release) throws Exception {
        try (var system = StoredRelease.system("upgrade-from-" + release)) {
            system.startEngines();
            release.load(system);
            StoredRelease.appendGolden(system, "inference-recorded-v1", WAITING);

            system.startServices();

            // With the password of then.
            var sightline = new Sightline(system);
            JsonNode expected = release.expected();
            expected.get("answers")
                    .properties()
                    .forEach(answer -> assertSays(answer.getKey(), sightline.get(answer.getKey()), answer.getValue()));
            expected.get("names")
                    .properties()
                    .forEach(names -> names.getValue()
                            .properties()
                            .forEach(field -> assertThat(
                                            sightline.get(names.getKey()).findValuesAsText(field.getKey()))
                                    .as("%s of %s", field.getKey(), names.getKey())
                                    .containsAll(texts(field.getValue()))));
            await("what waited on Kafka is stored")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(sightline
                                    .get("/inferences/" + WAITING)
                                    .get("model_id")
                                    .asText())
                            .isEqualTo("hard-hat/3"));
            goesOn(sightline);
        }
    }

    /** With the ingest key of then. */
    private static void goesOn(Sightline sightline) {
        var now = Instant.now();
        sightline.reportAccepted("{\"model_id\": \"after/1\", \"timestamp\": \"" + now + "\"}");
        String window = "/overview?" + Sightline.window(now.minusSeconds(60), now.plusSeconds(60));
        await("a report of now counts")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                sightline.get(window).at("/requests/value").asInt())
                        .isEqualTo(1));
    }

    /** What is expected is there; sums of the same numbers in another order differ in the last digits. */
    private static void assertSays(String where, JsonNode actual, JsonNode expected) {
        switch (expected.getNodeType()) {
            case OBJECT ->
                expected.properties()
                        .forEach(field -> assertSays(
                                where + " " + field.getKey(), actual.path(field.getKey()), field.getValue()));
            case ARRAY -> {
                assertThat(actual).as(where).hasSize(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertSays(where + " " + i, actual.get(i), expected.get(i));
                }
            }
            case NUMBER -> {
                assertThat(actual.isNumber()).as(where).isTrue();
                double value = expected.asDouble();
                assertThat(actual.asDouble()).as(where).isCloseTo(value, within(Math.abs(value) * 1e-12));
            }
            default -> assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
