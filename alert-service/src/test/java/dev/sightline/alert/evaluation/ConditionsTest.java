package dev.sightline.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.alert.Engines;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestFigures;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a rule can hold against a threshold is the figure of the inferences behind it, and is held against it. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class ConditionsTest {
    /** Figures per device are kept by the quarter-hour. */
    private static final Duration BUCKET = Duration.ofMinutes(15);

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void report() {
        Instant at = Replays.aligned(TestClock.now(), BUCKET).minus(BUCKET.multipliedBy(3));
        TestFigures.report(workspace, "mixed/1", "line-3", at, 10, Map.of("helmet", 0.9, "head", 0.52), 0.1);
        TestFigures.report(workspace, "mixed/1", "line-3", at, 5, Map.of(), null);
        TestFigures.report(workspace, "mixed/2", "line-4", at.plusSeconds(60), 5, Map.of("helmet", 0.32), 0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "confidence_mean     |                                        | 0.632",
                "confidence_mean     | \"class\": \"helmet\",                   | 0.7067",
                "confidence_mean     | \"version\": \"2\",                      | 0.32",
                "confidence_mean     | \"device_id\": \"line-4\",               | 0.32",
                "requests            |                                        | 20",
                "requests            | \"version\": \"1\",                      | 15",
                "requests            | \"device_id\": \"line-4\",               | 5",
                "errors              |                                        | 5",
                "error_rate          |                                        | 0.25",
                "error_rate          | \"device_id\": \"line-3\",               | 0.3333",
                "inference_time_mean |                                        | 0.1667",
                "class_count         | \"class\": \"helmet\",                   | 15",
                "class_share         | \"class\": \"helmet\",                   | 0.6",
                "class_share         | \"class\": \"helmet\", \"version\": \"1\", | 0.5"
            })
    void a_figure_is_that_of_its_inferences_and_fires_on_either_side_of_a_threshold(
            String metric, @Nullable String scope, double expected) {
        double little = expected / 100;

        var above = preview(metric, "above", scope, expected - little);

        assertThat(above.<Number>getList("series[0].points.findAll { it.samples > 0 }.value"))
                .singleElement()
                .satisfies(value -> assertThat(value.doubleValue()).isCloseTo(expected, within(little / 2)));
        assertThat(above.getList("series[0].incidents")).hasSize(1);
        assertThat(preview(metric, "above", scope, expected + little).getList("series[0].incidents"))
                .isEmpty();
        assertThat(preview(metric, "below", scope, expected + little).getList("series[0].incidents"))
                .isNotEmpty();
    }

    /** Fixed bins: a quantile is as exact as the bin that it is in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {" | 0.3", "\"version\": \"1\", | 0.1"})
    void the_slowest_of_twenty_is_within_the_bin_of_its_time(@Nullable String scope, double expected) {
        var preview = preview("inference_time_p95", "above", scope, expected / 1.6);

        assertThat(preview.<Number>getList("series[0].points.findAll { it.samples > 0 }.value"))
                .singleElement()
                .satisfies(value -> assertThat(value.doubleValue()).isBetween(expected / 1.6, expected * 1.6));
        assertThat(preview.getList("series[0].incidents")).hasSize(1);
    }

    private JsonPath preview(String metric, String direction, @Nullable String scope, double critical) {
        var answer = TestSessions.editor(workspace, workspace + "@example.com")
                .body("""
                        {"model": "mixed", %s "critical": %s, "minimum_samples": 1, "bucket_seconds": 900, "window_seconds": 900,
                         "condition": {"type": "threshold", "metric": "%s", "direction": "%s"}}
                        """.formatted(scope == null ? "" : scope, critical, metric, direction))
                .post("/api/v1/alert-rules/preview");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
