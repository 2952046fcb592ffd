package dev.sightline.query.overview;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class OverviewTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void figures_are_compared_with_the_window_before() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .confidences(0.9, 0.8, 0.1)
                        .with("inference_time", 0.2),
                anInference(workspace, "2026-03-10T10:30:00Z").confidences(0.4).with("inference_time", 0.4),
                anInference(workspace, "2026-03-10T10:59:59.999999Z").with("is_error", true),
                anInference(workspace, "2026-03-10T09:00:00Z")
                        .confidences(0.5, 0.5)
                        .with("inference_time", 0.1),
                anInference(workspace, "2026-03-10T09:59:59.999999Z"));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getMap("requests")).isEqualTo(Map.of("value", 3.0, "previous", 2.0, "change", 0.5));
        assertThat(overview.getMap("predictions")).isEqualTo(Map.of("value", 4.0, "previous", 2.0, "change", 1.0));
        assertThat(overview.getDouble("average_confidence.value")).isCloseTo(2.2 / 4, EXACTLY);
        assertThat(overview.getDouble("average_confidence.previous")).isCloseTo(0.5, EXACTLY);
        assertThat(overview.getDouble("average_confidence.change")).isCloseTo(0.1, EXACTLY);
        assertThat(overview.getDouble("average_inference_time.value")).isCloseTo(0.3, EXACTLY);
        assertThat(overview.getDouble("average_inference_time.change")).isCloseTo(2.0, EXACTLY);
        assertThat(overview.getDouble("error_rate.value")).isCloseTo(1 / 3.0, EXACTLY);
        assertThat(overview.getMap("window")).isEqualTo(ONE_HOUR);
        assertThat(overview.getString("previous_window.from")).isEqualTo("2026-03-10T09:00:00Z");
    }

    @Test
    void what_was_not_there_before_has_no_change() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.9));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.<Object>get("requests.change")).isNull();
        assertThat(overview.getDouble("requests.previous")).isZero();
        assertThat(overview.<Object>get("average_confidence.previous")).isNull();
    }

    @Test
    void an_empty_window_has_counts_of_zero_and_no_averages() {
        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("requests.value")).isZero();
        assertThat(overview.<Object>get("average_confidence.value")).isNull();
        assertThat(overview.<Object>get("average_inference_time.value")).isNull();
        assertThat(overview.<Object>get("error_rate.value")).isNull();
        assertThat(overview.getList("series.requests", Long.class)).hasSize(60).containsOnly(0L);
        assertThat(overview.getList("series.average_confidence")).containsOnlyNulls();
    }

    @Test
    void windows_and_buckets_are_half_open() {
        store(
                anInference(workspace, "2026-03-10T09:59:59.999999Z"),
                anInference(workspace, "2026-03-10T10:00:00Z"),
                anInference(workspace, "2026-03-10T10:00:59.999999Z"),
                anInference(workspace, "2026-03-10T10:01:00Z"),
                anInference(workspace, "2026-03-10T10:59:59.999999Z"),
                anInference(workspace, "2026-03-10T11:00:00Z"));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("requests.value")).isEqualTo(4);
        assertThat(overview.getInt("bucket_seconds")).isEqualTo(60);
        assertThat(overview.getList("series.at", String.class))
                .hasSize(60)
                .startsWith("2026-03-10T10:00:00Z", "2026-03-10T10:01:00Z")
                .endsWith("2026-03-10T10:59:00Z");
        assertThat(overview.getList("series.requests", Long.class))
                .startsWith(2L, 1L, 0L)
                .endsWith(0L, 1L);
        assertThat(overview.getList("series.is_complete", Boolean.class)).containsOnly(true);
    }

    @Test
    void days_follow_the_time_zone_when_its_clocks_change() {
        // On 2026-03-29 clocks in Berlin went from 02:00 to 03:00: that day began at 23:00Z and ended at 22:00Z.
        store(
                anInference(workspace, "2026-03-28T22:59:59Z"),
                anInference(workspace, "2026-03-28T23:00:00Z"),
                anInference(workspace, "2026-03-29T21:59:59Z"),
                anInference(workspace, "2026-03-29T22:00:00Z"));

        var overview = workspace.get(
                "/api/v1/overview",
                Map.of(
                        "from", "2026-02-28T23:00:00Z",
                        "until", "2026-04-30T22:00:00Z",
                        "time_zone", "Europe/Berlin"));

        assertThat(overview.getInt("bucket_seconds")).isEqualTo(86_400);
        assertThat(overview.getList("series", Map.class))
                .filteredOn(point -> !Integer.valueOf(0).equals(point.get("requests")))
                .extracting(point -> point.get("at"), point -> point.get("requests"))
                .containsExactly(
                        tuple("2026-03-27T23:00:00Z", 1),
                        tuple("2026-03-28T23:00:00Z", 2),
                        tuple("2026-03-29T22:00:00Z", 1));
        assertThat(overview.getList("series")).hasSize(31 + 30);
    }

    @Test
    void a_zone_whose_days_do_not_begin_on_a_quarter_hour_is_summed_exactly() {
        // At +05:10 a day begins at 18:50Z.
        store(
                anInference(workspace, "2026-03-10T18:49:59Z"),
                anInference(workspace, "2026-03-10T18:50:00Z"),
                anInference(workspace, "2026-03-11T18:49:59Z"));

        var overview = workspace.get(
                "/api/v1/overview",
                Map.of(
                        "from", "2026-02-28T18:50:00Z",
                        "until", "2026-04-20T18:50:00Z",
                        "time_zone", "+05:10"));

        assertThat(overview.getList("series", Map.class))
                .filteredOn(point -> !Integer.valueOf(0).equals(point.get("requests")))
                .extracting(point -> point.get("at"), point -> point.get("requests"))
                .containsExactly(tuple("2026-03-09T18:50:00Z", 1), tuple("2026-03-10T18:50:00Z", 2));
    }

    @Test
    void the_ends_of_a_long_window_are_exact_to_the_minute() {
        store(
                anInference(workspace, "2026-03-01T10:06:59Z"),
                anInference(workspace, "2026-03-01T10:07:00Z"),
                anInference(workspace, "2026-03-01T10:15:00Z"),
                anInference(workspace, "2026-03-08T10:06:59Z"),
                anInference(workspace, "2026-03-08T10:07:00Z"),
                anInference(workspace, "2026-03-08T10:14:59Z"),
                anInference(workspace, "2026-03-15T10:06:59Z"),
                anInference(workspace, "2026-03-15T10:07:00Z"));

        var overview = workspace.get(
                "/api/v1/overview", Map.of("from", "2026-03-08T10:07:00Z", "until", "2026-03-15T10:07:00Z"));

        assertThat(overview.getMap("requests")).isEqualTo(Map.of("value", 3.0, "previous", 3.0, "change", 0.0));
        assertThat(overview.getList("series.requests", Long.class))
                .startsWith(2L, 0L)
                .endsWith(0L, 1L);
    }

    @Test
    void only_the_chosen_class_of_a_classification_counts() {
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .predictions(List.of("ok", "scratch", "dent"), 0.7, 0.2, 0.1)
                .with("top", "ok"));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("predictions.value")).isEqualTo(1);
        assertThat(overview.getDouble("average_confidence.value")).isCloseTo(0.7, EXACTLY);
    }

    @Test
    void a_missing_inference_time_is_not_zero() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").with("inference_time", 0.5),
                anInference(workspace, "2026-03-10T10:00:10Z"));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("average_inference_time.value")).isCloseTo(0.5, EXACTLY);
        assertThat(overview.getList("series.average_inference_time").getFirst()).isEqualTo(0.5);
    }

    @Test
    void the_default_window_is_the_last_seven_days_and_its_last_bucket_is_still_filling() {
        var overview = workspace.get("/api/v1/overview", Map.of());

        assertThat(overview.getInt("bucket_seconds")).isEqualTo(3600);
        assertThat(overview.getList("series.is_complete", Boolean.class))
                .hasSizeBetween(168, 169)
                .endsWith(true, false);
    }

    @Test
    void quantiles_come_from_bins_and_are_linear_within_one() {
        // Two of ten in [0.20, 0.25), eight in [0.90, 0.95): a tenth at the middle of the one, nine tenths at 7/8 of
        // the
        // other. 20 ms lie in the bin from 15.8 to 25.1 ms.
        store(anInference(workspace, "2026-03-10T10:00:00Z")
                .confidences(0.21, 0.22, 0.91, 0.91, 0.92, 0.92, 0.93, 0.93, 0.94, 0.94)
                .with("inference_time", 0.02));

        var overview = workspace.get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("series[0].confidence_p10")).isCloseTo(0.225, EXACTLY);
        assertThat(overview.getDouble("series[0].confidence_p90")).isCloseTo(0.9 + 0.05 * 7 / 8, EXACTLY);
        assertThat(overview.getDouble("median_confidence.value")).isCloseTo(0.9 + 0.05 * 3 / 8, EXACTLY);
        assertThat(overview.getDouble("series[0].median_inference_time"))
                .isBetween(0.0158, 0.0252)
                .isEqualTo(overview.getDouble("median_inference_time.value"));
        assertThat(overview.getDouble("inference_time_p95.value")).isBetween(0.0158, 0.0252);
        assertThat(overview.<Object>get("series[1].confidence_p10")).isNull();
        assertThat(overview.getList("confidence_histogram", Integer.class))
                .hasSize(20)
                .contains(2, 8);
        assertThat(overview.getList("previous_confidence_histogram", Integer.class))
                .hasSize(20)
                .containsOnly(0);
    }

    @Test
    void a_model_and_a_version_of_it_have_figures_of_their_own() {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("helmets", "3")
                        .confidences(0.9),
                anInference(workspace, "2026-03-10T10:00:00Z")
                        .of("helmets", "4")
                        .confidences(0.5),
                anInference(workspace, "2026-03-10T10:00:00Z").of("helmets", "").confidences(0.1),
                anInference(workspace, "2026-03-10T10:00:00Z").of("cars", "3").confidences(0.3));

        assertThat(requests("helmets", null)).isEqualTo(3);
        assertThat(requests("helmets", "4")).isEqualTo(1);
        assertThat(requests("no such", null)).isZero();
    }

    @Test
    void a_version_without_its_project_is_refused() {
        workspace
                .asProgram()
                .queryParam("version", "3")
                .get("/api/v1/overview")
                .then()
                .statusCode(422);
    }

    private double requests(String project, @Nullable String version) {
        var parameters = new HashMap<>(ONE_HOUR);
        parameters.put("project", project);
        if (version != null) {
            parameters.put("version", version);
        }
        return workspace.get("/api/v1/overview", parameters).getDouble("requests.value");
    }

    @Test
    void another_workspace_sees_nothing_of_it() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.9));

        var overview = TestWorkspace.create().get("/api/v1/overview", ONE_HOUR);

        assertThat(overview.getDouble("requests.value")).isZero();
        assertThat(overview.getList("series.requests", Long.class)).containsOnly(0L);
    }
}
